"""The table "what happens to what does not fit" of the case export, row by row, on exports of a few rows."""

from datetime import date
from pathlib import Path

import pytest

from etl.checks import Count
from tests.etl.exports import CONCERNS, ENQUIRIES, ONE_ENQUIRY, found, load, rows, write

pytestmark = pytest.mark.usefixtures("home")


def count(offered: int, kept: int, quarantined: int = 0, merged: int = 0) -> Count:
    return Count(offered=offered, kept=kept, quarantined=quarantined, merged=merged)


def test_a_row_whose_required_value_is_blank_is_quarantined(source: Path) -> None:
    write(source, concerns=CONCERNS + "C1,P1,2025-01-01\nC2,,2025-01-02\nC3,P3,\n")
    report = load(source)
    assert report.targets["concerns"] == count(3, 1, quarantined=2)
    assert found(report) == [
        ("concerns.csv", 3, "person_ref", "required_blank"),
        ("concerns.csv", 4, "received_on", "required_blank"),
    ]


def test_a_required_date_must_be_iso_and_a_day_that_exists(source: Path) -> None:
    dates = ["2025-02-29", "01/02/2025", "2025-1-2", "20250102", "2025-01-02 00:00", "0000-01-01", "soon"]
    dates.append("2024-02-29")
    write(source, concerns=CONCERNS + "".join(f"C{place},P1,{day}\n" for place, day in enumerate(dates)))
    report = load(source)
    assert report.targets["concerns"] == count(8, 1, quarantined=7)
    assert found(report) == [("concerns.csv", row, "received_on", "not_a_date") for row in range(2, 9)]
    assert rows("concerns", "received_on") == [(date(2024, 2, 29),)]


def test_a_required_word_outside_its_list_is_quarantined_and_registered(source: Path) -> None:
    write(source, enquiries=ENQUIRIES + "E1,P1,s42,2025-03-01\nE2,P1,S42,2025-03-01\n")
    report = load(source)
    assert report.targets["enquiries"] == count(2, 1, quarantined=1)
    assert found(report) == [("enquiries.csv", 3, "enquiry_type", "outside_list")]
    assert report.unmapped == ({"field": "enquiries.enquiry_type", "value": None, "rows": 1},)


def test_two_rows_of_one_key_that_differ_are_both_quarantined(source: Path) -> None:
    write(source, concerns=CONCERNS + "C1,P1,2025-01-01\nC1,P1,2025-01-02\nC2,P1,2025-01-03\n")
    report = load(source)
    assert report.targets["concerns"] == count(3, 1, quarantined=2)
    assert {(row, rule) for _, row, _, rule in found(report)} == {
        (2, "conflicting_rows"),
        (3, "conflicting_rows"),
    }


def test_a_good_row_beside_a_bad_one_of_its_key_is_quarantined_too(source: Path) -> None:
    write(source, concerns=CONCERNS + "C1,P1,2025-01-01\nC1,P1,never\n")
    assert load(source, extract_date=date(2025, 2, 1)).targets["concerns"] == count(2, 0, quarantined=2)


def test_keys_are_compared_without_spaces_numbers_by_value_and_blank_equals_blank(source: Path) -> None:
    write(
        source,
        enquiries=ONE_ENQUIRY,
        desired_outcomes="enquiry_ref,outcome_no,stage,theme\nE1,1,start,money\n E1 ,01,start,money\n",
        enquiry_risks="enquiry_ref,risk_type,risk_source,risk_location\nE1,neglect,,\nE1,neglect,, \n",
    )
    report = load(source)
    assert report.targets["desired_outcomes"] == count(2, 0, quarantined=2)
    assert report.targets["enquiry_risks"] == count(2, 1, merged=1)


