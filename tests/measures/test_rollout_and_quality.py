"""Rollout, training, completeness, and records beside themselves, from a few rows worked by hand."""

import pytest

from tests.measures.few_rows import Loaded, Row, Tables, at, enquiry, four, loaded, story

STAGES: Tables = {
    "rollout": [
        {"team_name": "North", "as_of": "2025-05-01", "stage": "planning"},
        {"team_name": "North", "as_of": "2025-09-15", "stage": "rolling_out"},
        {"team_name": "South", "as_of": "2025-09-15", "stage": "not_started"},
        # Before the period: it stands until the team says otherwise.
        {"team_name": "West", "as_of": "2024-01-01", "stage": "fully_implemented"},
        {"team_name": "South", "as_of": "2026-04-01", "stage": "planning"},
    ]
}
LIVE: Tables = {
    "rollout": [
        {"team_name": "live", "as_of": "2025-03-31", "stage": "planning"},
        {"team_name": "live", "as_of": "2025-05-31", "stage": "rolling_out"},
        {"team_name": "live", "as_of": "2025-09-01", "stage": "fully_implemented"},
        {"team_name": "live", "as_of": "2025-10-01", "stage": "rolling_out"},
    ]
}
SINCE = story(
    "live",
    [
        enquiry(concluded_on="2025-05-30", in_msp_recording="no"),
        enquiry(concluded_on="2025-05-31", in_msp_recording="yes"),
        # 30 June is a day short of a month after 31 May, as nobody can wait for 31 June.
        enquiry(concluded_on="2025-06-30", in_msp_recording="yes"),
        enquiry(concluded_on="2025-07-31", in_msp_recording="no"),
        enquiry(concluded_on="2025-07-31", in_msp_recording=""),
    ],
)
LATE = story(
    "late",
    [enquiry(concluded_on="2025-07-01", in_msp_recording="yes")],
)
LATE_LIVE: Tables = {"rollout": [{"team_name": "late", "as_of": "2023-07-01", "stage": "fully_implemented"}]}
STAFF: Tables = {
    "rollout": [
        {"team_name": "Busy", "as_of": "2025-05-01", "stage": "planning", "staff": "9", "staff_trained": "1"},
        {"team_name": "Busy", "as_of": "2026-03-31", "stage": "planning", "staff": "8", "staff_trained": "6"},
        {"team_name": "Busy", "as_of": "2026-04-01", "stage": "planning", "staff": "8", "staff_trained": "8"},
        {"team_name": "Odd", "as_of": "2025-05-01", "stage": "planning", "staff": "4", "staff_trained": "5"},
        {"team_name": "Quiet", "as_of": "2025-05-01", "stage": "planning", "staff": "4"},
        # The sign that parts of a state are joined by.
        {"team_name": "A|B", "as_of": "2024-05-01", "stage": "planning", "staff": "3", "staff_trained": "2"},
    ]
}
COMPLETE = story(
    "complete",
    [
        enquiry(outcomes_asked="not_asked", not_asked_reason="unsafe_to_ask", lacked_capacity="dont_know"),
        enquiry(outcomes_asked="not_asked", supported_by="not_applicable"),
        enquiry(outcomes_asked="asked_expressed", lacked_capacity="no"),
        enquiry(concluded_on=""),
    ],
)


def _judged(overall: str, *wishes: str) -> Row:
    rows = [[at("start"), at("conclusion", achieved=achieved)] for achieved in wishes]
    return enquiry(outcomes_asked="asked_expressed", outcomes_achieved=overall, wishes=rows)


AGREEING = story(
    "agreeing",
    [
        _judged("fully", "fully", "fully"),
        _judged("fully", "fully", "partially"),
        _judged("partially", "fully", "not_achieved"),
        _judged("not_achieved", "not_achieved"),
        _judged("not_achieved", "partially"),
        _judged("fully", "fully", "withdrawn"),
        # Left out: nothing judged at the end, nothing recorded overall, no wishes.
        _judged("fully", "not_recorded"),
        _judged("", "fully"),
        enquiry(outcomes_asked="not_asked", outcomes_achieved="not_applicable"),
    ],
)
WORDED = story(
    "worded",
    [
        enquiry(wishes=[[at("start", own_words="Increased monitoring.")]]),
        enquiry(wishes=[[at("start", own_words="I want to stay at home.")]]),
        enquiry(wishes=[[at("start"), at("conclusion", own_words="Referral to the falls clinic.")]]),
        # The first words count, and I speak in them.
        enquiry(
            wishes=[
                [
                    at("start", own_words="I want more monitoring."),
                    at("conclusion", own_words="Care plan to be updated."),
                ]
            ]
        ),
        enquiry(wishes=[[at("start", own_words=" ")]]),
        enquiry(),
    ],
)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """One export of all stories."""
    stories = (STAGES, LIVE, SINCE, LATE, LATE_LIVE, STAFF, COMPLETE, AGREEING, WORDED)
    return loaded(tmp_path_factory.mktemp("few"), *stories)


