"""What happened to one row of a file, and why: places and rules, never what stands in a cell."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from etl.__main__ import app
from tests.etl.exports import CONCERNS, ENQUIRIES, ONE_ENQUIRY, load, write

OUTCOMES = "enquiry_ref,outcome_no,stage,recorded_on,theme\n"
WIDE = ENQUIRIES.replace("started_on", "started_on,concern_ref,risk_outcome,concluded_on")

FORMS = """mapping: msp-mapping/1
title: Forms
source_system: forms
files:
  steps: {path: steps.csv, columns: [step, person, kind, begun], drop_rows: [{kind: Test}]}
  answers: {path: answers.csv, columns: [step, question, answer, group]}
  form:
    pivot_answers: {from: answers, key: step, question: question, answer: answer, columns: {risk: Q7}}
  risks:
    pivot_answers:
      {from: answers, key: step, rows_by: group, question: question, answer: answer, columns: {type: Q8}}
  whole: {join: {from: form, with: steps, on: {step: step}, columns: {person: person, begun: begun}}}
load:
  - into: enquiries
    from: whole
    set:
      enquiry_ref: step
      person_ref: person
      started_on: begun
      enquiry_type: {constant: s42}
      risk_outcome: risk
  - {into: enquiry_risks, from: risks, set: {enquiry_ref: step, risk_type: type}}
  - into: people
    from: steps
    where: {kind: [Enquiry, Concern]}
    latest_by: {key: person, order: begun}
    set: {person_ref: person}