def test_a_row_that_is_there_twice_word_for_word_is_merged(source: Path) -> None:
    header = "concern_ref,person_ref,received_on,unlisted\n"
    write(source, concerns=header + "C1,P1,2025-01-01,x\nC1, P1,2025-01-01,y\nC1,P1,2025-01-01,x\n")
    report = load(source)
    assert report.targets["concerns"] == count(3, 1, merged=2)
    assert [(row, rule) for _, row, _, rule in found(report)] == [(3, "duplicate_row"), (4, "duplicate_row")]
    assert rows("concerns", "source_row") == [(2,)]


def test_a_bad_row_that_is_there_twice_is_quarantined_once_and_merged_once(source: Path) -> None:
    write(source, concerns=CONCERNS + "C1,,2025-01-01\nC1,,2025-01-01\n")
    assert load(source).targets["concerns"] == count(2, 0, quarantined=1, merged=1)


def test_a_child_of_an_unknown_or_quarantined_enquiry_is_quarantined(source: Path) -> None:
    write(
        source,
        enquiries=ONE_ENQUIRY + "E2,P2,s42,\n",
        advocacy="advocacy_ref,enquiry_ref,advocacy_type,status\n"
        "A1,E1,care_act,provided\nA2,E2,care_act,provided\nA3,E9,care_act,provided\n",
    )
    report = load(source)
    assert report.targets["advocacy"] == count(3, 1, quarantined=2)
    assert ("advocacy.csv", 3, "enquiry_ref", "unknown_enquiry") in found(report)
    assert ("advocacy.csv", 4, "enquiry_ref", "unknown_enquiry") in found(report)


def test_an_optional_link_to_an_enquiry_may_be_blank_but_not_wrong(source: Path) -> None:
    write(
        source,
        enquiries=ONE_ENQUIRY,
        capacity_assessments="assessment_ref,person_ref,enquiry_ref,assessed_on,result\n"
        "A1,P1,,2025-03-02,has_capacity\nA2,P1,E9,2025-03-02,has_capacity\n",
    )
    assert load(source).targets["capacity_assessments"] == count(2, 1, quarantined=1)


def test_a_child_is_quarantined_however_the_age_is_written_and_an_adult_never(source: Path) -> None:
    children = ["0-17", "under_18", "<18", "< 18", "16-17", "17", "Under 18", "0 to 17", "U18", "5", "child"]
    adults = ["18-64", "95+", "18", "180", "under 65", "not_recorded", "65"]
    header = "concern_ref,person_ref,received_on,age_band\n"
    bands = enumerate(children + adults)
    write(source, concerns=header + "".join(f"C{place},P1,2025-01-01,{band}\n" for place, band in bands))
    report = load(source)
    assert report.targets["concerns"] == count(18, 7, quarantined=11)
    quarantined = [row for _, row, _, rule in found(report) if rule == "under_18"]
    assert quarantined == list(range(2, 2 + len(children)))


def test_a_child_is_quarantined_with_everything_of_theirs(source: Path) -> None:
    write(
        source,
        enquiries="enquiry_ref,person_ref,enquiry_type,started_on,age_band\n"
        "E1,P1,s42,2025-01-01,16-17\nE2,P2,s42,2025-01-01,65-74\n",
        responses="enquiry_ref,response_type\nE1,mediation\nE2,mediation\n",
    )
    report = load(source)
    assert report.targets["enquiries"] == report.targets["responses"] == count(2, 1, quarantined=1)
    assert found(report) == [
        ("enquiries.csv", 2, "age_band", "under_18"),
        ("responses.csv", 2, "enquiry_ref", "unknown_enquiry"),
    ]
    assert rows("people", "record_token") == rows("enquiries", "person_token")


def test_an_optional_word_outside_its_list_is_blanked_flagged_and_registered(source: Path) -> None:
    words = ["Women"] * 5 + ["man"] * 4
    people = "person_ref,gender\n" + "".join(f"P{number},{word}\n" for number, word in enumerate(words))
    write(source, people=people, concerns=CONCERNS + "C1,P0,2025-01-01\n")
    report = load(source)
    assert report.targets["people"] == count(9, 9)
    assert {rule for *_, rule in found(report)} == {"outside_list"}
    assert report.rejections_total == 9
    assert report.unmapped == (
        {"field": "people.gender", "value": "Women", "rows": 5},
        {"field": "people.gender", "value": None, "rows": 4},
    )
    assert {gender for (gender,) in rows("people", "gender")} == {"not_recorded"}


