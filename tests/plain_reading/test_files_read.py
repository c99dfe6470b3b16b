"""The plain reading of files: what is merged, quarantined, blanked, created and refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.plain_reading.few_rows import ENQUIRY, WISH, delivered
from tests.plain_reading.files import Refused
from tests.plain_reading.reading import read_export


def test_both_rows_of_one_key_that_differ_are_quarantined_and_so_are_their_children(tmp_path: Path) -> None:
    export = delivered(
        tmp_path,
        enquiries=[
            ENQUIRY,
            ENQUIRY,
            {**ENQUIRY, "team_name": "North"},
            {**ENQUIRY, "enquiry_ref": "E2"},
            {**ENQUIRY, "enquiry_ref": " E2 "},
            {**ENQUIRY, "enquiry_ref": "E3", "age_band": "0-17"},
        ],
        responses=[
            {"enquiry_ref": "E1", "response_type": "other"},
            {"enquiry_ref": "E2", "response_type": "other"},
        ],
    )
    enquiries, responses = export.counts["enquiries"], export.counts["responses"]
    assert (enquiries.offered, enquiries.kept, enquiries.quarantined, enquiries.merged) == (6, 1, 3, 2)
    assert (responses.offered, responses.kept, responses.quarantined) == (2, 1, 1)
    assert [(r.row, r.rule) for r in export.quarantine if r.resource == "enquiries"] == [
        (2, "conflicting_rows"),
        (4, "conflicting_rows"),
        (7, "under_18"),
    ]


def test_what_is_unknown_is_blanked_created_or_kept_blank(tmp_path: Path) -> None:
    export = delivered(
        tmp_path, enquiries=[{**ENQUIRY, "concern_ref": "C9", "seen_alone": "perhaps", "outcomes_asked": ""}]
    )
    enquiry = export.rows["enquiries"][0]
    assert (enquiry["concern_ref"], enquiry["seen_alone"], enquiry["override_reason"]) == (
        None,
        "not_recorded",
        None,
    )
    assert export.persons_created == ["P1"]
    assert export.rows["people"][0]["gender"] == "not_recorded"
    assert {(flag.column, flag.rule) for flag in export.flags} == {
        ("concern_ref", "unknown_concern"),
        ("seen_alone", "outside_list"),
    }


def test_a_blank_day_is_taken_from_the_enquiry_but_a_review_needs_one(tmp_path: Path) -> None:
    stages = ("start", "conclusion", "review")
    export = delivered(
        tmp_path, enquiries=[ENQUIRY], desired_outcomes=[{**WISH, "stage": stage} for stage in stages]
    )
    days = [row["recorded_on"] for row in export.rows["desired_outcomes"]]
    assert days == [date(2025, 5, 1), date(2025, 7, 1)]
    assert export.counts["desired_outcomes"].quarantined == 1


def test_an_authorisation_still_to_end_does_not_move_the_extract_date(tmp_path: Path) -> None:
    application = {"application_ref": "D1", "person_ref": "P1", "status": "granted"}
    export = delivered(
        tmp_path,
        dols=[
            {**application, "received_on": "2025-09-01", "starts_on": "2025-10-01", "ends_on": "2026-09-30"}
        ],
    )
    assert export.extract_date == date(2025, 9, 1)


def test_a_missing_required_column_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no file"):
        read_export(tmp_path)
    (tmp_path / "people.csv").write_text("gender\nfemale\n", encoding="utf-8")
    with pytest.raises(Refused, match="person_ref"):
        read_export(tmp_path)
