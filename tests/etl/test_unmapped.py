"""Unmapped words go out as a CSV, are reviewed by people, and come back beside a council's own mapping."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from etl.__main__ import app
from etl.refusals import LoadRefused
from etl.unmapped import take_back, unmapped_words, write_words
from tests.etl.exports import ENQUIRIES, load, rows, write

SIX = "".join(f"E{n},P{n},s42,2025-03-01,Risk removd\n" for n in range(6))
HEADER = ENQUIRIES.replace("started_on", "started_on,risk_outcome")
FORMULA = "".join(f"F{n},P{n},s42,2025-03-01,=1+1\n" for n in range(5))
ONE = "G1,P1,s42,2025-03-01,Only one person's word\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "export", enquiries=HEADER + SIX + FORMULA + ONE)


def test_a_word_that_few_rows_hold_is_counted_and_never_shown(source: Path) -> None:
    load(source)
    assert [(each.field, each.value, each.rows) for each in unmapped_words()] == [
        ("enquiries.risk_outcome", "Risk removd", 6),
        ("enquiries.risk_outcome", "=1+1", 5),
        ("enquiries.risk_outcome", None, 1),
    ]


def test_the_csv_proposes_a_code_that_is_near_and_holds_no_formula(source: Path, tmp_path: Path) -> None:
    load(source)
    assert write_words(tmp_path / "words.csv", unmapped_words()) == 2
    with (tmp_path / "words.csv").open(encoding="utf-8-sig") as stream:
        found = [(row["source_value"], row["code"], row["status"]) for row in csv.DictReader(stream)]
    assert found == [("Risk removd", "removed", "proposed"), ("'=1+1", "", "unsure")]


def test_what_stands_where_a_day_should_be_is_no_word_to_review(tmp_path: Path) -> None:
    days = "".join(f"E{n},P{n},s42,2025-03-01,,TBC\n" for n in range(5))
    load(
        write(tmp_path / "days", enquiries=HEADER.replace("risk_outcome", "risk_outcome,concluded_on") + days)
    )
    assert [(each.field, each.value) for each in unmapped_words()] == [("enquiries.concluded_on", "TBC")]
    assert write_words(tmp_path / "words.csv", unmapped_words()) == 0


def test_the_command_lists_the_words_and_tells_a_wrong_use_from_a_refusal(
    source: Path, tmp_path: Path, home: Path
) -> None:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["unmapped", *arguments])

    assert run().exit_code == 1
    assert run().stderr == "Nothing has been loaded yet, so nothing is known of its words.\n"
    assert run("--into", str(tmp_path / "ours.yaml")).exit_code == 2
    load(source)
    assert "Risk removd" in run().stdout
    assert json.loads(run("--json").stdout)["unmapped"][0]["value"] == "Risk removd"
    (home / "releases" / "r000001.duckdb").write_text("nonsense")
    assert run().exit_code == 1
    assert "r000001" in run().stderr


def test_the_words_that_a_release_is_held_for_can_be_reviewed_before_it_is_published(source: Path) -> None:
    load(source, hold=True)
    assert "Risk removd" in [each.value for each in unmapped_words()]


def test_a_review_is_not_written_over(source: Path, tmp_path: Path) -> None:
    load(source)
    (tmp_path / "words.csv").write_text("somebody's review")
    with pytest.raises(LoadRefused, match=r"words\.csv exists"):
        write_words(tmp_path / "words.csv", unmapped_words())
    assert (tmp_path / "words.csv").read_text() == "somebody's review"


def _review(path: Path, *lines: str) -> Path:
    path.write_text("field,source_value,rows,code,status,note\n" + "\n".join(lines) + "\n")
    return path


def test_agreed_words_come_back_and_the_next_load_knows_them(source: Path, tmp_path: Path) -> None:
    load(source)
    review = _review(
        tmp_path / "words.csv",
        "enquiries.risk_outcome,Risk removd,6,removed,agreed,",
        "enquiries.risk_outcome,'=1+1,5,reduced,unsure,ask the team",
    )
    own = tmp_path / "ours.yaml"
    found = take_back(review, own, "standard")
    assert (found.agreed, found.open, found.words.name) == (1, 1, "ours.words.csv")
    assert own.read_text() == "mapping: msp-mapping/1\nextends: standard\nwords: ours.words.csv\n"
    load(source, mapping=str(own))
    outcomes = [outcome for (outcome,) in rows("enquiries", "risk_outcome")]
    assert outcomes.count("removed") == 6
    assert [(each.value, each.rows) for each in unmapped_words()] == [("=1+1", 5), (None, 1)]


def test_a_second_review_is_added_to_the_first_and_the_mapping_stays_as_it_was(tmp_path: Path) -> None:
    own = tmp_path / "ours.yaml"
    own.write_text("mapping: msp-mapping/1\n# kept\nextends: standard\ntitle: Ours\n")
    take_back(_review(tmp_path / "a.csv", "enquiries.risk_outcome,Gone,6,removed,unsure,"), own, "standard")
    after = own.read_text()
    take_back(_review(tmp_path / "b.csv", "enquiries.risk_outcome,GONE ,6,removed,agreed,"), own, "standard")
    assert own.read_text() == after == (
        "mapping: msp-mapping/1\n# kept\nextends: standard\ntitle: Ours\nwords: ours.words.csv\n"
    )  # fmt: skip
    assert (tmp_path / "ours.words.csv").read_text().splitlines() == [
        "field,source_value,code,status,note",
        "enquiries.risk_outcome,GONE,removed,agreed,",
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "enquiries.risk_outcome,Gone,6,removd,agreed,",
            "row 2: removd is no code of enquiries.risk_outcome. Did you mean removed",
        ),
        ("enquiries.started_on,Gone,6,removed,agreed,", "row 2: enquiries.started_on is no coded field"),
        ("enquiries.risk_outcome,Gone,6,removed,yes,", "row 2: status is one of"),
    ],
)
def test_a_review_that_cannot_be_meant_changes_nothing(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(LoadRefused, match=words):
        take_back(_review(tmp_path / "words.csv", line), tmp_path / "ours.yaml", "standard")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["words.csv"]


def test_a_shipped_mapping_is_not_written_to(tmp_path: Path) -> None:
    review = _review(tmp_path / "words.csv", "enquiries.risk_outcome,Gone,6,removed,agreed,")
    with pytest.raises(LoadRefused, match="no mapping of your own"):
        take_back(review, Path("standard"), "standard")


def test_a_starter_that_does_not_exist_changes_nothing(tmp_path: Path) -> None:
    review = _review(tmp_path / "words.csv", "enquiries.risk_outcome,Gone,6,removed,agreed,")
    with pytest.raises(LoadRefused, match="There is no mapping"):
        take_back(review, tmp_path / "ours.yaml", "standrd")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["words.csv"]