def _by(answer: Row, name: str) -> dict[str, Row]:
    return {entry[name]: entry for entry in answer["entries"]}


def test_every_date_counts_each_team_by_the_stage_it_last_reported(few: Loaded) -> None:
    entries = _by(few.ask("rollout_stage", where={"service": "Not stated"}), "as_of")
    found = {
        day: {each["code"]: each["count"] for each in entry["categories"]} for day, entry in entries.items()
    }
    # On 1 May: North plans; West has long finished; Busy, Odd and Quiet plan; "live" plans; "late" finished.
    assert found["2025-05-01"] == {
        "not_started": 0,
        "planning": 6,
        "rolling_out": 0,
        "fully_implemented": 2,
    }
    assert found["2025-09-15"] == {
        "not_started": 1,
        "planning": 4,
        "rolling_out": 1,
        "fully_implemented": 3,
    }
    assert "2026-04-01" not in found
    assert list(found) == sorted(found)


def test_one_team_is_counted_by_itself_at_every_date_that_any_team_reported(few: Loaded) -> None:
    entries = _by(few.ask("rollout_stage", "North"), "as_of")
    counts = {
        day: [each["code"] for each in one["categories"] if each["count"]] for day, one in entries.items()
    }
    assert counts == {
        "2025-05-01": ["planning"],
        "2025-05-31": ["planning"],
        "2025-09-01": ["planning"],
        "2025-09-15": ["rolling_out"],
        "2025-10-01": ["rolling_out"],
        "2026-03-31": ["rolling_out"],
    }


def test_coverage_since_live_counts_whole_months_from_the_first_day_of_rolling_out(few: Loaded) -> None:
    entries = _by(few.ask("coverage_since_live", "live"), "months")
    assert list(entries) == ["before_live", *(str(month) for month in range(24)), "24+"]
    assert {months: four(entry) for months, entry in entries.items() if four(entry) != (0, 0, 0, 0)} == {
        "before_live": (0, 1, 0, 0),
        "0": (2, 2, 0, 0),
        "2": (0, 1, 1, 0),
    }


def test_a_team_that_only_reported_full_use_was_live_from_then(few: Loaded) -> None:
    entries = _by(few.ask("coverage_since_live", "late"), "months")
    assert four(entries["24+"]) == (1, 1, 0, 0)


def test_training_takes_the_last_numbers_by_the_end_of_the_period(few: Loaded) -> None:
    entries = _by(few.ask("training"), "team")
    assert four(entries["Busy"]) == (6, 8, 0, 0)
    # More trained than there are, and trained left blank: one team each that is not recorded.
    assert four(entries["Odd"]) == (0, 0, 1, 0)
    assert four(entries["Quiet"]) == (0, 0, 1, 0)
    assert four(entries["A¦B"]) == (2, 3, 0, 0)


def test_completeness_counts_what_is_recorded_of_each_field(few: Loaded) -> None:
    entries = _by(few.ask("completeness", "complete"), "field")
    assert four(entries["outcomes_asked"]) == (3, 3, 0, 0)
    assert four(entries["lacked_capacity"]) == (1, 3, 0, 0)
    assert four(entries["supported_by"]) == (1, 3, 0, 0)
    assert four(entries["not_asked_reason"]) == (1, 2, 0, 1)
    assert "override_reason" not in entries
    assert "enquiry_type" not in entries


def test_completeness_by_capacity_adds_up_to_the_whole(few: Loaded) -> None:
    answer = few.ask("completeness", "complete", by="lacked_capacity")
    found = {group["value"]: _by(group, "field")["outcomes_asked"] for group in answer["groups"]}
    assert {value: four(entry)[:2] for value, entry in found.items()} == {
        "yes": (0, 0),
        "no": (1, 1),
        "dont_know": (1, 1),
        "not_recorded": (1, 1),
    }


def test_what_was_recorded_overall_is_compared_with_the_wishes_together(few: Loaded) -> None:
    # They differ in the second (fully, but partly in sum) and the fifth (not achieved, but partly in sum).
    assert four(few.ask("recorded_vs_derived", "agreeing")) == (2, 6, 0, 3)


def test_the_first_own_words_are_looked_at_for_what_a_service_does(few: Loaded) -> None:
    assert four(few.ask("service_response_wording", "worded")) == (2, 4, 0, 2)


def test_without_rollout_rows_nothing_is_collected(tmp_path_factory: pytest.TempPathFactory) -> None:
    bare = loaded(tmp_path_factory.mktemp("bare"), COMPLETE, without=["rollout", "desired_outcomes"])
    for key in ("rollout_stage", "training", "coverage_since_live"):
        assert bare.ask(key) | {"caveats": []} == {
            "key": key,
            "kind": "entries",
            "collected": False,
            "entries": None,
            "caveats": [],
        }
    assert bare.ask("recorded_vs_derived")["collected"] is False