def test_an_id_in_a_coded_column_is_never_registered_however_often(source: Path) -> None:
    people = "person_ref,gender\n" + "".join(f"P{number},P1\n" for number in range(6))
    write(source, people=people, concerns=CONCERNS + "C1,P0,2025-01-01\n")
    assert load(source).unmapped == ({"field": "people.gender", "value": None, "rows": 6},)


def test_an_optional_date_or_number_that_is_none_is_blanked_and_flagged(source: Path) -> None:
    write(
        source,
        concerns="concern_ref,person_ref,received_on,decided_on\nC1,P1,2025-01-01,31/02/2025\n",
        rollout="team_name,as_of,stage,staff,staff_trained\nNorth,2025-01-01,planning,12.5,-1\n",
    )
    report = load(source)
    assert rows("concerns", "decided_on") == [(None,)]
    assert rows("rollout", "staff", "staff_trained") == [(None, None)]
    assert found(report) == [
        ("concerns.csv", 2, "decided_on", "not_a_date"),
        ("rollout.csv", 2, "staff", "not_a_whole_number"),
        ("rollout.csv", 2, "staff_trained", "not_a_whole_number"),
    ]


def test_an_unknown_concern_is_blanked_and_flagged_and_its_id_is_not_registered(source: Path) -> None:
    write(
        source,
        concerns=CONCERNS + "C1,P1,2025-01-01\n",
        enquiries="enquiry_ref,person_ref,concern_ref,enquiry_type,started_on\n"
        "E1,P1,C1,s42,2025-03-01\nE2,P1,C9,s42,2025-03-01\n",
    )
    report = load(source)
    assert report.targets["enquiries"] == count(2, 2)
    assert found(report) == [("enquiries.csv", 3, "concern_ref", "unknown_concern")]
    assert report.unmapped == ()
    [(concern,)] = rows("concerns", "record_token")
    assert rows("enquiries", "concern_token") == [(concern,), (None,)]


def test_a_negative_duration_is_kept_and_flagged(source: Path) -> None:
    write(
        source,
        concerns="concern_ref,person_ref,received_on,decided_on\nC1,P1,2025-03-01,2025-02-28\n",
        enquiries="enquiry_ref,person_ref,concern_ref,enquiry_type,started_on,first_conversation_on,concluded_on\n"
        "E1,P1,C1,s42,2025-03-05,2025-03-02,2025-03-04\n"
        "E2,P1,C1,s42,2025-03-05,2025-02-27,\nE3,P1,,s42,2025-03-05,2025-03-04,\n",
        advocacy="advocacy_ref,enquiry_ref,advocacy_type,status,requested_on,started_on\n"
        "A1,E1,care_act,provided,2025-03-05,2025-03-04\n",
    )
    report = load(source)
    assert all(count.quarantined == 0 for count in report.targets.values())
    assert found(report) == [
        ("advocacy.csv", 2, "started_on", "advocate_before_request"),
        ("concerns.csv", 2, "decided_on", "decided_before_received"),
        ("enquiries.csv", 2, "concluded_on", "concluded_before_start"),
        ("enquiries.csv", 3, "first_conversation_on", "conversation_before_start"),
        ("enquiries.csv", 4, "first_conversation_on", "conversation_before_start"),
    ]


def test_a_row_of_blank_cells_is_offered_and_an_empty_line_is_not(source: Path) -> None:
    write(source, concerns=CONCERNS + "\n,,\nC1,P1,2025-01-01\n\n")
    report = load(source)
    assert report.targets["concerns"] == count(2, 1, quarantined=1)
    assert rows("concerns", "source_row") == [(3,)]
    assert {row for _, row, *_ in found(report)} == {2}
