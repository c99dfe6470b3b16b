"""Bad input: each ends in one sentence that says what and where, exit 1, no traceback, nothing changed."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from etl.__main__ import app
from msp_dashboard.settings import settings
from tests.etl.exports import CONCERNS, ENQUIRIES, write

PLANTED = "Q7731-PLANTED"
GOOD = CONCERNS + f"{PLANTED},P1,2025-01-01\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def refusal(result: Result) -> str:
    """Return the sentence of a refusal, after checking that it is one and gives nothing away."""
    assert result.exit_code == 1
    assert result.stdout == ""
    sentence = result.stderr.strip()
    assert len(sentence.splitlines()) == 1
    assert sentence.endswith((".", "N", "FOLDER", "keys", ".key"))
    assert "Traceback" not in sentence
    assert "fault in the program" not in sentence
    assert PLANTED not in sentence
    return sentence


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (GOOD.encode() + b"C2,Zo\xeb,2025-01-01\n", "concerns.csv is in none of its declared encodings"),
        (GOOD.encode("utf-16"), "concerns.csv is utf-16, and not utf-8"),
        (GOOD.encode("utf-16-le"), "concerns.csv is utf-16-le, and not utf-8"),
        (GOOD.encode() + b"C2,\0,2025-01-01\n", "concerns.csv holds NUL characters"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "concerns.csv is a picture"),
        (b"PK\x03\x04\x14\0\0\0", "concerns.csv"),
        (b"", "concerns.csv is empty"),
        (b"\n\n\n", "concerns.csv holds nothing but blanks"),
        (GOOD.encode() + b"C2,P2\n", "concerns.csv row 3 has 2 cells where the header has 3"),
        (GOOD.encode() + b"C2,P2,2025-01-01,\n", "concerns.csv row 3 has 4 cells"),
        (b'concern_ref,person_ref,received_on\n"a\nb",P1,2025-01-01\nC2\n', "concerns.csv row 3 has 1 cell"),
        (GOOD.encode() + b'C2,"P2,2025-01-01\n', "a quoted cell is never closed, from row 3 on"),
        (GOOD.encode() + b'C2,"P"2,2025-01-01\n', "a quote is out of place, from row 3 on"),
        (b'"concern_ref,person_ref\n', "concerns.csv is not sound CSV"),
        (b"concern_ref,person_ref,received_on,concern_ref\n", "has the column concern_ref twice"),
        (b"concern_ref,received_on\nC1,2025-01-01\n", "lacks the required column person_ref"),
        (GOOD.replace(",", ";").encode(), "concerns.csv is not divided by its declared delimiter"),
        (CONCERNS.encode(), "No date of an event"),
    ],
)
def test_a_file_that_cannot_be_read_rightly_is_refused(
    home: Path, source: Path, content: bytes, words: str
) -> None:
    write(source, concerns=content)
    assert words in refusal(run("load", "standard", "--source", str(source)))
    assert not list(home.glob("releases/*"))


def test_a_folder_that_is_not_there_is_empty_or_holds_other_things_is_refused(
    home: Path, source: Path
) -> None:
    assert "There is no folder" in refusal(run("load", "standard", "--source", str(source)))
    write(source)
    assert "none of the export's files" in refusal(run("load", "standard", "--source", str(source)))
    write(source, Concerns=GOOD)
    assert "none of the export's files" in refusal(run("load", "standard", "--source", str(source)))
    (source / "concerns.csv").mkdir()
    assert "concerns.csv is not a file" in refusal(run("load", "standard", "--source", str(source)))
    assert not home.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("mapping: [", "own.yaml line 1: this is not readable YAML"),
        ("just words", "own.yaml line 1: a mapping begins with"),
        (
            "mapping: msp-mapping/2\ntitle: x\nsource_system: x\n",
            "own.yaml line 1: a mapping begins with",
        ),
        (
            "mapping: msp-mapping/1\ntitle: x\nsource_system: x\nfiles: all\n",
            "own.yaml line 4: files does not fit",
        ),
        (
            "mapping: msp-mapping/1\ntitle: x\nsource_system: 'a; DROP'\n",
            "own.yaml line 3: source_system does not fit",
        ),
    ],
)
def test_a_mapping_that_is_none_is_refused(tmp_path: Path, source: Path, content: str, words: str) -> None:
    write(source, concerns=GOOD)
    mapping = tmp_path / "own.yaml"
    mapping.write_text(content)
    assert words in refusal(run("load", str(mapping), "--source", str(source)))
    assert "standard" in refusal(run("load", "nowhere", "--source", str(source)))


def _other_readers(home: Path) -> None:
    (home / "keys" / "pseudonym.key").chmod(0o644)


def _open_folder(home: Path) -> None:
    (home / "keys").chmod(0o755)


def _gone(home: Path) -> None:
    (home / "keys" / "pseudonym.key").unlink()


def _changed(home: Path) -> None:
    (home / "keys" / "pseudonym.key").write_bytes(b"x" * 32)


def _cut_short(home: Path) -> None:
    (home / "keys" / "restricted.key").write_bytes(b"x" * 31)


def _broken_store(home: Path) -> None:
    for journal in home.glob("operations.sqlite-*"):
        journal.unlink()
    (home / "operations.sqlite").write_bytes(b"not a database at all" * 100)


def _pointer_to_nothing(home: Path) -> None:
    (home / "releases" / "CURRENT").write_text("r000009\n")


def _broken_pointer(home: Path) -> None:
    (home / "releases" / "CURRENT").write_bytes(b"\xff\xfe")


def _cut_release(home: Path) -> None:
    release = home / "releases" / "r000001.duckdb"
    content = release.read_bytes()
    release.unlink()
    release.write_bytes(content[:5000])


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_other_readers, "can be read by others"),
        (_open_folder, "can be read by others"),
        (_gone, "cannot be read"),
        (_changed, "Restore the key"),
        (_cut_short, "should hold 32 bytes"),
        (_broken_store, "operations database"),
        (_pointer_to_nothing, "There is no release 9"),
        (_broken_pointer, "names no release"),
        (_cut_release, "its file is broken"),
    ],
)
def test_a_home_folder_that_was_spoilt_is_refused_and_left_as_it_is(
    loaded: Path, source: Path, spoil: Callable[[Path], None], words: str
) -> None:
    spoil(loaded)
    before = _tree(loaded)
    write(source, concerns=GOOD + "C2,P2,2025-01-02\n")
    assert words in refusal(run("load", "standard", "--source", str(source)))
    assert _tree(loaded) == before


def test_with_key_and_operations_database_gone_a_warehouse_takes_no_new_key(
    loaded: Path, source: Path
) -> None:
    for lost in (loaded / "keys" / "pseudonym.key", *loaded.glob("operations.sqlite*")):
        lost.unlink()
    write(source, concerns=GOOD)
    assert "pseudonym.key cannot be read" in refusal(run("load", "standard", "--source", str(source)))
    assert not (loaded / "keys" / "pseudonym.key").exists()


def test_a_home_folder_that_cannot_be_made_is_refused(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(source, concerns=GOOD)
    (tmp_path / "file").write_text("in the way")
    for home in ("missing/home", "file", "file/home"):
        monkeypatch.setenv("MSP_HOME", str(tmp_path / home))
        settings.cache_clear()
        assert "home folder" in refusal(run("load", "standard", "--source", str(source)))


def test_wrong_usage_exits_with_2() -> None:
    for arguments in (
        ["load", "standard"],
        ["load", "standard", "--source", "x", "--extract-date", "2025-02-30"],
        ["sample", "x", "--shape", "spiral"],
        ["explain"],
    ):
        assert run(*arguments).exit_code == 2


def test_a_sample_is_written_over_another_and_never_over_anything_else(source: Path) -> None:
    for seed in ("1", "2"):
        assert run("sample", str(source), "--enquiries", "20", "--years", "1", "--seed", seed).exit_code == 0
    package = source / "datapackage.json"
    assert json.loads(package.read_text())["synthetic"] is True
    for content in ("{}", "[]", "not JSON"):
        package.write_text(content)
        assert "something other than a sample" in refusal(run("sample", str(source)))
    assert "something other than a sample" in refusal(run("sample", str(package)))


def test_a_value_is_in_no_message_of_a_load_that_goes_through(home: Path, source: Path) -> None:
    write(
        source,
        concerns="concern_ref,person_ref,received_on,decision\n"
        + f"{PLANTED},{PLANTED},2025-01-01,{PLANTED}\n" * 2
        + f"C2,{PLANTED},{PLANTED},{PLANTED}\n",
        enquiries=ENQUIRIES + f"E1,{PLANTED},{PLANTED},{PLANTED}\n",
        datapackage="{",
    )
    for arguments in ([], ["--json"], ["--json", "--hold"]):
        result = run("load", "standard", "--source", str(source), *arguments)
        assert result.exit_code == 0
        assert PLANTED not in result.output
    assert home.exists()


def _tree(home: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path.relative_to(home)): (path.stat().st_mode, path.read_bytes() if path.is_file() else b"")
        for path in sorted(home.rglob("*"))
        if "operations.sqlite-" not in path.name
    }


@pytest.fixture(scope="session")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home folder with one small release, to be copied."""
    folder = tmp_path_factory.mktemp("loaded")
    write(folder / "export", concerns=GOOD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSP_HOME", str(folder / "home"))
        settings.cache_clear()
        assert run("load", "standard", "--source", str(folder / "export")).exit_code == 0
    settings.cache_clear()
    return folder / "home"


@pytest.fixture
def loaded(home: Path, loaded_once: Path) -> Path:
    """Return a home folder of the test's own that holds one small release."""
    shutil.copytree(loaded_once, home)
    return home
