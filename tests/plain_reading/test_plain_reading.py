"""The plain reading of measures: its trickiest rules, each worked by hand from a few rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.plain_reading.few_rows import ENQUIRY, WISH, answer, counted, delivered, four
from tests.plain_reading.shapes import wilson
from tests.plain_reading.survival import duration


def test_kaplan_and_meier_of_twenty_by_hand() -> None:
    # Day 5: 4 of 20 end, so S = 0.8; 2 leave. Day 10: 7 of the 14 that reach it end, so S = 0.4.
    found = duration([(5, True)] * 4 + [(5, False)] * 2 + [(10, True)] * 7 + [(20, False)] * 7)
    assert (found["opened"], found["ended"], found["median"]) == (20, 11, 10)
    assert found["finished_by"]["7"] == pytest.approx(0.2)
    assert found["finished_by"]["28"] is None
    assert (found["bands"]["0-7"], found["bands"]["8-28"]) == (4, 7)
    assert "median_not_reached_by" not in found


def test_a_median_not_reached_says_how_far_it_was_followed() -> None:
    found = duration([(3, True), (9, False), (40, False)])
    assert (found["median"], found["median_not_reached_by"]) == (None, 40)


def test_wilson_of_120_in_150_by_hand() -> None:
    # (0.8 + 3.8415/300) / (1 + 3.8415/150) = 0.79251, give or take 0.06365. (The contract's page has .8564.)
    assert wilson(120, 150) == pytest.approx([0.72886, 0.85616], abs=0.00001)
    assert wilson(0, 0) is None


def test_the_closing_row_is_the_conclusion_even_when_recorded_later(tmp_path: Path) -> None:
    export = delivered(
        tmp_path,
        enquiries=[ENQUIRY],
        desired_outcomes=[
            {**WISH, "recorded_on": "2025-05-02", "theme": "money"},
            {**WISH, "stage": "planning", "recorded_on": "2025-06-01", "achieved": "not_achieved"},
            {**WISH, "stage": "conclusion", "recorded_on": "2025-07-05", "achieved": "partially"},
            {**WISH, "stage": "review", "recorded_on": "2025-09-01", "achieved": "fully", "theme": "choice"},
            {
                **WISH,
                "outcome_no": "2",
                "recorded_on": "2025-05-02",
                "area": "process",
                "achieved": "too_early",
            },
            {**WISH, "outcome_no": "3", "recorded_on": "2025-07-02", "achieved": "fully"},
        ],
    )
    by_theme, by_area = answer(export, "met_by_theme"), answer(export, "met_by_area")
    assert four(by_theme) == (1, 1, 1, 0)
    assert {g["value"]: four(g) for g in by_theme["groups"] if any(four(g))} == {
        "money": (1, 1, 0, 0),
        "not_recorded": (0, 0, 1, 0),
    }
    assert {g["value"]: four(g) for g in by_area["groups"] if any(four(g))} == {
        "process": (0, 0, 1, 0),
        "desired_change": (1, 1, 0, 0),
    }
    assert four(answer(export, "sustained")) == (1, 1, 0, 2)


def test_changed_looks_only_at_rows_up_to_the_conclusion(tmp_path: Path) -> None:
    first = {**WISH, "recorded_on": "2025-05-02", "change": "replaced"}
    export = delivered(
        tmp_path,
        enquiries=[ENQUIRY],
        desired_outcomes=[
            {**first, "outcome_no": number, **later}
            for number, later in (
                ("1", {}),
                ("1", {"stage": "planning", "recorded_on": "2025-07-01", "change": "refined"}),
                ("2", {}),
                ("2", {"stage": "conclusion", "recorded_on": "2025-07-02", "change": "refined"}),
                ("3", {}),
                ("3", {"stage": "planning", "change": ""}),
                ("4", {}),
                ("4", {"stage": "planning", "change": "unchanged"}),
            )
        ],
    )
    assert four(answer(export, "changed")) == (1, 2, 1, 1)


def test_the_advocacy_gap_leaves_out_whoever_had_no_difficulty_or_someone_suitable(tmp_path: Path) -> None:
    facts = [("yes", "no"), ("yes", "no"), ("yes", ""), ("", "no"), ("", ""), ("no", ""), ("", "yes")]
    export = delivered(
        tmp_path,
        enquiries=[
            {**ENQUIRY, "enquiry_ref": f"E{number}", "substantial_difficulty": yes, "appropriate_person": no}
            for number, (yes, no) in enumerate(facts)
        ],
        advocacy=[
            {"advocacy_ref": "A1", "enquiry_ref": "E0", "advocacy_type": "imca", "status": "provided"},
            {"advocacy_ref": "A2", "enquiry_ref": "E1", "advocacy_type": "imha", "status": "provided"},
        ],
    )
    assert four(answer(export, "advocacy_gap")) == (1, 2, 3, 2)


def test_dols_relation_is_the_first_that_holds_and_never_a_withdrawn_one(tmp_path: Path) -> None:
    def application(person: str, received: str, **more: str) -> dict[str, str]:
        given = {"application_ref": person, "person_ref": person, "received_on": received}
        return {**given, "status": "granted", **more}

    persons = ("in force", "waiting", "applied", "withdrawn", "over", "refused before")
    export = delivered(
        tmp_path,
        enquiries=[{**ENQUIRY, "enquiry_ref": person, "person_ref": person} for person in persons],
        dols=[
            application("in force", "2025-04-01", starts_on="2025-05-01", ends_on="2025-05-01"),
            application("waiting", "2025-04-30", starts_on="2025-05-02"),
            application("applied", "2025-07-01"),
            application("withdrawn", "2025-06-01", status="withdrawn"),
            application("over", "2025-01-01", starts_on="2025-01-02", ends_on="2025-04-30"),
            application("refused before", "2025-01-01", status="not_granted", decided_on="2025-04-30"),
        ],
    )
    assert four(answer(export, "dols_involved")) == (3, 6, 0, 0)
    relation = answer(export, "dols_relation")
    assert counted(relation) == {"in_force_at_start": 1, "waiting_at_start": 1, "applied_during": 1}
    assert relation["excluded"] == 3


def test_a_repeat_concern_comes_8_to_365_days_after_and_only_with_a_year_of_follow_up(tmp_path: Path) -> None:
    later = {"7": "2025-07-08", "8": "2025-07-09", "365": "2026-07-01", "366": "2026-07-02"}
    enquiries = [{**ENQUIRY, "enquiry_ref": days, "person_ref": days} for days in later]
    enquiries.append({**ENQUIRY, "enquiry_ref": "died", "person_ref": "died", "ended_early": "died"})
    enquiries.append({**ENQUIRY, "enquiry_ref": "X", "person_ref": "X", "concluded_on": "2025-07-03"})
    export = delivered(
        tmp_path,
        enquiries=enquiries,
        concerns=[
            {"concern_ref": f"C{days}", "person_ref": days, "received_on": day} for days, day in later.items()
        ],
    )
    assert export.extract_date == date(2026, 7, 2)
    assert four(answer(export, "repeat_concern")) == (2, 4, 0, 2)


def test_an_enquiry_is_in_the_group_of_each_of_its_kinds_of_risk(tmp_path: Path) -> None:
    export = delivered(
        tmp_path,
        enquiries=[ENQUIRY, {**ENQUIRY, "enquiry_ref": "E2"}],
        enquiry_risks=[
            {"enquiry_ref": "E1", "risk_type": "physical", "risk_source": "known"},
            {"enquiry_ref": "E1", "risk_type": "financial", "risk_source": "unknown"},
        ],
    )
    grouped = answer(export, "enquiries_started", by="risk_type")
    assert grouped["count"] == 2
    assert {group["value"] for group in grouped["groups"] if group["count"]} == {
        "physical",
        "financial",
        "not_recorded",
    }
    both = {"risk_type": ["physical"], "risk_source": ["unknown"]}
    assert answer(export, "enquiries_started", where=both)["count"] == 1
    concerns = answer(delivered(tmp_path, concerns=[]), "concerns", where=both, by="risk_type")
    assert concerns["not_filtered_by"] == ["risk_type", "risk_source"]
    assert concerns["not_grouped_by"] == ["risk_type"]
    assert "groups" not in concerns


def test_quarters_are_clipped_to_the_period_and_open_is_as_at_the_end_of_each(tmp_path: Path) -> None:
    export = delivered(
        tmp_path, enquiries=[ENQUIRY, {**ENQUIRY, "enquiry_ref": "E2", "concluded_on": "2025-06-30"}]
    )
    asked = {"from_": date(2025, 6, 30), "to": date(2025, 7, 1), "by": "quarter"}
    still_open = answer(export, "enquiries_open", **asked)
    assert still_open["count"] == 0
    assert still_open["groups"] == [
        {"value": "2025-26 Q1", "count": 1},
        {"value": "2025-26 Q2", "count": 0},
    ]
    concluded = answer(export, "enquiries_concluded", **asked)
    assert [group["count"] for group in concluded["groups"]] == [1, 1]
    assert answer(export, "open_now", **asked)["not_grouped_by"] == ["quarter"]


def test_what_is_not_collected_has_null_figures(tmp_path: Path) -> None:
    export = delivered(tmp_path, enquiries=[ENQUIRY])
    assert answer(export, "took_part")["collected"] is False
    assert answer(export, "took_part")["numerator"] is None
    assert answer(export, "decisions") == {
        "key": "decisions",
        "kind": "cells",
        "cells": None,
        "collected": False,
    }
    assert "collected" not in answer(export, "seen_alone")


def test_overridden_keeps_not_recorded_as_its_last_category(tmp_path: Path) -> None:
    reasons = ("court", "not_recorded", "")
    export = delivered(
        tmp_path,
        enquiries=[{**ENQUIRY, "enquiry_ref": f"E{reason}", "override_reason": reason} for reason in reasons],
    )
    found = answer(export, "overridden")
    assert counted(found) == {"court": 1, "not_recorded": 1}
    assert (found["denominator"], found["not_recorded"], found["excluded"]) == (2, 0, 1)
    assert found["categories"][-1]["code"] == "not_recorded"
