"""What the measures command will not answer: one plain sentence and an exit code, never a traceback."""

import shutil
from pathlib import Path

import pytest

from tests.measures.few_rows import each, loaded, story
from tests.measures.terminal import only, refused, told, typed

TEAMS = {"teams": [{"team_name": "North", "service": "Older people"}]}
NORTH = story("North", each("outcomes_asked", {"asked_expressed": 8}, wishes=[[{"stage": "start"}]]))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("few")
    loaded(folder, TEAMS, NORTH)
    return folder / "home"


@pytest.fixture
def copied(home: Path, tmp_path: Path) -> Path:
    """A home folder that a test may break."""
    shutil.copytree(home / "releases", tmp_path / "home" / "releases")
    return tmp_path / "home"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--tier", "public", "--where", "gender=female"],
        ["--tier", "public", "--where", "gender=female", "--by", "gender"],
        ["--tier", "public", "--where", "gender=female", "--by", "quarter"],
        ["--tier", "board", "--where", "gender=female", "--by", "age_band"],
        ["--tier", "board", "--where", "service=Older people", "--where", "gender=female", "--by", "quarter"],
        ["--tier", "board", "--from", "2026-01-01", "--to", "2026-03-31"],
        ["--tier", "exact", "--from", "2026-01-02", "--to", "2026-02-28", "--where", "team=North"],
        ["--enquiry-type", "all"],
    ],
    ids=" ".join,
)
def test_a_question_within_the_tiers_depth_is_answered(home: Path, arguments: list[str]) -> None:
    assert only(home, "asked", *arguments)["kind"] == "proportion"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--tier", "public", "--where", "gender=female", "--by", "age_band"],
        ["--tier", "public", "--where", "service=Older people"],
        ["--tier", "public", "--where", "team=North"],
        ["--tier", "public", "--by", "service"],
        ["--tier", "board", "--where", "gender=female", "--where", "age_band=75-84", "--by", "risk_type"],
        ["--tier", "board", "--where", "team=North"],
        ["--tier", "board", "--by", "team"],
        ["--tier", "board", "--by", "service"],
        ["--tier", "board", "--from", "2026-01-02", "--to", "2026-03-31"],
        ["--tier", "board", "--from", "2026-01-01", "--to", "2026-03-30"],
        ["--tier", "board", "--from", "2026-07-01", "--to", "2026-12-31"],
        ["--by", "shoe_size"],
        ["--where", "shoe_size=9"],
        ["--where", "gender=nobody"],
        ["--release", "99"],
    ],
    ids=" ".join,
)
def test_a_question_that_may_not_be_asked_is_refused_in_a_sentence(home: Path, arguments: list[str]) -> None:
    refused(told(home, "asked", *arguments, "--json"), 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["asked", "--from", "2026-02-30", "--to", "2026-03-31"],
        ["asked", "--from", "01/01/2026", "--to", "2026-03-31"],
        ["asked", "--from", "2026-04-01", "--to", "2026-03-31"],
        ["asked", "--where", "gender"],
        ["asked", "--where", "=female"],
        ["asked", "--where", "gender="],
        ["asked", "--tier", "everyone"],
        ["asked", "--enquiry-type", "most"],
        ["asked", "--release", "last"],
        ["asked", "--shoe-size", "9"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_a_sentence(home: Path, arguments: list[str]) -> None:
    refused(told(home, *arguments, "--json"), 2)


def test_a_refusal_leaves_no_traceback_and_no_document(home: Path) -> None:
    done = typed(home, "asked", "--where", "gender=nobody", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert "nobody" not in done.stderr


def test_no_home_and_no_release_are_said(tmp_path: Path) -> None:
    done = typed(tmp_path / "nothing here", "asked", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("No release has been published yet.")
    assert not (tmp_path / "nothing here").exists()


@pytest.mark.parametrize("words", ["", "the newest one\n", "r000077\n", "r000001\nr000002\n", "\N{SNOWMAN}"])
def test_a_pointer_that_names_no_release_is_said(copied: Path, words: str) -> None:
    (copied / "releases" / "CURRENT").write_text(words, "utf-8")
    refused(told(copied, "asked", "--json"), 1)


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.8, 0.95])
def test_a_release_file_that_was_cut_short_is_said(copied: Path, share: float) -> None:
    release = copied / "releases" / "r000001.duckdb"
    whole = release.read_bytes()
    release.chmod(0o600)
    release.write_bytes(whole[: int(len(whole) * share)])
    asked = "--tier", "exact", "--from", "2025-04-01", "--to", "2026-03-31"
    refused(told(copied, *asked, "--json"), 1)


def test_a_pointer_that_is_a_folder_is_said(copied: Path) -> None:
    (copied / "releases" / "CURRENT").unlink()
    (copied / "releases" / "CURRENT").mkdir()
    refused(told(copied, "asked", "--json"), 1)
