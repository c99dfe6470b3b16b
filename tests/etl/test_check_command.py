"""The dry run says what a load would do, in the same figures, and leaves nothing behind."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from etl.__main__ import app
from etl.dry_run.outcome import lights
from msp_dashboard.measures.catalogue import measures
from tests.etl.exports import CONCERNS, ENQUIRIES, ONE_ENQUIRY, load, write

RISKS = ENQUIRIES.replace("started_on", "started_on,risk_outcome")


def run(source: Path, *arguments: str, mapping: str = "standard") -> Result:
    return CliRunner().invoke(app, ["check", mapping, "--source", str(source), *arguments])


def document(source: Path, *arguments: str, mapping: str = "standard") -> dict[str, Any]:
    result = run(source, "--json", *arguments, mapping=mapping)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def own_mapping(folder: Path, text: str) -> str:
    path = folder / "own.yaml"
    path.write_text(f"mapping: msp-mapping/1\nextends: standard\n{text}")
    return str(path)


def faulty(source: Path) -> Path:
    """One row kept, one there twice, two that conflict, one blank, and six words outside the list."""
    lines = [
        "E1,P1,s42,2025-03-01,reduced",
        "E1,P1,s42,2025-03-01,reduced",
        "E2,P2,s42,2025-03-02,removed",
        "E2,P2,s42,2025-03-02,reduced",
        "E3,,s42,2025-03-03,",
        *(f"F{number},P9,s42,2025-03-04,Went away" for number in range(6)),
    ]
    return write(source, enquiries=RISKS + "\n".join(lines) + "\n")


def test_a_dry_run_makes_no_home_folder(source: Path, home: Path) -> None:
    document(write(source, enquiries=ONE_ENQUIRY))
    assert not home.exists()


def test_a_dry_run_leaves_a_home_folder_as_it_was(source: Path, home: Path) -> None:
    load(write(source, enquiries=ONE_ENQUIRY))
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    document(write(source, enquiries=ONE_ENQUIRY + "E2,P2,s42,2025-03-02\n"))
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before


def test_it_counts_what_is_offered_kept_quarantined_and_merged(source: Path) -> None:
    found = document(faulty(source))
    assert found["extract_date"] == "2025-03-04"
    assert found["targets"]["enquiries"] == {"offered": 11, "kept": 7, "quarantined": 3, "merged": 1}
    assert found["targets"]["concerns"] == {"offered": 0, "kept": 0, "quarantined": 0, "merged": 0}


def test_what_does_not_fit_is_named_by_place_and_rule(source: Path) -> None:
    found = document(faulty(source))
    assert found["rejections_total"] == 10
    assert [tuple(each.values()) for each in found["rejections"]][:4] == [
        ("enquiries.csv", 3, None, "duplicate_row"),
        ("enquiries.csv", 4, None, "conflicting_rows"),
        ("enquiries.csv", 5, None, "conflicting_rows"),
        ("enquiries.csv", 6, "person_ref", "required_blank"),
    ]


def test_a_word_is_named_only_where_five_rows_hold_it(source: Path) -> None:
    rows = "".join(f"E{n},P1,s42,2025-03-01,Went away\n" for n in range(5)) + "G1,P1,s42,2025-03-01,Private\n"
    found = document(write(source, enquiries=RISKS + rows))
    assert found["unmapped"] == [
        {"field": "enquiries.risk_outcome", "value": "Went away", "rows": 5},
        {"field": "enquiries.risk_outcome", "value": None, "rows": 1},
    ]
    assert "Private" not in run(source).output


def test_its_document_is_that_of_the_load_that_follows(source: Path) -> None:
    found = document(faulty(source))
    result = CliRunner().invoke(app, ["load", "standard", "--source", str(source), "--json"])
    loaded = json.loads(result.stdout)
    shared = found.keys() & loaded.keys()
    assert shared == found.keys() - {"measures"}
    assert {key: found[key] for key in shared} == {key: loaded[key] for key in shared}


def test_columns_that_are_not_listed_are_named(source: Path) -> None:
    write(
        source, enquiries=ENQUIRIES.replace("started_on", "started_on,Nonsense") + "E1,P1,s42,2025-03-01,x\n"
    )
    assert document(source)["ignored"] == {"enquiries.csv": ["Nonsense"]}


def test_a_measure_lights_up_where_its_fields_are_filled_and_says_what_lacks_where_not(source: Path) -> None:
    found = document(write(source, enquiries=RISKS + "E1,P1,s42,2025-03-01,reduced\n"))["measures"]
    assert set(found["collected"]) | set(found["not_collected"]) == set(measures())
    assert "open_now" not in found["collected"]
    assert "enquiries.concluded_on" in found["not_collected"]["open_now"]
    assert found["not_collected"]["concerns"] == ["concerns.concern_ref", "concerns.received_on"]


def test_either_of_two_fields_will_do_and_both_are_named_where_neither_is_there() -> None:
    some = lights(frozenset({"desired_outcomes.area"}))
    assert not any("area" in field for field in some.not_collected["met_by_area"])
    none = lights(frozenset())
    assert "desired_outcomes.theme or desired_outcomes.area" in none.not_collected["met_by_area"]


def test_what_the_mappings_steps_leave_out_is_counted(source: Path, tmp_path: Path) -> None:
    write(source, enquiries=ONE_ENQUIRY + "E2,P2,other,2025-03-02\n")
    text = "load:\n  - {into: enquiries, from: enquiries, where: {enquiry_type: s42}}\n"
    found = document(source, mapping=own_mapping(tmp_path, text))
    assert found["left_out"] == [{"target": "enquiries", "from": "enquiries", "step": "where", "rows": 1}]


def test_a_release_that_would_be_held_says_why_and_is_no_refusal(source: Path, tmp_path: Path) -> None:
    mapping = own_mapping(tmp_path, "thresholds: {unmapped_pct: 2}\n")
    found = document(faulty(source), mapping=mapping)
    assert [words.split(":")[0] for words in found["held_because"]] == ["enquiries.risk_outcome"]
    assert "would be held" in run(source, mapping=mapping).stdout


def test_the_rows_are_compared_with_those_of_the_current_release(source: Path, tmp_path: Path) -> None:
    mapping = own_mapping(tmp_path, "thresholds: {row_change_pct: 30}\n")
    rows = "".join(f"E{number},P1,s42,2025-03-01\n" for number in range(10))
    load(write(source, enquiries=ENQUIRIES + rows), mapping=mapping)
    write(source, enquiries=ENQUIRIES + rows + rows.replace("E", "F"))
    assert document(source, mapping=mapping)["held_because"] == [
        "enquiries: 20 rows, where the last load of standard had 10, a change of more than 30%."
    ]


def test_a_release_that_cannot_be_read_is_no_error(source: Path, home: Path) -> None:
    (home / "releases").mkdir(parents=True)
    (home / "releases" / "CURRENT").write_text("r000001\n")
    result = run(write(source, enquiries=ONE_ENQUIRY))
    assert result.exit_code == 0
    assert "cannot be read, so this export is not compared" in result.stderr


def test_an_incremental_export_says_what_a_dry_run_cannot_know(source: Path, tmp_path: Path) -> None:
    mapping = own_mapping(tmp_path, "mode: incremental\n")
    result = run(write(source, enquiries=ONE_ENQUIRY), mapping=mapping)
    assert result.exit_code == 0
    assert "is not compared with what earlier loads brought" in result.stderr
    arguments = ["explain", str(source / "enquiries.csv"), "2", "--mapping", mapping, "--json"]
    told = json.loads(CliRunner().invoke(app, arguments).stdout)["sentences"]
    assert any("is not compared with what earlier loads brought" in each for each in told)


def test_an_older_extract_would_be_refused(source: Path) -> None:
    load(write(source, enquiries=ONE_ENQUIRY))
    result = run(write(source, enquiries=ENQUIRIES + "E1,P1,s42,2025-02-28\n"))
    assert result.exit_code == 1
    assert "A load would be refused: the export is of 2025-02-28" in result.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("enquiry_ref,person_ref\nE1,P1\n", "enquiries.csv lacks the required column enquiry_type"),
        ("", "enquiries.csv is empty"),
    ],
)
def test_what_a_load_refuses_is_refused_with_the_reason(source: Path, text: str, words: str) -> None:
    result = run(write(source, enquiries=text))
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr


def test_the_day_can_be_said_and_a_wrong_use_is_told_apart(source: Path) -> None:
    write(source, enquiries=ONE_ENQUIRY)
    assert document(source, "--extract-date", "2025-06-30")["extract_date"] == "2025-06-30"
    assert run(source, "--extract-date", "30/06/2025").exit_code == 2


def test_people_get_tables_within_eighty_columns_without_colours(source: Path) -> None:
    write(source, concerns=CONCERNS + "C1,P1,2025-03-01\n")
    result = run(faulty(source))
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    assert max(len(line) for line in result.stdout.splitlines()) <= 80
    for words in (
        "enquiries.csv    11  commas, UTF-8",
        "Safeguarding enquiries",
        "What did not fit: 10 in all",
        "enquiries.csv row 6 (person_ref)",
        "Went away",
        "Measures that this export lights up:",
        "A load would go through and be published.",
    ):
        assert words in result.stdout
