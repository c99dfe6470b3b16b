"""Two source systems in one trend: a record that moved is counted once, a person is one person in both."""

import json
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from etl.report import Report
from msp_dashboard.operations import crosswalk, reading
from msp_dashboard.releases import open_release, verify
from msp_dashboard.results import recording_notes
from msp_dashboard.results.notes import OTHER_SYSTEM
from tests.etl.exports import found, load, records, rows, write
from tests.etl.sources import CROSSWALK, mapping, open_texts
from tests.measures.terminal import only

CONCERNS = "concern_ref,person_ref,received_on\n"
ENQUIRIES = "enquiry_ref,person_ref,concern_ref,enquiry_type,started_on,concluded_on,outcomes_asked\n"
OUTCOMES = "enquiry_ref,outcome_no,stage,own_words,achieved\n"
DOLS = "application_ref,person_ref,received_on,status\n"
QUOTES = "quote_ref,enquiry_ref,kind,said_by,text,consent\n"

# Two people, two enquiries; the second was open when the system was changed.
OLD = {
    "people": "person_ref,gender\nP1,female\nP2,not_recorded\n",
    "concerns": CONCERNS + "C1,P1,2025-01-10\nC2,P2,2025-02-05\n",
    "enquiries": ENQUIRIES
    + "E1,P1,C1,s42,2025-01-15,2025-02-20,asked_expressed\nE2,P2,C2,s42,2025-02-10,,\n",
    "desired_outcomes": OUTCOMES
    + "E1,1,start,To stay at home,\nE2,1,start,To be safe,\nE2,2,start,To go out,\n",
    "dols": DOLS + "D1,P2,2025-02-12,granted\n",
    "quotes": QUOTES + "Q1,E2,quote,adult,They came,given\n",
}
# The second enquiry, moved and concluded, a third one, and another concern about the second person.
NEW = {
    "people": "person_ref,gender\n77,male\n78,female\n",
    "concerns": CONCERNS + "900,77,2025-03-25\n",
    "enquiries": ENQUIRIES
    + "501,77,,s42,2025-02-10,2025-03-20,asked_expressed\n502,78,,s42,2025-03-05,,not_asked\n",
    "desired_outcomes": OUTCOMES + "501,1,start,To be safe,\n501,1,conclusion,,fully\n",
    "crosswalk": CROSSWALK + "person,77,standard,P2\nenquiry,501,standard,E2\n",
}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return write(tmp_path / "old", **OLD)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return write(tmp_path / "new", **NEW)


def load_old(folder: Path) -> Report:
    return load(folder, mapping=mapping(folder.parent))


def load_new(folder: Path, **files: str) -> Report:
    return load(write(folder, **files), mapping=mapping(folder.parent, "newer"))


def counted(home: Path, key: str, *by: str) -> dict[str, int] | int:
    """Return a count of January to March 2025, in all or by month."""
    period = ("--from", "2025-01-01", "--to", "2025-03-31", "--tier", "exact")
    measure = only(home, key, *period, *by)
    if by:
        return {group["value"]: group["count"] for group in measure["groups"]}
    return int(measure["count"])


def held() -> list[tuple[object, ...]]:
    return sorted(rows("enquiries", "started_on", "concluded_on", "source_system"), key=str)


def link() -> list[tuple[str, ...]]:
    with reading() as store:
        return [tuple(row) for row in store.execute(sa.select(crosswalk).order_by(crosswalk.c.kind))]


def test_a_trend_of_two_systems_counts_an_enquiry_and_a_person_once(home: Path, old: Path, new: Path) -> None:
    load_old(old)
    report = load_new(new)
    assert vars(report.targets["enquiries"]) == {"offered": 2, "kept": 2, "quarantined": 0, "merged": 0}
    # Started: E1 in January, E2 in February (the same as 501), 502 in March.
    assert counted(home, "enquiries_started", "--by", "month") == {"2025-01": 1, "2025-02": 1, "2025-03": 1}
    # Concluded: E1 in February, 501 in March. Concerns: two in the old system, one in the new.
    assert counted(home, "enquiries_concluded", "--by", "month") == {"2025-01": 0, "2025-02": 1, "2025-03": 1}
    assert counted(home, "concerns") == 3
    # The third concern is about the person of the second.
    assert counted(home, "people") == 2
    assert counted(home, "people_concluded") == 2
    assert held() == [
        (date(2025, 1, 15), date(2025, 2, 20), "standard"),
        (date(2025, 2, 10), date(2025, 3, 20), "newer"),
        (date(2025, 3, 5), None, "newer"),
    ]
    assert sorted(rows("people", "gender", "source_system")) == [
        ("female", "newer"),
        ("female", "standard"),
        ("male", "newer"),
    ]
    verify(2)


