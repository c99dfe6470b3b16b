"""The synthetic export keeps to the data package, row by row, and says what it is."""

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sample_data.council import write_export
from sample_data.writing import standard_resources
from tests.sample.exports import Row, Rows, days_between, read

RESOURCES = {resource["name"]: resource for resource in standard_resources()}
# Dates that lie ahead by their nature: an authorisation's end, a consent's next look, a team's last day.
MAY_LIE_AHEAD = {("dols", "ends_on"), ("quotes", "review_on"), ("teams", "open_from"), ("teams", "open_to")}


def fields_of(resource: str) -> list[dict[str, Any]]:
    """Return the columns of a resource as the data package describes them."""
    fields: list[dict[str, Any]] = RESOURCES[resource]["schema"]["fields"]
    return fields


def fits(field: dict[str, Any], cell: str) -> bool:
    """Return whether a cell suits its column's type, list and duty to be filled."""
    constraints = field.get("constraints", {})
    if not cell:
        return not constraints.get("required", False)
    if "enum" in constraints:
        return cell in constraints["enum"]
    if field["type"] == "date":
        return re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell) is not None and bool(date.fromisoformat(cell))
    return field["type"] == "string" or re.fullmatch(r"[1-9]\d*|0", cell) is not None


def misfits(rows: Rows) -> Iterator[str]:
    """Yield each column of a resource that holds a cell which does not suit it."""
    for resource, found in rows.items():
        for field in fields_of(resource):
            if not all(fits(field, row[field["name"]]) for row in found):
                yield f"{resource}.{field['name']}"


def repeated_keys(rows: Rows) -> Iterator[str]:
    """Yield each resource in which two rows share a primary key."""
    for resource, found in rows.items():
        key = RESOURCES[resource]["schema"]["primaryKey"]
        counts = Counter(tuple(row[column] for column in key) for row in found)
        if len(counts) < len(found):
            yield resource


def orphans(rows: Rows) -> Iterator[str]:
    """Yield each foreign key that points at nothing in some row."""
    for resource, found in rows.items():
        for key in RESOURCES[resource]["schema"].get("foreignKeys", ()):
            (column,), target = key["fields"], key["reference"]
            known = {row[target["fields"][0]] for row in rows[target["resource"]]} | {""}
            if any(row[column] not in known for row in found):
                yield f"{resource}.{column}"


def events(rows: Rows) -> Iterator[tuple[str, str]]:
    """Yield resource and date of every event in an export."""
    for resource, found in rows.items():
        for field in fields_of(resource):
            if field["type"] == "date" and (resource, field["name"]) not in MAY_LIE_AHEAD:
                yield from ((resource, row[field["name"]]) for row in found if row[field["name"]])


def test_every_cell_suits_its_column(council: Rows) -> None:
    assert list(misfits(council)) == []


def test_a_wrong_code_a_missing_key_and_a_slashed_date_are_misfits() -> None:
    wrong = dict.fromkeys((field["name"] for field in fields_of("concerns")), "")
    wrong |= {"concern_ref": "1", "received_on": "01/04/2026", "decision": "perhaps"}
    assert set(misfits({"concerns": [wrong]})) == {
        "concerns.person_ref",
        "concerns.received_on",
        "concerns.decision",
    }


def test_every_file_has_the_columns_of_the_data_package_and_some_rows(council: Rows) -> None:
    for resource, found in council.items():
        assert found, resource
        assert list(found[0]) == [field["name"] for field in fields_of(resource)]


def test_no_two_rows_share_a_key(council: Rows) -> None:
    assert list(repeated_keys(council)) == []


def test_every_reference_points_at_a_row(council: Rows) -> None:
    assert list(orphans(council)) == []


def test_every_team_that_is_named_is_listed(council: Rows) -> None:
    listed = {row["team_name"] for row in council["teams"]} | {""}
    for resource in ("concerns", "enquiries", "audits", "rollout", "recording_notes"):
        assert {row["team_name"] for row in council[resource]} <= listed, resource
    assert {row["successor"] for row in council["teams"]} <= listed


