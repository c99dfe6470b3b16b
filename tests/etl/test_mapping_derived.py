"""Tables derived from a source's: answers as columns, JSON as rows, unions and joins, each on a few rows."""

import json
from pathlib import Path

import pytest

from etl.refusals import LoadRefused
from tests.etl.mapped import Files, Source, findings, judged, rows_of

STEPS = (
    "load:\n  - {into: enquiries, from: form, set: {enquiry_ref: step, person_ref: {constant: P}, "
    "enquiry_type: {constant: s42}, started_on: began, risk_outcome: risk, team_name: kinds}}\n"
)
ANSWERS = "step,code,row,lookup,text\n"
FILE = "files:\n  answers: {path: answers.csv, columns: [step, code, row, lookup, text]}\n"
PIVOT = (
    "  form:\n    pivot_answers:\n      from: answers\n      key: step\n      question: code\n"
    "      answer: [lookup, text]\n      order: row\n"
    "      columns: {began: {question: [beganOn, startedOn]}, risk: riskOutcome, "
    "kinds: {question: kinds, several: '; '}}\n"
)


def made(folder: Path, mapping: str, files: Files) -> Source:
    """Write a source."""
    source = Source(folder=folder)
    source.write(mapping, files)
    return source


def test_answers_become_columns_and_a_form_without_any_of_them_stays(tmp_path: Path) -> None:
    source = made(
        tmp_path,
        FILE + PIVOT + STEPS,
        {
            "answers.csv": ANSWERS + "9,riskOutcome ,,Removed,long text\n9,beganOn,,,2026-01-01\n"
            "9,kinds,10,Money,\n9,kinds,9,Sexual,\n8,other,,x,\n9,other,,y,\n7,STARTEDON,,2026-02-02,\n"
        },
    )
    with source.prepared() as prepared:
        columns = ("enquiry_ref", "started_on", "risk_outcome", "team_name", "source_row")
        assert sorted(rows_of(prepared, "enquiries", *columns), key=str) == [
            ("7", "2026-02-02", None, None, 8),
            ("8", None, None, None, 6),
            ("9", "2026-01-01", "Removed", "Sexual; Money", 2),
        ]


def test_two_answers_to_one_question_are_none_and_the_cell_is_flagged(tmp_path: Path) -> None:
    source = made(
        tmp_path,
        FILE + PIVOT + STEPS,
        {
            "answers.csv": ANSWERS
            + "9,riskOutcome,,removed,\n9,riskOutcome,,reduced,\n9,beganOn,,2026-01-01,\n"
            "9,startedOn,,2026-01-01,\n8,riskOutcome,,removed,\n8,riskOutcome,,Removed ,\n"
            "8,beganOn,,2026-01-02,\n"
        },
    )
    with source.prepared() as prepared:
        assert sorted(rows_of(prepared, "enquiries", "enquiry_ref", "started_on", "risk_outcome")) == [
            ("8", "2026-01-02", "removed"),
            ("9", "2026-01-01", None),
        ]
        judged(prepared)
        assert findings(prepared) == [("enquiries", 2, "flagged", "two_answers", "risk_outcome")]


def test_a_repeated_group_makes_a_row_of_each_number(tmp_path: Path) -> None:
    mapping = (
        FILE + "  group:\n    pivot_answers:\n      from: answers\n      key: step\n      question: code\n"
        "      answer: [lookup, text]\n      rows_by: row\n      columns: {kind: type, place: location}\n"
        "load:\n  - {into: enquiry_risks, from: group, set: {enquiry_ref: step, risk_type: kind, "
        "risk_location: place}}\n"
    )
    source = made(
        tmp_path,
        mapping,
        {
            "answers.csv": ANSWERS + "9,type,1,physical,\n9,type,2,neglect,\n9,location,1,own_home,\n"
            "9,other,3,x,\n8,type,1,sexual,\n"
        },
    )
    with source.prepared() as prepared:
        assert sorted(
            rows_of(prepared, "enquiry_risks", "enquiry_ref", "risk_type", "risk_location"), key=str
        ) == [
            ("8", "sexual", None),
            ("9", "neglect", None),
            ("9", "physical", "own_home"),
        ]


JSON_FILES = "files:\n  f: {path: f.csv, columns: [Ref, Form]}\n"
JSON_LOAD = (
    "  rows:\n    explode_json: {from: f, column: Form, keep: Ref, rows: [outcomes, list], number: number, "
    "columns: {theme: theme, met: [at, end]}, whole: {when: date}}\n"
    "load:\n  - {into: desired_outcomes, from: rows, set: {enquiry_ref: Ref, outcome_no: number, "
    "stage: {constant: start}, theme: theme, achieved: met, recorded_on: when}}\n"
)


def csv_of(*forms: str) -> str:
    """Return a file with a JSON text in each row."""
    quoted = ('"' + form.replace('"', '""') + '"' for form in forms)
    return "Ref,Form\n" + "".join(f"E{number},{form}\n" for number, form in enumerate(quoted))