def test_a_trend_of_two_systems_says_where_the_second_begins(old: Path, new: Path) -> None:
    load_old(old)
    assert recording_notes(open_release()) == ()
    load_new(new)
    assert [(note.first, note.text) for note in recording_notes(open_release())] == [
        ("2025-03-05", OTHER_SYSTEM)
    ]


def test_what_is_about_a_person_in_either_system_is_about_one(old: Path, new: Path) -> None:
    load_old(old)
    load_new(new)
    [person] = [token for token, gender in rows("people", "record_token", "gender") if gender == "male"]
    assert [token for (token,) in rows("dols", "person_token")] == [person]
    of_person = [day for token, day in rows("concerns", "person_token", "received_on") if token == person]
    assert sorted(of_person) == [date(2025, 2, 5), date(2025, 3, 25)]


def test_a_moved_enquiry_is_there_with_the_children_of_its_new_system(old: Path, new: Path) -> None:
    load_old(old)
    before = dict(rows("enquiries", "started_on", "record_token"))
    load_new(new)
    assert sorted(rows("desired_outcomes", "stage", "source_system")) == [
        ("conclusion", "newer"),
        ("start", "newer"),
        ("start", "standard"),
    ]
    moved = sorted(row["resource"] for row in records("superseded") if row["change"] == "moved")
    assert moved == ["desired_outcomes", "desired_outcomes", "enquiries", "people"]
    assert {row["change"] for row in records("superseded")} == {"moved"}
    after = dict(rows("enquiries", "started_on", "record_token"))
    assert after[date(2025, 2, 10)] == before[date(2025, 2, 10)]
    assert open_texts() == [("newer", "own_words"), ("standard", "own_words")]
    [asked] = [row for row in records("corrections") if row["field"] == "concluded_on"]
    assert (asked["first_published"], asked["now"], asked["changes"]) == (None, "2025-03-20", 1)


def test_the_old_system_loaded_again_says_what_the_newer_one_holds(home: Path, old: Path, new: Path) -> None:
    load_old(old)
    load_new(new)
    write(old, concerns=OLD["concerns"] + "C3,P1,2025-03-30\n")
    report = load_old(old)
    merged = {name: count.merged for name, count in report.targets.items() if count.merged}
    assert merged == {"people": 1, "enquiries": 1, "desired_outcomes": 2, "quotes": 1}
    assert {rule for *_, rule in found(report)} == {"in_newer_system", "dated_by_enquiry"}
    assert counted(home, "enquiries_started") == 3
    assert counted(home, "concerns") == 4
    assert held()[1] == (date(2025, 2, 10), date(2025, 3, 20), "newer")
    assert len([row for row in records("superseded") if row["change"] != "moved"]) == 0


def test_either_order_of_loading_gives_the_same_content(home: Path, old: Path, new: Path) -> None:
    load_old(old)
    load_new(new)
    one_way = open_release().content_hash
    (home / "releases" / "CURRENT").unlink()
    load_new(new)
    load_old(old)
    assert open_release().content_hash == one_way


def test_a_crosswalk_that_comes_later_joins_what_is_there(home: Path, old: Path, new: Path) -> None:
    load_old(old)
    load_new(new, crosswalk=CROSSWALK)
    assert counted(home, "enquiries_started") == 4
    assert counted(home, "people") == 3
    load_new(new, crosswalk=NEW["crosswalk"])
    later = open_release().content_hash
    assert counted(home, "enquiries_started") == 3
    assert counted(home, "people") == 2
    (home / "releases" / "CURRENT").unlink()
    load_old(old)
    load_new(new)
    assert open_release().content_hash == later