def test_several_codes_in_a_cell_are_codes_of_their_list(council: Rows) -> None:
    partners = {"police", "nhs", "care_provider", "housing", "advocacy", "voluntary", "legal", "bank"}
    named = {code for row in council["meetings"] for code in row["partners"].split(";") if code}
    assert named <= partners
    conditions = {code for row in council["people"] for code in row["health_conditions"].split(";")}
    assert {"neurological", "learning_disability", "none", "not_recorded"} <= conditions
    assert not any(row["health_conditions"].endswith(";") for row in council["people"])


def test_the_newest_event_is_on_the_extract_date(council: Rows) -> None:
    assert max(day for _, day in events(council)) == "2026-09-30"
    assert "2026-09-30" in {row["received_on"] for row in council["concerns"]}


def test_no_outcome_was_recorded_on_an_unknown_day(council: Rows) -> None:
    assert all(row["recorded_on"] for row in council["desired_outcomes"])


def test_dates_of_an_enquiry_are_in_order(council: Rows) -> None:
    received = {row["concern_ref"]: row["received_on"] for row in council["concerns"]}
    for row in council["enquiries"]:
        assert received.get(row["concern_ref"], "") <= row["started_on"]
        assert not row["concluded_on"] or row["started_on"] <= row["concluded_on"]
        if row["first_conversation_on"]:
            assert received.get(row["concern_ref"], row["started_on"]) <= row["first_conversation_on"]


def test_an_open_enquiry_has_no_concluding_fields(council: Rows) -> None:
    concluding = (
        "conclusion",
        "risk_outcome",
        "departure_reason",
        "ended_early",
        "plan_review",
        "outcomes_achieved",
    )
    still_open = [row for row in council["enquiries"] if not row["concluded_on"]]
    assert len(still_open) > 50
    assert not any(row[column] for row in still_open for column in concluding)
    judged = {row["enquiry_ref"] for row in council["desired_outcomes"] if row["stage"] == "conclusion"}
    assert judged.isdisjoint(row["enquiry_ref"] for row in still_open)


def test_the_package_is_marked_synthetic_and_names_every_file_with_its_hash(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["synthetic"] is True
    assert [resource["name"] for resource in package["resources"]] == list(RESOURCES)
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("same", 5), ("other", 6)):
        write_export(tmp_path / name, enquiries=60, seed=seed)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) == len(RESOURCES) + 1
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "same" / name).read_bytes()
    concerns = "concerns.csv"
    assert (tmp_path / "one" / concerns).read_bytes() != (tmp_path / "other" / concerns).read_bytes()


def test_several_councils_share_no_reference_and_no_team(tmp_path: Path) -> None:
    write_export(tmp_path, councils=3, enquiries=60)
    rows = read(tmp_path)
    assert list(repeated_keys(rows)) == []
    assert list(orphans(rows)) == []
    assert len({row["organisation"] for row in rows["teams"]}) == 3
    assert len(rows["teams"]) == 3 * len({row["team_name"].split(" (")[0] for row in rows["teams"]})


@pytest.mark.parametrize(("years", "extract_date"), [(1, date(2025, 3, 31)), (2, date(2028, 2, 29))])
def test_another_window_ends_on_its_own_extract_date(tmp_path: Path, years: int, extract_date: date) -> None:
    write_export(tmp_path, enquiries=60, years=years, extract_date=extract_date)
    rows = read(tmp_path)
    assert list(misfits(rows)) == []
    assert max(day for _, day in events(rows)) == extract_date.isoformat()
    oldest = min(row["received_on"] for row in rows["concerns"])
    assert 365 * years - 30 < days_between(oldest, extract_date.isoformat()) <= 366 * years


def test_cells_with_commas_are_quoted_so_that_any_reader_finds_them_whole(folder: Path) -> None:
    text = (folder / "desired_outcomes.csv").read_text(encoding="utf-8")
    with (folder / "desired_outcomes.csv").open(encoding="utf-8", newline="") as stream:
        rows: list[Row] = list(csv.DictReader(stream))
    with_comma = [row["own_words"] for row in rows if "," in row["own_words"]]
    assert len(with_comma) > 100
    assert f'"{with_comma[0]}"' in text
