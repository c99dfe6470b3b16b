"""What must never be loaded is nowhere afterwards: not in a store, a log, a report or a sentence."""

import base64
import hashlib
import sqlite3
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from etl.__main__ import app
from tests.etl.canaries import ALL, NUMBERS, OWN_WORDS, PERSON, WORDS, plant, traces, traces_in
from tests.etl.exports import write
from tests.etl.sources import open_texts

SHAPES = ("standard", "las_like", "flat_sheet", "mosaic_like", "hackney_like")
STOPPING = "mapping: msp-mapping/1\nextends: standard\n"
UNMAPPED = STOPPING + "defaults: {unmapped: stop}\n"
CHECKED = STOPPING + (
    "load:\n  - {into: enquiries, from: enquiries, check: {started_on: {in_range: [1990-01-01, 1990-01-02], "
    "then: stop}}}\n"
)
HEADER = "concern_ref,person_ref,received_on\n"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that takes what anything writes for the moment."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def said(*arguments: str, code: int = 0, given: str | None = None) -> str:
    """Return all that a command prints, after checking its exit code."""
    result = CliRunner().invoke(app, list(arguments), input=given)
    assert result.exit_code == code, (arguments, result.output)
    return result.output


@pytest.mark.parametrize("shape", SHAPES)
def test_no_canary_of_a_shape_is_anywhere_after_every_command(
    shape: str, home: Path, source: Path, temporary: Path
) -> None:
    plant(shape, source)
    files = sorted(str(path) for path in source.iterdir() if path.suffix in (".csv", ".xlsx"))
    from_here = ("--source", str(source), "--extract-date", "2026-09-30")
    output = said("check", shape, *from_here)
    output += said("load", shape, *from_here, "--json")
    words = home.parent / "words.csv"
    output += said("unmapped", "--csv", str(words)) + words.read_text("utf-8")
    output += said("profile", *files[:3])
    output += said("explain", next(each for each in files if "adult" not in each), "4", "--mapping", shape)
    assert traces_in(output.encode()) == []
    assert sorted(set(traces(home))) == []
    assert sorted(set(traces(temporary))) == []
    assert "(withheld)" in output
    assert (shape, "own_words") in open_texts()


def _ragged(source: Path) -> str:
    return _concerns(source, HEADER + ",".join(ALL) + "\n")


def _other_encoding(source: Path) -> str:
    return _concerns(source, (HEADER + f"{WORDS[0]} Zo\xeb,P1,2026-01-01\n").encode("cp1252"))


def _open_quote(source: Path) -> str:
    return _concerns(source, HEADER + f'C1,"{OWN_WORDS},2026-01-01\n')


def _header_of_people(source: Path) -> str:
    return _concerns(source, f"{WORDS[0]},{NUMBERS[0]},{NUMBERS[5]}\nC1,P1,2026-01-01\n")


def _concerns(source: Path, content: str | bytes) -> str:
    write(source, concerns=content)
    return "standard"


def _mapping(text: str, source: Path) -> str:
    path = source.parent / "stopping.yaml"
    path.write_text(text)
    return str(path)


REFUSALS: dict[str, Callable[[Path], str]] = {
    "ragged": _ragged,
    "other encoding": _other_encoding,
    "open quote": _open_quote,
    "header of people": _header_of_people,
    "unmapped word": partial(_mapping, UNMAPPED),
    "check": partial(_mapping, CHECKED),
}


def test_no_canary_is_anywhere_after_loads_that_were_held_refused_or_undone_by_an_erasure(
    home: Path, source: Path, temporary: Path
) -> None:
    plant("standard", source)
    from_here = ("--source", str(source), "--extract-date", "2026-09-30")
    output = said("load", "standard", *from_here)
    output += said("load", "standard", "--source", str(source), "--extract-date", "2026-10-01", "--hold")
    good = (source / "concerns.csv").read_text("utf-8")
    for spoil in REFUSALS.values():
        for command in ("load", "check"):
            output += said(command, spoil(source), *from_here, code=1)
        write(source, concerns=good)
    output += said("load", "standard", "--source", str(source), "--extract-date", "2026-09-01", code=1)
    output += said("erase", "--source", "standard", "--confirm", given=f"{PERSON}\n")
    assert "Built anew without them" in output
    assert traces_in(output.encode()) == []
    assert sorted(set(traces(home))) == []
    assert sorted(set(traces(temporary))) == []


def test_the_search_finds_a_canary_however_it_is_written(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "a.duckdb") as connection:
        connection.execute("CREATE TABLE words AS SELECT ? AS word FROM range(5000)", [WORDS[0]])
        parquet = tmp_path / "a.parquet"
        connection.execute(f"COPY (SELECT ? AS word FROM range(5000)) TO '{parquet}'", [WORDS[5]])
    store = sqlite3.connect(tmp_path / "a.sqlite")
    store.execute("CREATE TABLE words AS SELECT ? AS word", [WORDS[6]])
    store.commit()
    store.close()
    (tmp_path / "wide.txt").write_bytes(OWN_WORDS.encode("utf-16"))
    (tmp_path / "coded.txt").write_bytes(base64.b64encode(NUMBERS[4].encode()))
    (tmp_path / "hashed.txt").write_text(hashlib.md5(PERSON.encode(), usedforsecurity=False).hexdigest())
    found = set(traces(tmp_path))
    assert {
        ("a table of a.duckdb", WORDS[0]),
        ("a table of a.parquet", WORDS[5]),
        ("a table of a.sqlite", WORDS[6]),
        ("wide.txt", OWN_WORDS),
        ("coded.txt", NUMBERS[4]),
        ("hashed.txt", PERSON),
    } <= found
    assert traces_in(b"nothing of anybody") == []
