"""An incremental extract: newer wins, what is not offered stays, a parent brings all its children."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from etl.refusals import LoadRefused
from etl.report import Report
from msp_dashboard.releases import open_release, verify
from tests.etl.exports import found, load, records, rows, write
from tests.etl.sources import mapping, open_texts

pytestmark = pytest.mark.usefixtures("home")

CONCERNS = "concern_ref,person_ref,received_on,decision\n"
ENQUIRIES = (
    "enquiry_ref,person_ref,concern_ref,enquiry_type,started_on,concluded_on,outcomes_asked,restricted\n"
)
OUTCOMES = "enquiry_ref,outcome_no,stage,recorded_on,own_words,achieved\n"
MEETINGS = "meeting_ref,enquiry_ref,held_on\n"
QUOTES = "quote_ref,enquiry_ref,kind,said_by,text,consent\n"

FIRST = {
    "people": "person_ref,gender\nP1,female\nP2,male\n",
    "concerns": CONCERNS + "C1,P1,2025-03-01,pending\nC2,P2,2025-03-02,s42_enquiry\n",
    "enquiries": ENQUIRIES
    + "E1,P1,C1,s42,2025-03-03,2025-04-30,asked_expressed,no\nE2,P2,C2,s42,2025-03-04,2025-05-01,,no\n",
    "desired_outcomes": OUTCOMES
    + "E1,1,start,,To stay at home,\nE1,2,start,,To see my sister,\nE2,1,start,,To be safe,\n",
    "meetings": MEETINGS + "M1,E1,2025-03-10\nM2,E2,2025-03-11\n",
    "quotes": QUOTES
    + "Q1,E1,quote,adult,They listened,given\nQ2,E2,quote,adult,It took long,given\n"
    + "Q3,,quote,staff,We learned,given\n",
}


@pytest.fixture
def incremental(tmp_path: Path) -> str:
    return mapping(tmp_path, mode="incremental")


def first(source: Path, incremental: str) -> None:
    """Load two enquiries of two people with all that belongs to them."""
    write(source, **FIRST)
    load(source, mapping=incremental)


def then(source: Path, incremental: str, **files: str) -> Report:
    """Load an increment that holds these files only."""
    for path in source.glob("*.csv"):
        path.unlink()
    write(source, **files)
    return load(source, mapping=incremental, extract_date=date(2025, 6, 30))


def test_rows_that_are_not_offered_stay_and_newer_ones_win(source: Path, incremental: str) -> None:
    first(source, incremental)
    concerns = CONCERNS + "C1,P1,2025-03-01,s42_enquiry\nC3,P3,2025-06-01,\n"
    report = then(source, incremental, concerns=concerns)
    assert (report.targets["concerns"].offered, report.targets["concerns"].kept) == (2, 2)
    assert sorted(rows("concerns", "received_on", "decision", "batch_id")) == [
        (date(2025, 3, 1), "s42_enquiry", 2),
        (date(2025, 3, 2), "s42_enquiry", 1),
        (date(2025, 6, 1), "not_recorded", 2),
    ]
    assert len(rows("enquiries", "record_token")) == 2
    assert len(rows("desired_outcomes", "record_token")) == 3
    people = sorted(rows("people", "gender", "batch_id"))
    assert people == [("female", 1), ("male", 1), ("not_recorded", 2)]
    history = [(row["resource"], row["change"]) for row in records("superseded")]
    assert history == [("concerns", "corrected")]
    verify(2)


def test_an_enquiry_brings_all_its_children_and_those_of_others_stay(source: Path, incremental: str) -> None:
    first(source, incremental)
    then(
        source,
        incremental,
        enquiries=ENQUIRIES + "E1,P1,C1,s42,2025-03-03,2025-04-30,asked_expressed,no\n",
        desired_outcomes=OUTCOMES + "E1,2,start,,To see my sister,fully\n",
    )
    outcomes = sorted(rows("desired_outcomes", "outcome_no", "achieved", "batch_id"))
    assert outcomes == [(1, "not_recorded", 1), (2, "fully", 2)]
    assert [day for (day,) in rows("meetings", "held_on")] == [date(2025, 3, 11)]
    changes = sorted((row["resource"], row["change"]) for row in records("superseded"))
    assert changes == [
        ("desired_outcomes", "closed"),
        ("desired_outcomes", "corrected"),
        ("meetings", "closed"),
    ]
    # The words of E1's second outcome and of E2's, the quote of E2 and the one of no enquiry.
    assert open_texts() == [("standard", kind) for kind in ("own_words", "own_words", "quote", "quote")]


def test_a_child_may_come_without_its_enquiry_where_that_is_known(source: Path, incremental: str) -> None:
    first(source, incremental)
    report = then(
        source,
        incremental,
        desired_outcomes=OUTCOMES + "E1,3,start,,,\nE1,1,conclusion,,,fully\nE9,1,start,,,\n",
        enquiries=ENQUIRIES + "E3,P1,C2,s42,2025-06-01,,,no\nE4,P1,C9,s42,2025-06-01,,,no\n",
    )
    assert found(report) == [
        ("desired_outcomes.csv", 2, "recorded_on", "dated_by_enquiry"),
        ("desired_outcomes.csv", 3, "recorded_on", "dated_by_enquiry"),
        ("desired_outcomes.csv", 4, "enquiry_ref", "unknown_enquiry"),
        ("enquiries.csv", 3, "concern_ref", "unknown_concern"),
    ]
    outcomes = rows("desired_outcomes", "stage", "outcome_no", "recorded_on", "batch_id")
    new = [row[:3] for row in outcomes if row[3] == 2]
    assert sorted(new) == [("conclusion", 1, date(2025, 4, 30)), ("start", 3, date(2025, 3, 3))]
    linked = dict(rows("concerns", "record_token", "received_on"))
    concerns = [
        linked.get(token) for token, batch in rows("enquiries", "concern_token", "batch_id") if batch == 2
    ]
    assert concerns == [date(2025, 3, 2), None]


def test_an_enquiry_that_is_quarantined_stays_as_it_was_with_all_of_it(
    source: Path, incremental: str
) -> None:
    first(source, incremental)
    report = then(
        source,
        incremental,
        enquiries=ENQUIRIES + "E1,P1,C1,s42,31/03/2025,,not_asked,no\n",
        desired_outcomes=OUTCOMES + "E1,2,start,2025-03-03,,fully\n",
    )
    assert {rule for *_, rule in found(report)} == {"not_a_date", "unknown_enquiry"}
    before, _ = sorted(rows("enquiries", "started_on", "outcomes_asked"))
    assert before == (date(2025, 3, 3), "asked_expressed")
    assert len(rows("desired_outcomes", "record_token")) == 3
    assert records("superseded") == []


def test_files_once_collected_stay_collected(source: Path, incremental: str) -> None:
    first(source, incremental)
    before = {(row["resource"], row["field"]) for row in records("collected")}
    then(source, incremental, concerns="concern_ref,person_ref,received_on,source\nC3,P3,2025-06-01,nhs\n")
    now = [(row["resource"], row["field"]) for row in records("collected")]
    assert sorted(now) == sorted(before | {("concerns", "source")})


def test_increments_and_a_snapshot_of_the_same_records_hold_the_same(
    source: Path, incremental: str, tmp_path: Path
) -> None:
    first(source, incremental)
    changed = "E1,P1,C1,s42,2025-03-03,2025-04-30,not_asked,no\n"
    then(
        source,
        incremental,
        people="person_ref,gender\nP1,other\n",
        enquiries=ENQUIRIES + changed,
        meetings=MEETINGS + "M9,E1,2025-06-01\n",
    )
    by_increments = open_release().content_hash
    whole = FIRST | {
        "people": "person_ref,gender\nP1,other\nP2,male\n",
        "enquiries": ENQUIRIES + changed + "E2,P2,C2,s42,2025-03-04,2025-05-01,,no\n",
        "desired_outcomes": OUTCOMES + "E2,1,start,,To be safe,\n",
        "meetings": MEETINGS + "M2,E2,2025-03-11\nM9,E1,2025-06-01\n",
    }
    then(source, mapping(tmp_path), **whole)
    assert open_release().content_hash == by_increments
    corrected = [row for row in records("superseded") if row["last_batch_id"] == 3]
    assert corrected == []


def test_a_restricted_record_is_counted_and_its_quotes_are_not_kept(source: Path, incremental: str) -> None:
    first(source, incremental)
    assert open_texts().count(("standard", "quote")) == 3
    restricted = "E1,P1,C1,s42,2025-03-03,2025-04-30,asked_expressed,yes\n"
    report = then(source, incremental, enquiries=ENQUIRIES + restricted, quotes=FIRST["quotes"])
    assert report.targets["quotes"].kept == 3
    assert open_texts().count(("standard", "quote")) == 2
    assert len(rows("enquiries", "record_token")) == 2


def test_an_older_increment_is_refused(source: Path, incremental: str) -> None:
    first(source, incremental)
    older = partial(load, write(source, concerns=CONCERNS + "C1,P1,2025-03-01,\n"), mapping=incremental)
    with pytest.raises(LoadRefused, match="newer"):
        older(extract_date=date(2025, 4, 1))
