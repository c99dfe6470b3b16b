"""Corrections and lineage: what was first published, what it is now, and which row of which load says so."""

from datetime import date
from pathlib import Path

import pytest

from msp_dashboard.releases import open_release
from tests.etl.exports import load, records, rows, write
from tests.etl.sources import mapping

pytestmark = pytest.mark.usefixtures("home")

HEADER = "concern_ref,person_ref,received_on,decision,team_name\n"
OUTCOMES = "enquiry_ref,outcome_no,stage,own_words,achieved\n"
ENQUIRY = "enquiry_ref,person_ref,enquiry_type,started_on\nE1,P1,s42,2025-03-01\n"


def load_concerns(source: Path, day: int, *lines: str) -> None:
    """Load concerns at that day of April."""
    write(source, concerns=HEADER + "".join(f"{line}\n" for line in lines))
    load(source, extract_date=date(2025, 4, day))


def corrected() -> list[tuple[object, ...]]:
    """Return (resource, field, first_published, now, first_batch_id, last_batch_id, changes) of each."""
    names = ("resource", "field", "first_published", "now", "first_batch_id", "last_batch_id", "changes")
    return sorted((tuple(row[name] for name in names) for row in records("corrections")), key=str)


def test_a_value_is_kept_as_first_published_and_as_it_is_now(source: Path) -> None:
    load_concerns(source, 1, "C1,P1,2025-03-01,pending,North", "C2,P1,2025-03-02,no_enquiry,North")
    assert corrected() == []
    load_concerns(source, 2, "C1,P1,2025-03-01,no_enquiry,North", "C2,P1,2025-03-02,no_enquiry,North")
    assert corrected() == [("concerns", "decision", "pending", "no_enquiry", 1, 2, 1)]
    load_concerns(source, 3, "C1,P1,2025-03-09,s42_enquiry,North", "C2,P1,2025-03-02,no_enquiry,")
    assert corrected() == [
        ("concerns", "decision", "pending", "s42_enquiry", 1, 3, 2),
        ("concerns", "received_on", "2025-03-01", "2025-03-09", 1, 3, 1),
        ("concerns", "team_name", "North", None, 1, 3, 1),
    ]


def test_a_value_that_is_again_as_it_was_tells_that_it_changed_twice(source: Path) -> None:
    load_concerns(source, 1, "C1,P1,2025-03-01,pending,")
    load_concerns(source, 2, "C1,P1,2025-03-01,no_enquiry,")
    load_concerns(source, 3, "C1,P1,2025-03-01,pending,")
    load_concerns(source, 4, "C1,P1,2025-03-01,pending,")
    assert corrected() == [("concerns", "decision", "pending", "pending", 1, 3, 2)]


def test_a_blank_that_was_filled_was_blank_when_first_published(source: Path) -> None:
    load_concerns(source, 1, "C1,P1,2025-03-01,pending,")
    load_concerns(source, 2, "C1,P1,2025-03-01,pending,South")
    assert corrected() == [("concerns", "team_name", None, "South", 1, 2, 1)]


def test_what_is_gone_has_a_history_and_no_correction(source: Path) -> None:
    load_concerns(source, 1, "C1,P1,2025-03-01,pending,", "C2,P1,2025-03-02,pending,")
    load_concerns(source, 2, "C1,P1,2025-03-01,pending,", "C2,P1,2025-03-02,no_enquiry,")
    load_concerns(source, 3, "C1,P1,2025-03-01,pending,")
    assert corrected() == []
    assert [row["change"] for row in records("superseded")] == ["corrected", "closed"]


def test_the_correction_of_words_tells_only_whether_there_are_any(source: Path) -> None:
    write(source, enquiries=ENQUIRY, desired_outcomes=OUTCOMES + "E1,1,start,To stay at home,\n")
    load(source)
    write(source, desired_outcomes=OUTCOMES + "E1,1,start,,fully\n")
    load(source)
    assert corrected() == [
        ("desired_outcomes", "achieved", "not_recorded", "fully", 1, 2, 1),
        ("desired_outcomes", "has_own_words", "true", "false", 1, 2, 1),
    ]


def test_the_content_is_that_of_the_facts_whatever_way_led_to_them(source: Path, home: Path) -> None:
    load_concerns(source, 1, "C1,P1,2025-03-01,pending,")
    load_concerns(source, 2, "C1,P1,2025-03-01,no_enquiry,")
    corrected_later = open_release().content_hash
    (home / "releases" / "CURRENT").unlink()
    load_concerns(source, 2, "C1,P1,2025-03-01,no_enquiry,")
    assert corrected() == []
    assert open_release().content_hash == corrected_later


def test_every_fact_knows_its_file_row_and_load_and_that_its_mapping(source: Path, tmp_path: Path) -> None:
    write(source, concerns=HEADER + "C1,P1,2025-03-01,pending,\nC2,P1,2025-03-02,pending,\n")
    load(source, mapping=mapping(tmp_path, version="2026.1"))
    write(source, concerns=HEADER + "C2,P1,2025-03-02,no_enquiry,\nC1,P1,2025-03-01,pending,\n")
    load(source, mapping=mapping(tmp_path, version="2026.2"))
    lineage = sorted(rows("concerns", "received_on", "source_file", "source_row", "batch_id"))
    assert lineage == [
        (date(2025, 3, 1), "concerns.csv", 2, 1),
        (date(2025, 3, 2), "concerns.csv", 2, 2),
    ]
    assert [(row["batch_id"], row["mapping_version"]) for row in records("batches")] == [
        (1, "2026.1"),
        (2, "2026.2"),
    ]
