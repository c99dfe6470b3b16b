"""Each defect that rows of any source may have: the rows that hold it, what is found, and the facts kept."""

from datetime import date

import pytest

from tests.etl.defects import InRows, Outcome, outcomes

CONCERNS = "concern_ref,person_ref,received_on,decided_on,decision,team_name,age_band\n"
ENQUIRIES = "enquiry_ref,person_ref,concern_ref,enquiry_type,started_on,first_conversation_on,concluded_on"
ENQUIRIES += ",team_name,outcomes_asked\n"
ONE = ENQUIRIES + "E1,P1,,s42,2026-01-05,,,,\n"
WISHES = "enquiry_ref,outcome_no,stage,recorded_on,achieved\n"
ADVOCACY = "advocacy_ref,enquiry_ref,advocacy_type,status,requested_on,started_on\n"
TEAMS = "team_name,service,successor\n"
NOTES = "from_on,note\n"

DEFECTS = (
    InRows(
        rule="duplicate_row",
        files={"concerns": CONCERNS + "C1,P1,2026-01-01,,,,\nC1,P1,2026-01-01,,,,\n"},
        found=(("concerns", 3, "merged", "duplicate_row", None),),
        facts={"concerns.received_on": [date(2026, 1, 1)]},
    ),
    InRows(
        rule="conflicting_rows",
        files={"concerns": CONCERNS + "C1,P1,2026-01-01,,,,\nC1,P1,2026-01-02,,,,\nC2,P1,2026-01-03,,,,\n"},
        found=(
            ("concerns", 2, "quarantined", "conflicting_rows", None),
            ("concerns", 3, "quarantined", "conflicting_rows", None),
        ),
        facts={"concerns.received_on": [date(2026, 1, 3)]},
    ),
    InRows(
        rule="required_blank",
        files={"concerns": CONCERNS + "C1,P1,,,,,\n"},
        found=(("concerns", 2, "quarantined", "required_blank", "received_on"),),
        facts={"concerns.received_on": []},
    ),
    InRows(
        rule="not_a_date",
        files={"concerns": CONCERNS + "C1,P1,2026-02-31,,,,\nC2,P1,2026-03-01,31/03/2026,,,\n"},
        found=(
            ("concerns", 2, "quarantined", "not_a_date", "received_on"),
            ("concerns", 3, "flagged", "not_a_date", "decided_on"),
        ),
        facts={"concerns.received_on": [date(2026, 3, 1)], "concerns.decided_on": [None]},
    ),
    InRows(
        rule="not_a_whole_number",
        files={"rollout": "team_name,as_of,stage,staff\nWest,2026-01-01,planning,about 12\n"},
        found=(("rollout", 2, "flagged", "not_a_whole_number", "staff"),),
        facts={"rollout.staff": [None]},
    ),
    InRows(
        rule="outside_list",
        files={
            "enquiries": ENQUIRIES + "E1,P1,,s42,2026-01-05,,,,Asked by Jo\nE2,P1,,Sec 42,2026-01-05,,,,\n"
        },
        found=(
            ("enquiries", 2, "flagged", "outside_list", "outcomes_asked"),
            ("enquiries", 3, "quarantined", "outside_list", "enquiry_type"),
        ),
        facts={"enquiries.outcomes_asked": ["not_recorded"]},
    ),
    InRows(
        rule="under_18",
        files={"concerns": CONCERNS + "C1,P1,2026-01-01,,,,16-17\nC2,P2,2026-01-01,,,,18-64\n"},
        found=(("concerns", 2, "quarantined", "under_18", "age_band"),),
        facts={"concerns.age_band": ["18-64"]},
    ),
    InRows(
        rule="unknown_enquiry",
        files={"enquiries": ONE, "advocacy": ADVOCACY + "A1,E9,imca,provided,,\nA2,E1,imca,provided,,\n"},
        found=(("advocacy", 2, "quarantined", "unknown_enquiry", "enquiry_ref"),),
        facts={"advocacy.advocacy_type": ["imca"]},
    ),
    InRows(
        rule="unknown_concern",
        files={"enquiries": ENQUIRIES + "E1,P1,C9,s42,2026-01-05,,,,\n"},
        found=(("enquiries", 2, "flagged", "unknown_concern", "concern_ref"),),
        facts={"enquiries.concern_token": [None]},
    ),
    InRows(
        rule="review_without_date",
        files={"enquiries": ONE, "desired_outcomes": WISHES + "E1,1,review,,fully\n"},
        found=(("desired_outcomes", 2, "quarantined", "review_without_date", "recorded_on"),),
        facts={"desired_outcomes.achieved": []},
    ),
    InRows(
        rule="dated_by_enquiry",
        files={"enquiries": ONE, "desired_outcomes": WISHES + "E1,1,start,,\n"},
        found=(("desired_outcomes", 2, "flagged", "dated_by_enquiry", "recorded_on"),),
        facts={"desired_outcomes.recorded_on": [date(2026, 1, 5)]},
    ),
    InRows(
        rule="left_undated",
        files={"enquiries": ONE, "desired_outcomes": WISHES + "E1,1,conclusion,,fully\n"},
        found=(("desired_outcomes", 2, "flagged", "left_undated", "recorded_on"),),
        facts={"desired_outcomes.recorded_on": [None]},
    ),
    InRows(
        rule="concluded_before_start",
        files={"enquiries": ENQUIRIES + "E1,P1,,s42,2026-01-05,,2026-01-04,,\n"},
        found=(("enquiries", 2, "flagged", "concluded_before_start", "concluded_on"),),
        facts={"enquiries.concluded_on": [date(2026, 1, 4)]},
    ),
    InRows(
        rule="conversation_before_start",
        files={"enquiries": ENQUIRIES + "E1,P1,,s42,2026-01-05,2026-01-02,,,\n"},
        found=(("enquiries", 2, "flagged", "conversation_before_start", "first_conversation_on"),),
        facts={"enquiries.first_conversation_on": [date(2026, 1, 2)]},
    ),
    InRows(
        rule="decided_before_received",
        files={"concerns": CONCERNS + "C1,P1,2026-01-05,2026-01-04,,,\n"},
        found=(("concerns", 2, "flagged", "decided_before_received", "decided_on"),),
        facts={"concerns.decided_on": [date(2026, 1, 4)]},
    ),
    InRows(
        rule="advocate_before_request",
        files={
            "enquiries": ONE,
            "advocacy": ADVOCACY + "A1,E1,care_act,provided,2026-01-09,2026-01-08\n",
        },
        found=(("advocacy", 2, "flagged", "advocate_before_request", "started_on"),),
        facts={"advocacy.started_on": [date(2026, 1, 8)]},
    ),
    InRows(
        rule="after_extract",
        files={
            "concerns": CONCERNS + "C1,P1,2026-09-30,2026-10-01,,,\n",
            "enquiries": ENQUIRIES + "E1,P1,,s42,2026-09-01,,2062-09-10,,\n",
        },
        found=(
            ("concerns", 2, "flagged", "after_extract", "decided_on"),
            ("enquiries", 2, "flagged", "after_extract", "concluded_on"),
        ),
        facts={
            "concerns.decided_on": [date(2026, 10, 1)],
            "enquiries.concluded_on": [date(2062, 9, 10)],
        },
    ),
    InRows(
        rule="identifier_in_cell",
        files={
            "concerns": CONCERNS
            + "C1,P1,2026-01-01,,,943 476 5919,\nC2,P1,2026-01-01,,,jo@example.org,\n"
            + "C3,P1,2026-01-01,,,North 2,\n",
            "recording_notes": NOTES + "2026-01-01,New form: ring 020 7946 0000\n2026-01-01,New form\n",
        },
        found=(
            ("concerns", 2, "flagged", "identifier_in_cell", "team_name"),
            ("concerns", 3, "flagged", "identifier_in_cell", "team_name"),
            ("recording_notes", 2, "quarantined", "identifier_in_cell", "note"),
        ),
        facts={"concerns.team_name": [None, None, "North 2"], "recording_notes.note": ["New form"]},
    ),
    InRows(
        rule="test_record",
        files={
            "people": "person_ref\nTEST-1\nP2\nZZTEST\n",
            "concerns": CONCERNS + "C1,P1,2026-01-01,,,Testing team,\nC2,P1,2026-01-01,,,Attestation team,\n",
        },
        found=(
            ("concerns", 2, "flagged", "test_record", "team_name"),
            ("people", 2, "flagged", "test_record", "person_ref"),
            ("people", 4, "flagged", "test_record", "person_ref"),
        ),
        facts={
            "concerns.team_name": ["Testing team", "Attestation team"],
            "people.gender": ["not_recorded"] * 3,
        },
    ),
    InRows(
        rule="unknown_successor",
        files={"teams": TEAMS + "East,Adults,East and West\nSouth,Adults,Hub\nHub,Adults,\n"},
        found=(("teams", 2, "flagged", "unknown_successor", "successor"),),
        facts={"teams.successor": ["East and West", "Hub", None]},
    ),
    InRows(
        rule="blank_not_no",
        files={"enquiries": ENQUIRIES + "E1,P1,,s42,2026-01-05,,,,\nE2,P1,,s42,2026-01-05,,,,not_asked\n"},
        found=(),
        facts={"enquiries.outcomes_asked": ["not_recorded", "not_asked"]},
    ),
)


@pytest.fixture(scope="module")
def came_of(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """Return what came of every example."""
    return outcomes(tmp_path_factory.mktemp("defects"), DEFECTS)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.rule)
def test_a_defect_of_rows_is_found_and_facts_are_right(defect: InRows, came_of: dict[str, Outcome]) -> None:
    assert came_of[defect.rule].found == sorted(defect.found)
    assert came_of[defect.rule].facts == dict(defect.facts)
