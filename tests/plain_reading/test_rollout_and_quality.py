"""The plain reading of the rollout and of data quality, each worked by hand from a few rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plain_reading.few_rows import ENQUIRY, WISH, answer, counted, delivered, entry_of, four

ROW = {"team_name": "North", "as_of": "2025-05-01", "stage": "planning"}
ASKED = {**ENQUIRY, "outcomes_asked": "asked_expressed"}


def test_each_date_counts_the_teams_by_their_latest_stage_up_to_it(tmp_path: Path) -> None:
    export = delivered(
        tmp_path,
        rollout=[
            {**ROW, "as_of": "2024-01-01", "stage": "not_started"},
            ROW,
            {**ROW, "as_of": "2026-04-01", "stage": "fully_implemented"},
            {**ROW, "team_name": "South", "stage": "rolling_out", "as_of": "2025-04-01"},
            {**ROW, "team_name": "West", "as_of": "2025-06-01"},
        ],
    )
    found = answer(export, "rollout_stage", by="team")
    assert [(entry["as_of"], counted(entry)) for entry in found["entries"]] == [
        ("2025-04-01", {"not_started": 1, "rolling_out": 1}),
        ("2025-05-01", {"planning": 1, "rolling_out": 1}),
        ("2025-06-01", {"planning": 2, "rolling_out": 1}),
    ]
    assert {group["value"]: [e["as_of"] for e in group["entries"]] for group in found["groups"]} == {
        "North": ["2025-04-01", "2025-05-01", "2025-06-01"],
        "South": ["2025-04-01", "2025-05-01", "2025-06-01"],
        "West": ["2025-06-01"],
        "not_recorded": [],
    }


def test_training_is_each_teams_latest_row_and_unknown_where_a_number_is_missing_or_cannot_be(
    tmp_path: Path,
) -> None:
    export = delivered(
        tmp_path,
        teams=[{"team_name": team} for team in ("South", "North", "East", "West", "Quiet", "New")],
        rollout=[
            {**ROW, "staff": "9", "staff_trained": "9"},
            {**ROW, "as_of": "2026-03-31", "staff": "12", "staff_trained": "5"},
            {**ROW, "as_of": "2026-04-01", "staff": "12", "staff_trained": "12"},
            {**ROW, "team_name": "South", "staff": "12", "staff_trained": "13"},
            {**ROW, "team_name": "East", "staff_trained": "3"},
            {**ROW, "team_name": "West", "staff": "0", "staff_trained": "0"},
            {**ROW, "team_name": "New", "as_of": "2026-04-02"},
        ],
    )
    found = answer(export, "training", by="quarter")
    assert {entry["team"]: four(entry) for entry in found["entries"]} == {
        "South": (0, 0, 1, 0),
        "North": (5, 12, 0, 0),
        "East": (0, 0, 1, 0),
        "West": (0, 0, 0, 0),
    }
    assert [entry["team"] for entry in found["entries"]] == ["South", "North", "East", "West"]
    assert entry_of(found, team="South")["high"] == 1
    # North had 9 of 9 trained at the end of the first quarter, and 5 of 12 at the end of the last.
    first, *_, last = found["groups"]
    assert four(entry_of(first, team="North")) == (9, 9, 0, 0)
    assert four(entry_of(last, team="North")) == (5, 12, 0, 0)


@pytest.mark.parametrize(
    ("live_on", "months"),
    [
        ("2025-07-02", "before_live"),
        ("2025-07-01", "0"),
        ("2025-06-02", "0"),
        ("2025-06-01", "1"),
        ("2023-07-02", "23"),
        ("2023-07-01", "24+"),
    ],
)
def test_a_month_since_going_live_is_whole_on_the_same_day_of_the_month(
    live_on: str, months: str, tmp_path: Path
) -> None:
    export = delivered(
        tmp_path,
        enquiries=[{**ENQUIRY, "team_name": "North", "in_msp_recording": "yes"}],
        rollout=[{**ROW, "as_of": live_on, "stage": "rolling_out"}],
    )
    found = answer(export, "coverage_since_live")
    assert [entry["months"] for entry in found["entries"]] == [
        "before_live",
        *(str(number) for number in range(24)),
        "24+",
    ]
    assert {entry["months"]: four(entry) for entry in found["entries"] if any(four(entry))} == {
        months: (1, 1, 0, 0)
    }


def test_a_team_is_live_from_its_first_rolling_out_or_else_when_it_was_fully_there(tmp_path: Path) -> None:
    teams = ("both", "full", "planning", "unlisted", "")
    export = delivered(
        tmp_path,
        enquiries=[
            {**ENQUIRY, "enquiry_ref": team, "person_ref": f"P{team}", "team_name": team}
            for team in teams[:4]
        ]
        + [{**ENQUIRY, "in_msp_recording": "no"}],
        rollout=[
            {**ROW, "team_name": "both", "stage": "fully_implemented", "as_of": "2025-01-01"},
            {**ROW, "team_name": "both", "stage": "rolling_out", "as_of": "2025-06-01"},
            {**ROW, "team_name": "both", "stage": "rolling_out", "as_of": "2025-05-01"},
            {**ROW, "team_name": "full", "stage": "fully_implemented", "as_of": "2025-04-01"},
            {**ROW, "team_name": "planning"},
        ],
    )
    found = answer(export, "coverage_since_live")
    assert {entry["months"]: four(entry) for entry in found["entries"] if any(four(entry))} == {
        "2": (0, 0, 1, 0),
        "3": (0, 0, 1, 0),
    }


def test_completeness_asks_each_field_of_all_but_the_reason_only_of_those_not_asked(tmp_path: Path) -> None:
    export = delivered(
        tmp_path,
        enquiries=[
            {**ASKED, "outcomes_achieved": "fully", "lacked_capacity": "dont_know"},
            {**ASKED, "enquiry_ref": "E2", "lacked_capacity": "yes", "supported_by": "not_applicable"},
            {**ENQUIRY, "enquiry_ref": "E3", "outcomes_asked": "not_asked", "lacked_capacity": "yes"},
            {**ENQUIRY, "enquiry_ref": "E4", "outcomes_asked": "dont_know", "conclusion": "risk_no_action"},
        ],
    )
    found = answer(export, "completeness")
    fields = [entry["field"] for entry in found["entries"]]
    assert (fields[0], fields[-1], len(fields)) == ("age_band", "in_msp_recording", 17)
    assert {field: four(entry_of(found, field=field)) for field in fields if field in WORKED} == WORKED


WORKED = {
    "outcomes_asked": (3, 4, 0, 0),
    "not_asked_reason": (0, 1, 0, 3),
    "outcomes_achieved": (1, 4, 0, 0),
    "lacked_capacity": (2, 4, 0, 0),
    "supported_by": (1, 4, 0, 0),
    "conclusion": (1, 4, 0, 0),
    "risk_outcome": (0, 4, 0, 0),
    "seen_alone": (0, 4, 0, 0),
}


def test_a_field_that_is_not_there_has_no_entry(tmp_path: Path) -> None:
    header = "enquiry_ref,person_ref,enquiry_type,started_on,concluded_on,seen_alone\n"
    (tmp_path / "enquiries.csv").write_text(f"{header}E1,P1,s42,2025-05-01,2025-07-01,yes\n")
    found = answer(delivered(tmp_path), "completeness")
    assert [(entry["field"], four(entry)) for entry in found["entries"]] == [("seen_alone", (1, 1, 0, 0))]


@pytest.mark.parametrize(
    ("recorded", "judged", "numbers"),
    [
        ("fully", ("fully", "fully"), (0, 1, 0, 0)),
        ("fully", ("fully", "too_early"), (0, 1, 0, 0)),
        ("fully", ("fully", "not_achieved"), (1, 1, 0, 0)),
        ("partially", ("fully", "not_achieved"), (0, 1, 0, 0)),
        ("partially", ("partially",), (0, 1, 0, 0)),
        ("not_achieved", ("not_achieved", "withdrawn"), (0, 1, 0, 0)),
        ("fully", ("withdrawn", ""), (0, 0, 0, 1)),
        ("fully", (), (0, 0, 0, 1)),
        ("not_recorded", ("fully",), (0, 0, 0, 1)),
    ],
)
def test_the_recorded_answer_is_held_against_what_the_wishes_say_together(
    recorded: str, judged: tuple[str, ...], numbers: tuple[int, int, int, int], tmp_path: Path
) -> None:
    export = delivered(
        tmp_path,
        enquiries=[{**ASKED, "outcomes_achieved": recorded}],
        desired_outcomes=[
            {**WISH, "outcome_no": str(number), "stage": "conclusion", "achieved": achieved}
            for number, achieved in enumerate(judged)
        ],
    )
    assert four(answer(export, "recorded_vs_derived")) == numbers


def test_only_the_first_words_of_an_enquiry_are_read_for_their_wording(tmp_path: Path) -> None:
    service, own = "Increased monitoring", "I want my cat back"
    told = {
        "E1": (("", "2025-05-01"), (own, "2025-05-03"), (service, "2025-05-02")),
        "E2": ((service, "2025-05-02"), (own, "2025-05-01")),
        "E3": (("", "2025-05-01"),),
    }
    export = delivered(
        tmp_path,
        enquiries=[{**ENQUIRY, "enquiry_ref": ref, "person_ref": ref} for ref in told],
        desired_outcomes=[
            {**WISH, "enquiry_ref": ref, "recorded_on": day, "own_words": words}
            for ref, rows in told.items()
            for words, day in rows
        ],
    )
    assert four(answer(export, "service_response_wording")) == (1, 2, 0, 1)