def test_what_one_crosswalk_said_stands_for_later_loads_without_it(home: Path, old: Path, new: Path) -> None:
    load_old(old)
    load_new(new)
    (new / "crosswalk.csv").unlink()
    load_new(new, concerns=NEW["concerns"] + "901,78,2025-03-26\n")
    assert counted(home, "enquiries_started") == 3
    assert counted(home, "people") == 3


def test_only_pseudonyms_of_the_crosswalk_are_kept(old: Path, new: Path) -> None:
    load_old(old)
    load_new(new)
    enquiry, person = link()
    assert (enquiry[2:], person[2:]) == (("enquiry", "newer", "standard"), ("person", "newer", "standard"))
    people = {token for (token,) in rows("people", "record_token")}
    assert person[1] in people
    assert person[0] not in people
    assert "P2" not in json.dumps(link())


def test_a_person_who_was_merged_inside_a_system_is_one_person(home: Path, tmp_path: Path) -> None:
    source = write(
        tmp_path / "one",
        people="person_ref,gender\nP1,female\nP2,male\n",
        concerns=CONCERNS + "C1,P1,2025-01-10\nC2,P2,2025-02-05\n",
    )
    load_old(source)
    assert counted(home, "people") == 2
    write(source, crosswalk=CROSSWALK + "person,P2,standard,P1\n")
    report = load_old(source)
    assert report.targets["people"].merged == 1
    assert found(report) == [("people.csv", 3, None, "merged_record")]
    assert rows("people", "gender") == [("female",)]
    assert (counted(home, "people"), counted(home, "concerns")) == (1, 2)
    history = [(row["resource"], row["change"]) for row in records("superseded")]
    assert sorted(history) == [("people", "moved")]


def test_a_chain_of_systems_leads_to_the_first_and_the_last_holds_it(home: Path, tmp_path: Path) -> None:
    def started(system: str, reference: str, conclusion: str, links: str) -> None:
        folder = write(
            tmp_path / system,
            enquiries=ENQUIRIES + f"{reference},P1,,s42,2025-01-15,{conclusion},\n",
            crosswalk=CROSSWALK + links,
        )
        load(folder, mapping=mapping(tmp_path, system))

    started("third", "900", "2025-03-03", "enquiry,900,second,800\n")
    started("standard", "700", "2025-01-31", "")
    assert counted(home, "enquiries_started") == 2
    started("second", "800", "2025-02-02", "enquiry,800,standard,700\n")
    assert held() == [(date(2025, 1, 15), date(2025, 3, 3), "third")]


def test_links_that_cannot_be_believed_are_named_by_row_and_rule(old: Path, new: Path) -> None:
    load_old(old)
    links = (
        "person,77,standard,P2\nperson,77,standard,P2\nperson,78,standard,P1\nperson,78,standard,P2\n"
        "person,79,newer,79\nperson,80,newer,81\nperson,81,newer,80\nhouse,1,standard,1\nperson,,standard,P1\n"
        "person,90,Old System,P1\nperson,91,another,P1\n"
    )
    report = load_new(new, crosswalk=CROSSWALK + links)
    assert [row for row in found(report) if row[0] == "crosswalk.csv"] == [
        ("crosswalk.csv", 3, None, "duplicate_row"),
        ("crosswalk.csv", 4, None, "crosswalk_to_two"),
        ("crosswalk.csv", 5, None, "crosswalk_to_two"),
        ("crosswalk.csv", 6, None, "crosswalk_to_itself"),
        ("crosswalk.csv", 7, None, "crosswalk_in_a_circle"),
        ("crosswalk.csv", 8, None, "crosswalk_in_a_circle"),
        ("crosswalk.csv", 9, "kind", "not_a_kind"),
        ("crosswalk.csv", 10, "reference", "required_blank"),
        ("crosswalk.csv", 11, "same_system", "not_a_system"),
        ("crosswalk.csv", 12, "same_system", "unknown_system"),
    ]
    [count] = [row for row in records("load_counts") if row["target"] == "crosswalk"]
    assert (count["offered"], count["kept"], count["quarantined"], count["merged"]) == (11, 2, 8, 1)
    assert len(link()) == 2
