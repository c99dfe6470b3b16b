"""The measures command: one JSON document or plain sentences, and the same protection as the pages."""

import json
from pathlib import Path

import pytest

from tests.measures.few_rows import counts, each, four, loaded, story
from tests.measures.terminal import document, only, typed

KEYS = [
    *("heard_at_concern", "asked", "expressed", "own_words", "expressed_by", "wishes_per_enquiry"),
    *("not_asked_reasons", "seen_alone", "agreed", "overridden", "took_part", "represented"),
    "meeting_invitation",
    *("met", "fully_met", "met_by_theme", "met_by_area", "asked_at_end", "changed", "negotiated"),
    *("outcome_paths", "sustained", "why", "partner_needed", "partner_contribution", "risk_outcome"),
    *("conclusion", "responses_used"),
    *("supported", "advocacy_gap", "independent_advocate", "advocacy_journey", "advocacy_unmet"),
    *("advocacy_barriers", "advocacy_types", "advocacy_wait"),
    *("capacity_recorded", "lacked_capacity", "doubt_assessed", "assessed", "decisions"),
    *("best_interests", "imca", "dols_involved", "dols_relation", "equity"),
    *("days_to_decision", "days_to_conversation", "days_to_conclusion", "days_to_review", "open_now"),
    "departures",
    *("experience", "safer_change", "experience_by_met", "audits", "focus_themes", "triangulation"),
    *("rollout_stage", "coverage", "coverage_since_live", "training"),
    *("concerns", "people", "enquiries_started", "enquiries_concluded"),
    *("people_concluded", "enquiries_open", "conversion", "repeat_concern"),
    *("completeness", "recorded_vs_derived", "service_response_wording"),
]
SHAPES = {
    "proportion": {"numerator", "denominator", "not_recorded", "excluded", "rate", "low", "high", "interval"},
    "categories": {"categories", "denominator", "not_recorded", "excluded"},
    "duration": {"opened", "ended", "median", "finished_by", "bands"},
    "bands": {"bands"},
    "count": {"count"},
    "flows": {"flows"},
    "why": {"by_outcome"},
    "cells": {"cells"},
    "several": {"measures"},
    "entries": {"entries"},
}
BESIDE = {"experience": {"modes", "independent", "days_since_conclusion"}}
TEAMS = {
    "teams": [
        {"team_name": "North", "service": "Older people"},
        {"team_name": "South", "service": "Mental health"},
    ]
}
WINTER = {
    "started_on": "2025-11-01",
    "concluded_on": "2026-01-15",
    "age_band": "75-84",
    "lacked_capacity": "yes",
}
SPRING = {
    "started_on": "2025-11-01",
    "concluded_on": "2026-05-15",
    "age_band": "18-64",
    "lacked_capacity": "no",
}
NORTH = story(
    "North",
    each(
        "outcomes_asked",
        {"asked_expressed": 6, "not_asked": 2},
        **WINTER,
        people=[{"gender": "female", "ethnic_group": "white", "primary_support_reason": "physical"}],
        enquiry_risks=[
            {"risk_type": "neglect", "risk_source": "service_provider", "risk_location": "own_home"}
        ],
        concerns=[{"received_on": "2025-10-30", "source": "nhs", "age_band": "75-84"}],
        wishes=[[{"stage": "conclusion", "theme": "money", "achieved": "fully", "change": "first"}]],
        capacity_assessments=[{"result": "lacks_capacity", "assessed_on": "2025-12-01"}],
    ),
)
SOUTH = story(
    "South",
    each(
        "outcomes_asked",
        {"asked_expressed": 2, "not_asked": 1, "": 1},
        **SPRING,
        people=[{"gender": "male", "ethnic_group": "asian", "primary_support_reason": "mental_health"}],
        enquiry_risks=[{"risk_type": "financial", "risk_source": "known", "risk_location": "community"}],
    ),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight enquiries of North, concluded in January, and four of South, concluded in May 2026."""
    folder = tmp_path_factory.mktemp("few")
    loaded(folder, TEAMS, NORTH, SOUTH)
    return folder / "home"


def test_the_document_says_what_was_asked_and_nothing_else_is_printed(home: Path) -> None:
    asked = ["asked", "--tier", "exact", "--from", "2025-12-01", "--to", "2026-05-31", "--by", "team"]
    done = typed(home, *asked, "--where", "age_band=75-84", "--where", "risk_type=neglect", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    (answer,) = found.pop("measures")
    assert found == {
        "release": "r000001",
        "extract_date": "2026-09-30",
        "tier": "exact",
        "from": "2025-12-01",
        "to": "2026-05-31",
        "where": {"age_band": "75-84", "risk_type": "neglect"},
        "by": "team",
    }
    assert (answer["key"], answer["kind"], answer["rate"]) == ("asked", "proportion", 0.75)
    assert four(answer) == (6, 8, 0, 0)
    assert {group["value"]: four(group) for group in answer["groups"]} == {
        "North": (6, 8, 0, 0),
        "South": (0, 0, 0, 0),
        "not_recorded": (0, 0, 0, 0),
    }


def test_without_keys_every_measure_answers_in_its_shape(home: Path) -> None:
    answers = document(home, "--tier", "exact")["measures"]
    assert [answer["key"] for answer in answers] == KEYS
    for answer in answers:
        more = {"groups"} if answer["key"] in ("met_by_theme", "met_by_area") else set()
        more |= BESIDE.get(answer["key"], set())
        more |= {"median_not_reached_by"} if answer.get("median", 0) is None else set()
        assert set(answer) - {"caveats"} == {"key", "kind"} | SHAPES[answer["kind"]] | more, answer["key"]


def test_the_parts_of_each_shape_are_named_as_the_contract_names_them(home: Path) -> None:
    keys = ["outcome_paths", "why", "decisions", "agreed", "days_to_conclusion", "open_now", "equity"]
    found = {answer["key"]: answer for answer in document(home, *keys, "--tier", "exact")["measures"]}
    whole = {"start": "recorded", "end": "not_known", "met": "fully", "count": 8}
    assert found["outcome_paths"]["flows"] == [whole]
    assert found["decisions"]["cells"] == [{"row": "not_recorded", "column": "lacks_capacity", "count": 8}]
    assert list(found["why"]["by_outcome"]) == ["fully", "partially", "not_achieved"]
    assert found["why"]["by_outcome"]["fully"]["not_recorded"] == 8
    assert found["agreed"]["categories"][0] == {"code": "yes", "count": 0}
    bands = ["0-7", "8-28", "29-56", "57-84", "85-182", "183+"]
    assert list(found["open_now"]["bands"]) == bands
    assert list(found["days_to_conclusion"]["bands"]) == bands
    assert list(found["days_to_conclusion"]["finished_by"]) == ["7", "28", "56", "84", "112", "182"]
    assert [part["key"] for part in found["equity"]["measures"]] == ["asked", "expressed", "met"]
    assert all(part["groups"] for part in found["equity"]["measures"])


@pytest.mark.parametrize(
    ("field", "north", "south"),
    [
        ("service", "Older people", "Mental health"),
        ("team", "North", "South"),
        ("age_band", "75-84", "18-64"),
        ("gender", "female", "male"),
        ("ethnic_group", "white", "asian"),
        ("primary_support_reason", "physical", "mental_health"),
        ("risk_type", "neglect", "financial"),
        ("risk_location", "own_home", "community"),
        ("risk_source", "service_provider", "known"),
        ("lacked_capacity", "yes", "no"),
    ],
)
def test_each_breakdown_gives_groups_and_each_filter_one_of_them(
    home: Path, field: str, north: str, south: str
) -> None:
    answer = only(home, "enquiries_concluded", "--tier", "exact", "--by", field)
    assert (answer["count"], counts(answer)) == (12, {north: 8, south: 4})
    filtered = only(home, "enquiries_concluded", "--tier", "exact", "--where", f"{field}={south}")
    assert filtered["count"] == 4


@pytest.mark.parametrize(
    ("field", "expected"),
    [("quarter", [0, 8, 4, 0]), ("month", [0, 0, 0, 8, 0, 0, 0, 4, 0, 0, 0, 0]), ("financial_year", [8, 4])],
)
def test_time_breakdowns_give_every_part_of_the_period(home: Path, field: str, expected: list[int]) -> None:
    answer = only(home, "enquiries_concluded", "--tier", "exact", "--by", field)
    assert [group["count"] for group in answer["groups"]] == expected


def test_concerns_break_down_by_source(home: Path) -> None:
    assert counts(only(home, "concerns", "--tier", "exact", "--by", "source")) == {"nhs": 8}


def test_a_field_given_again_means_either_code(home: Path) -> None:
    either = "--where", "risk_type=neglect", "--where", "risk_type=financial"
    assert only(home, "enquiries_concluded", "--tier", "exact", *either)["count"] == 12


def test_the_board_sees_no_small_number(home: Path) -> None:
    # In truth 8 of 11, 1 not recorded, none excluded.
    answer = only(home, "asked")
    assert answer["hidden"] is True
    assert (answer["numerator"], answer["not_recorded"], answer["excluded"]) == (None, None, 0)
    assert only(home, "concerns")["count"] == 8
