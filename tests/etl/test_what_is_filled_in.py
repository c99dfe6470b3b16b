"""What a load fills in: people and teams that rows name, blanks, undated outcomes, what was not collected."""

from datetime import date
from pathlib import Path

import pytest

from etl.checks import Count
from tests.etl.exports import CONCERNS, ENQUIRIES, ONE_ENQUIRY, found, load, records, rows, write

pytestmark = pytest.mark.usefixtures("home")


def test_an_unknown_person_is_created_and_so_is_everyone_where_there_is_no_file(source: Path) -> None:
    write(source, people="person_ref,gender\nP1,female\n", concerns=CONCERNS + "C1,P2,2025-01-01\n")
    assert load(source).targets["people"] == Count(offered=1, kept=1, quarantined=0, merged=0)
    assert sorted(rows("people", "gender", "ethnic_group", "health_conditions")) == [
        ("female", "not_recorded", "not_recorded"),
        ("not_recorded", "not_recorded", "not_recorded"),
    ]


def test_the_same_person_has_the_same_token_in_every_file(source: Path) -> None:
    write(
        source,
        concerns=CONCERNS + "C1,0042,2025-01-01\n",
        dols="application_ref,person_ref,received_on,status\nD1,0042,2025-01-05,received\n",
        people="person_ref\n0042\n42\n",
    )
    load(source)
    [(person,)] = rows("concerns", "person_token")
    assert rows("dols", "person_token") == [(person,)]
    assert [token == person for (token,) in rows("people", "record_token")] == [True, False]


def test_a_blank_code_loads_as_not_recorded_but_where_blank_is_an_answer(source: Path) -> None:
    write(
        source,
        enquiries="enquiry_ref,person_ref,enquiry_type,started_on,outcomes_asked,not_asked_reason,override_reason\n"
        "E1,P1,s42,2025-03-01,,,\nE2,P1,s42,2025-03-01,not_asked,,\nE3,P1,s42,2025-03-01,not_asked,died,court\n",
        desired_outcomes="enquiry_ref,outcome_no,stage,recorded_on\nE1,1,start,2025-03-02\n",
        advocacy="advocacy_ref,enquiry_ref,advocacy_type,status\nA1,E1,care_act,waiting\n",
        meetings="meeting_ref,enquiry_ref,held_on,venue\nM1,E1,2025-03-05,\n",
        experience="response_ref,enquiry_ref,respondent,collected_on,question,answer,stage\n"
        "R1,E1,adult,2025-04-01,satisfied,no,\n",
    )
    assert load(source).rejections_total == 0
    assert rows("enquiries", "outcomes_asked", "not_asked_reason", "override_reason", "seen_alone") == [
        ("not_recorded", None, None, "not_recorded"),
        ("not_asked", "not_recorded", None, "not_recorded"),
        ("not_asked", "died", "court", "not_recorded"),
    ]
    assert rows("desired_outcomes", "theme", "reason", "partner", "contribution") == [
        ("not_recorded", None, None, None)
    ]
    assert rows("advocacy", "barrier") == [(None,)]
    assert rows("meetings", "venue", "meeting_type", "partners") == [("not_recorded", None, None)]
    assert rows("experience", "stage", "mode") == [(None, "not_recorded")]


def test_codes_in_one_cell_are_put_in_order_and_only_the_unknown_is_dropped(source: Path) -> None:
    write(
        source,
        people="person_ref,health_conditions\n"
        "P1,mental_health; autism\nP2,telepathy;sensory;\nP3,telepathy\n",
        concerns=CONCERNS + "C1,P1,2025-01-01\n",
    )
    report = load(source)
    assert rows("people", "health_conditions") == [("autism;mental_health",), ("sensory",), ("not_recorded",)]
    assert [row for _, row, *_ in found(report)] == [3, 4]
    assert report.unmapped == ({"field": "people.health_conditions", "value": None, "rows": 2},)


def test_an_outcome_without_a_day_takes_its_enquirys_and_a_review_needs_its_own(source: Path) -> None:
    write(
        source,
        enquiries="enquiry_ref,person_ref,enquiry_type,started_on,concluded_on\n"
        "E1,P1,s42,2025-03-01,2025-05-01\nE2,P1,s42,2025-04-01,\n",
        desired_outcomes="enquiry_ref,outcome_no,stage\nE1,1,start\nE1,1,planning\nE1,1,conference\n"
        "E1,1,conclusion\nE2,1,conclusion\nE1,1,review\nE1,1,follow_up\n",
    )
    report = load(source)
    start, end = date(2025, 3, 1), date(2025, 5, 1)
    assert rows("desired_outcomes", "recorded_on") == [(start,), (start,), (start,), (end,), (None,)]
    assert [(row, rule) for _, row, _, rule in found(report)] == [
        (2, "dated_by_enquiry"),
        (3, "dated_by_enquiry"),
        (4, "dated_by_enquiry"),
        (5, "dated_by_enquiry"),
        (6, "left_undated"),
        (7, "review_without_date"),
        (8, "review_without_date"),
    ]


def test_a_file_or_column_that_is_absent_is_not_collected(source: Path) -> None:
    write(source, concerns=CONCERNS, enquiries="unlisted," + ONE_ENQUIRY.replace("\n", "\nx,", 1))
    report = load(source)
    collected = {(row["resource"], row["field"]) for row in records("collected")}
    assert collected == {
        *(("concerns", name) for name in CONCERNS.strip().split(",")),
        *(("enquiries", name) for name in ENQUIRIES.strip().split(",")),
    }
    assert report.targets["concerns"] == Count(offered=0, kept=0, quarantined=0, merged=0)
    assert report.ignored == {"enquiries.csv": ["unlisted"]}


def test_teams_stand_in_the_order_of_their_file_and_then_by_name(source: Path) -> None:
    write(
        source,
        teams="team_name,service\nWest,Adults\nEast,\n",
        concerns="concern_ref,person_ref,received_on,team_name\n"
        "C1,P1,2025-01-01,South\nC2,P1,2025-01-01, East \n"
        "C3,P1,2025-01-01,\nC4,,2025-01-01,Nowhere\n",
        rollout="team_name,as_of,stage\nNorth,2025-01-01,planning\n",
    )
    load(source)
    teams = sorted(records("teams"), key=lambda row: int(row["team_id"]))
    assert [(row["team_name"], row["service"]) for row in teams] == [
        ("West", "Adults"),
        ("East", "Not stated"),
        ("North", "Not stated"),
        ("South", "Not stated"),
    ]
    assert rows("concerns", "team_name") == [("South",), ("East",), (None,)]