def test_json_in_a_cell_becomes_rows_and_columns(tmp_path: Path) -> None:
    form = {
        "date": "2026-01-01",
        "outcomes": {
            "list": [{"theme": " money", "at": {"end": "fully"}}, {"theme": ["a", 1, "b"]}, {"at": 3}]
        },
    }
    source = made(
        tmp_path, JSON_FILES + JSON_LOAD, {"f.csv": csv_of(json.dumps(form), "{}", "", '{"outcomes": [1]}')}
    )
    with source.prepared() as prepared:
        columns = ("enquiry_ref", "outcome_no", "theme", "achieved", "recorded_on", "source_row")
        assert rows_of(prepared, "desired_outcomes", *columns) == [
            ("E0", "1", "money", "fully", "2026-01-01", 2),
            ("E0", "2", "a;1;b", None, "2026-01-01", 2),
            ("E0", "3", None, None, "2026-01-01", 2),
        ]


def test_a_cell_that_is_no_json_bars_its_row_and_no_other(tmp_path: Path) -> None:
    source = made(
        tmp_path,
        JSON_FILES + "  rows: {explode_json: {from: f, column: Form, keep: Ref, "
        "columns: {began: began, 'q\"/~': 'q\"/~'}}}\n"
        "load:\n  - {into: enquiries, from: rows, set: {enquiry_ref: Ref, person_ref: Ref, "
        "enquiry_type: {constant: s42}, started_on: began, team_name: 'q\"/~'}}\n",
        {"f.csv": csv_of('{"began": "2026-01-01", "q\\"/~": "North"}', '{"began": "2026-01-0')},
    )
    with source.prepared() as prepared:
        assert rows_of(prepared, "enquiries", "enquiry_ref", "started_on", "team_name") == [
            ("E0", "2026-01-01", "North"),
            ("E1", None, None),
        ]
        assert judged(prepared).counts["enquiries"].quarantined == 1
        assert ("enquiries", 3, "quarantined", "broken_json", None) in findings(prepared)


UNION = (
    "files:\n  a: {path: a.csv, columns: [Ref, Who, Day]}\n"
    "  b: {path: b.csv, columns: [Ref, Day, Team], optional: yes}\n  both: {union: [a, b]}\n"
    "load:\n  - {into: concerns, from: both, set: {concern_ref: Ref, person_ref: Who, received_on: Day, "
    "team_name: Team}}\n"
)


def test_a_union_has_the_rows_of_all_and_what_one_lacks_is_blank(tmp_path: Path) -> None:
    files = {"a.csv": "Ref,Who,Day\n1,P,2026-01-01\n", "b.csv": "Team,Day,Ref\nNorth,2026-01-02,2\n"}
    with made(tmp_path, UNION, files).prepared() as prepared:
        assert rows_of(prepared, "concerns", "concern_ref", "person_ref", "team_name", "source_file") == [
            ("1", "P", None, "a.csv"),
            ("2", None, "North", "b.csv"),
        ]


def test_a_union_of_what_is_there_leaves_out_an_optional_file_that_is_not(tmp_path: Path) -> None:
    files = {"a.csv": "Ref,Who,Day\n1,P,2026-01-01\n"}
    with made(tmp_path, UNION, files).prepared() as prepared:
        assert rows_of(prepared, "concerns", "concern_ref", "team_name") == [("1", None)]
        assert ("concerns", "team_name") not in prepared.translated.collected


JOIN = (
    "files:\n  a: {path: a.csv, columns: [Ref, Who, Day]}\n  p: {path: p.csv, columns: [Id, Team]}\n"
    "  both: {join: {from: a, with: p, on: {Who: Id}, columns: {Their team: Team}}}\n"
    "load:\n  - {into: concerns, from: both, set: {concern_ref: Ref, person_ref: Who, received_on: Day, "
    "team_name: Their team}}\n"
)
CONCERNS = "Ref,Who,Day\n1,P1,2026-01-01\n2,P2,2026-01-02\n3,,2026-01-03\n4,P1,2026-01-04\n"


def test_a_join_looks_up_one_row_a_key_and_leaves_blank_what_it_does_not_find(tmp_path: Path) -> None:
    files = {"a.csv": CONCERNS, "p.csv": "Id,Team\nP1,North\nP1,North\nP9,South\n,East\n"}
    with made(tmp_path, JOIN, files).prepared() as prepared:
        assert rows_of(prepared, "concerns", "concern_ref", "team_name", "source_row") == [
            ("1", "North", 2),
            ("2", None, 3),
            ("3", None, 4),
            ("4", "North", 5),
        ]


def test_a_join_with_rows_of_one_key_that_differ_is_refused(tmp_path: Path) -> None:
    files = {"a.csv": CONCERNS, "p.csv": "Id,Team\nP1,North\nP1,South\n"}
    refused = pytest.raises(LoadRefused, match="both: p has 1 values of Id in several rows that differ")
    with refused, made(tmp_path, JOIN, files).prepared():
        pass


def test_tables_are_derived_in_whatever_order_they_are_written(tmp_path: Path) -> None:
    mapping = JOIN.replace("from: both", "from: last").replace(
        "files:\n", "files:\n  last: {union: [both, more]}\n  more: {union: [both, a]}\n"
    )
    files = {"a.csv": "Ref,Who,Day\n1,P1,2026-01-01\n", "p.csv": "Id,Team\nP1,North\n"}
    with made(tmp_path, mapping, files).prepared() as prepared:
        assert rows_of(prepared, "concerns", "concern_ref", "team_name") == [
            ("1", "North"),
            ("1", "North"),
            ("1", None),
        ]