"""


def run(source: Path, file: str, row: int, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["explain", str(source / file), str(row), *arguments])


def explained(source: Path, file: str, row: int, *arguments: str) -> dict[str, Any]:
    result = run(source, file, row, "--json", *arguments)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def only(source: Path, file: str, row: int, *arguments: str) -> dict[str, Any]:
    """Return the one thing that a row became."""
    (became,) = explained(source, file, row, *arguments)["became"]
    return dict(became)


def at(file: str, row: int) -> dict[str, object]:
    return {"file": file, "row": row}


@pytest.fixture
def forms(source: Path, tmp_path: Path) -> list[str]:
    """An export of steps and answers; returns the option that names its mapping."""
    steps = (
        "step,person,kind,begun\nS1,P1,Enquiry,2025-03-01\nS2,P1,Concern,2025-02-01\nS3,P2,Test,2025-01-01\n"
    )
    write(source, steps=steps + "S4,P3,Review,2025-01-01\n")
    answers = "step,question,answer,group\nS1,Q1,a,\nS1,Q7,reduced,\nS1,Q8,physical,1\nS1,Q8,sexual,2\n"
    write(source, answers=answers + "S1,Q7,removed,\n")
    (tmp_path / "forms.yaml").write_text(FORMS)
    return ["--mapping", str(tmp_path / "forms.yaml")]


def test_a_kept_row_says_so_and_which_row_its_concern_is(source: Path) -> None:
    rows = CONCERNS + "C1,P1,2025-02-01\n"
    write(source, concerns=rows, enquiries=WIDE + "E1,P1,s42,2025-03-01,C1,reduced,\n")
    became = only(source, "enquiries.csv", 2)
    assert (became["target"], became["verdict"], became["findings"]) == ("enquiries", "kept", [])
    assert became["parents"] == [
        {"column": "person_ref", "target": "people", "place": None, "verdict": "created", "rules": []},
        {
            "column": "concern_ref",
            "target": "concerns",
            "place": at("concerns.csv", 2),
            "verdict": "kept",
            "rules": [],
        },
    ]


def test_a_row_that_is_there_twice_names_the_one_that_counts(source: Path) -> None:
    write(source, enquiries=ONE_ENQUIRY + "E2,P2,s42,2025-03-01\nE1,P1,s42,2025-03-01\n")
    became = only(source, "enquiries.csv", 4)
    assert (became["verdict"], became["merged_with"]) == ("merged", at("enquiries.csv", 2))


def test_rows_that_conflict_name_each_other(source: Path) -> None:
    write(source, enquiries=ONE_ENQUIRY + "E2,P2,s42,2025-03-01\nE1,P1,s42,2025-03-09\n")
    became = only(source, "enquiries.csv", 2)
    assert became["verdict"] == "quarantined"
    assert became["findings"] == [{"action": "quarantined", "rule": "conflicting_rows", "column": None}]
    assert became["conflicts_with"] == [at("enquiries.csv", 4)]


def test_rows_of_one_key_of_the_source_that_conflict_name_each_other(source: Path, tmp_path: Path) -> None:
    write(source, enquiries=ONE_ENQUIRY + "E2,P1,s42,2025-03-09\n")
    text = "mapping: msp-mapping/1\nextends: standard\nfiles:\n  enquiries: {path: enquiries.csv, "
    (tmp_path / "own.yaml").write_text(text + "key: person_ref}\n")
    became = only(source, "enquiries.csv", 2, "--mapping", str(tmp_path / "own.yaml"))
    assert (became["verdict"], became["conflicts_with"]) == ("quarantined", [at("enquiries.csv", 3)])


def test_a_child_says_by_which_rule_its_parent_was_quarantined(source: Path) -> None:
    rows = ENQUIRIES + "E1,,s42,2025-03-01\nE2,P2,s42,2025-03-01\n"
    write(
        source, enquiries=rows, desired_outcomes=OUTCOMES + "E1,1,start,2025-03-02,\nE9,1,start,2025-03-02,\n"
    )
    child, orphan = (only(source, "desired_outcomes.csv", row) for row in (2, 3))
    assert child["verdict"] == "quarantined"
    assert [(each["place"], each["verdict"], each["rules"]) for each in child["parents"]] == [
        (at("enquiries.csv", 2), "quarantined", ["required_blank"])
    ]
    assert [(each["place"], each["verdict"]) for each in orphan["parents"]] == [(None, "unknown")]


def test_what_the_load_fills_in_is_named(source: Path) -> None:
    write(
        source,
        enquiries=WIDE + "E1,P1,s42,2025-03-01,,Secret words,soon\n",
        desired_outcomes=OUTCOMES + "E1,1,start,,\n",
    )
    enquiry = only(source, "enquiries.csv", 2)
    assert enquiry["filled_in"] == [
        {"column": "concluded_on", "as": "blank"},
        {"column": "risk_outcome", "as": "not_recorded"},
    ]
    outcome = only(source, "desired_outcomes.csv", 2)
    assert outcome["filled_in"] == [
        {"column": "theme", "as": "not_recorded"},
        {"column": "recorded_on", "as": "the enquiry's day"},
    ]


def test_no_cell_is_shown(source: Path) -> None:
    write(source, enquiries=WIDE + "ZZE1,ZZP1,s42,2025-03-01,ZZC1,ZZ words,ZZ day\n")
    for arguments in ((), ("--json",)):
        output = run(source, "enquiries.csv", 2, *arguments).output
        assert "risk_outcome" in output
        assert "ZZ" not in output


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (1, "It is the header"),
        (4, "Row 4 is blank and left out."),
        (6, "Row 6 is a total and left out."),
    ],
)
def test_a_row_that_the_reader_leaves_out_says_so(
    source: Path, forms: list[str], row: int, words: str
) -> None:
    steps = "step,person,kind,begun\nS1,P1,Enquiry,2025-03-01\nS2,P2,Concern,2025-03-01\n,,,\n"
    write(source, steps=steps + "S3,P3,Concern,2025-03-01\nTotal,,,3\n")
    found = explained(source, "steps.csv", row, *forms)
    assert found["became"] == []
    assert words in found["sentences"][0]


def test_a_row_that_is_not_there_is_refused(source: Path) -> None:
    write(source, enquiries=ONE_ENQUIRY)
    result = run(source, "enquiries.csv", 9)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "enquiries.csv has no row 9: the last row of its table is 2.\n"
    assert run(source, "enquiries.csv", 0).exit_code == 2
    assert "There is no file" in run(source, "absent.csv", 2).stderr


def test_an_answer_says_of_which_form_it_became_part_and_what_it_fills(
    source: Path, forms: list[str]
) -> None:
    found = explained(source, "answers.csv", 3, *forms)
    assert found["sentences"] == [
        "It is an answer in form: it fills risk of the form that begins at answers.csv row 2."
    ]
    enquiry = found["became"][0]
    assert (enquiry["target"], enquiry["verdict"]) == ("enquiries", "kept")
    assert enquiry["findings"] == [{"action": "flagged", "rule": "two_answers", "column": "risk_outcome"}]


def test_an_answer_of_a_repeated_group_becomes_a_row_of_its_own(source: Path, forms: list[str]) -> None:
    became = explained(source, "answers.csv", 5, *forms)["became"]
    assert [(each["target"], each["verdict"]) for each in became] == [
        ("enquiries", "kept"),
        ("enquiry_risks", "kept"),
    ]
    asked_for_nothing = explained(source, "answers.csv", 2, *forms)["became"][1]
    assert (asked_for_nothing["verdict"], asked_for_nothing["step"]) == ("left_out", "pivot_answers")


@pytest.mark.parametrize(
    ("row", "step", "words"),
    [
        (3, "latest_by", "`latest_by` takes one row for each person: steps.csv row 2 is taken instead."),
        (4, "drop_rows", "The mapping's `drop_rows` of steps leaves it out."),
        (5, "where", "`where` asks for other rows of steps: it looks at kind."),
    ],
)
def test_a_row_that_a_step_leaves_out_names_the_step(
    source: Path, forms: list[str], row: int, step: str, words: str
) -> None:
    found = explained(source, "steps.csv", row, *forms)
    assert found["sentences"] == []
    assert [(each["target"], each["step"], each["sentences"]) for each in found["became"]] == [
        ("people", step, [words])
    ]


def test_a_row_that_is_looked_up_names_the_rows_that_do(source: Path, forms: list[str]) -> None:
    found = explained(source, "steps.csv", 2, *forms)
    assert found["sentences"] == ["It is looked up (whole) by answers.csv row 2."]
    assert [each["verdict"] for each in found["became"]] == ["kept"]


def test_a_file_is_read_with_the_mapping_that_last_loaded_it(source: Path) -> None:
    write(source, enquiries=ONE_ENQUIRY)
    load(source)
    write(source, enquiries="enquiry_ref\nE1\n")
    assert "lacks the required column" in run(source, "enquiries.csv", 2).stderr


def test_a_mapping_of_ones_own_must_be_named(source: Path, tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("mapping: msp-mapping/1\nextends: standard\ntitle: Ours\n")
    load(write(source, enquiries=ONE_ENQUIRY), mapping=str(tmp_path / "ours.yaml"))
    result = run(source, "enquiries.csv", 2)
    assert result.exit_code == 1
    assert "enquiries.csv was loaded with ours, a mapping of your own. Say which" in result.stderr


def test_a_file_that_no_mapping_reads_asks_for_one(source: Path) -> None:
    write(source, something="a,b\n1,2\n", enquiries=ONE_ENQUIRY)
    assert "No shipped mapping fits something.csv" in run(source, "something.csv", 2).stderr
    assert "does not read something.csv" in run(source, "something.csv", 2, "--mapping", "standard").stderr


def test_people_get_sentences_within_eighty_columns(source: Path, home: Path) -> None:
    write(source, enquiries=WIDE + "E1,P1,s42,2025-03-01,C1,Removd,2025-02-01\n")
    result = run(source, "enquiries.csv", 2)
    assert [line.rstrip() for line in result.stdout.splitlines()] == [
        "enquiries.csv row 2, read with the mapping standard; the export goes up to",
        "2025-03-01.",
        "",
        "Safeguarding enquiries: kept",
        "  concern_ref: The concern it names is not in the export, nor known from before,",
        "  or was quarantined: no link is made. (flagged: unknown_concern)",
        "  concluded_on: The enquiry concluded before it started: its duration counts as",
        "  0 days. (flagged: concluded_before_start)",
        "  risk_outcome: The word is not in the column's code list. (flagged:",
        "  outside_list)",
        "  Its person has no row in the export: the load creates one without particulars.",
        "  Its concern has no row in the export.",
        "  Filled in by the load as not recorded: risk_outcome.",
    ]
    assert not home.exists()
