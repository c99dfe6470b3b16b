"""Timescales, worked by hand: from when a thing began until it was done, and those still waiting counted too.

The extract date is 30 September 2026. S is the Kaplan-Meier share still waiting.
"""

from datetime import date, timedelta

import pytest

from tests.measures.few_rows import Loaded, Row, apart, at, counted, each, enquiry, loaded, story

SUMMER = ("2026-07-01", "2026-09-30")
DECISIONS = story(
    "decisions",
    concerns=[
        *2 * [{"received_on": "2026-07-01", "decided_on": "2026-07-01"}],
        {"received_on": "2026-07-04", "decided_on": "2026-07-01"},
        *6 * [{"received_on": "2026-07-01", "decided_on": "2026-07-06"}],
        *4 * [{"received_on": "2026-07-01", "decided_on": "2026-07-11"}],
        {"received_on": "2026-07-01", "decided_on": "2026-07-31"},
        *6 * [{"received_on": "2026-09-10"}],
        {"received_on": "2026-06-30", "decided_on": "2026-07-01"},
    ],
)
CONVERSATIONS = story(
    "conversations",
    [
        # From the concern, though it came before the period: 12 days before the start and 16 after it.
        *4
        * [
            enquiry(
                started_on="2025-04-01",
                first_conversation_on="2025-04-17",
                concern={"received_on": "2025-03-20"},
            )
        ],
        # From the start, where no concern is known.
        *2 * [enquiry(first_conversation_on="2025-05-08")],
        enquiry(first_conversation_on="2025-05-08", concern_ref="nobody knows it"),
        # The conversation came before the concern: it counts as no days.
        enquiry(first_conversation_on="2025-05-02", concern={"received_on": "2025-05-05"}),
        # Never spoken to: followed up to the conclusion, or to the extract date while open.
        *3 * [enquiry(concluded_on="2025-06-26")],
        *3 * [enquiry(concluded_on="")],
        enquiry(started_on="2025-03-31", first_conversation_on="2025-04-01"),
        enquiry(enquiry_type="other", first_conversation_on="2025-05-02"),
    ],
)
ENDINGS = ("2025-04-08", "2025-04-29", "2025-05-27", "2025-06-24", "2025-07-22", "2025-09-30", "2025-10-01")
CONCLUSIONS = story(
    "conclusions",
    [
        # 7, 28, 56, 84, 112, 182 and 183 days; one of them ended because the person died.
        *(enquiry(started_on="2025-04-01", concluded_on=day) for day in ENDINGS[1:]),
        enquiry(started_on="2025-04-01", concluded_on=ENDINGS[0], ended_early="died"),
        enquiry(started_on="2025-04-01", concluded_on="2026-04-01"),
        *12 * [enquiry(started_on="2025-04-01", concluded_on="")],
        enquiry(started_on="2025-03-31", concluded_on="2025-04-02"),
    ],
)
HALF = story(
    "half",
    [
        *(enquiry(started_on="2025-04-01", concluded_on=f"2025-04-{day}") for day in ("11", "21", "26")),
        *3 * [enquiry(started_on="2025-05-01", concluded_on="")],
    ],
)


def _reviewed(plan_review: str, *days: str) -> Row:
    return enquiry(
        plan_review=plan_review,
        wishes=[[at("conclusion"), at("review", "2026-01-01")], [at("follow_up", day) for day in days]],
    )


REVIEWS = story(
    "reviews",
    [
        # The earliest review or follow-up of any wish: 30 and 60 days after the conclusion on 1 July 2025.
        *3 * [_reviewed("standalone", "2025-07-31")],
        *2 * [_reviewed("in_care_review", "2025-12-01", "2025-07-31")],
        _reviewed("not_recorded", "2025-08-30"),
        *2 * [_reviewed("", "2025-08-30")],
        # On the day of the conclusion counts; before it does not.
        _reviewed("standalone", "2025-06-20", "2025-07-01"),
        enquiry(plan_review="standalone", wishes=[[at("review", "2025-06-20"), at("conclusion")]]),
        *each("plan_review", {"standalone": 3, "": 1}),
        *3 * [_reviewed("none_needed", "2025-07-02")],
        enquiry(plan_review="standalone", concluded_on=""),
    ],
)


def _request(status: str, requested_on: str = "2025-06-01", started_on: str = "", kind: str = "imca") -> Row:
    days = {"requested_on": requested_on, "started_on": started_on}
    return {"advocacy_type": kind, "status": status, **days}


ADVOCATES = story(
    "advocates",
    [
        enquiry(advocacy=6 * [_request("provided", started_on="2025-06-11")]),
        enquiry(
            concluded_on="",
            advocacy=[
                *2 * [_request("provided")],
                *3 * [_request("waiting")],
                _request("provided", started_on="2025-05-31"),
                _request("provided", requested_on="", started_on="2025-06-11"),
                _request("provided", requested_on="2025-03-31", started_on="2025-06-11"),
                _request("provided", started_on="2025-06-03", kind="family"),
                _request("in_place_already", started_on="2025-06-03"),
                _request("declined", started_on="2025-06-03"),
            ],
        ),
    ],
)


def _open_for(days: int) -> Row:
    return enquiry(started_on=str(date(2026, 9, 30) - timedelta(days=days)), concluded_on="")


OPEN = story(
    "open",
    [
        *(_open_for(days) for days in (0, 7, 8, 20, 28, 29, 30, 40, 56, 57, 84, 85, 90, 100, 150, 182, 183)),
        enquiry(),
        enquiry(enquiry_type="other", concluded_on=""),
    ],
)
DEPARTURES = story(
    "departures",
    each(
        "departure_reason", {"as_usual": 4, "persons_pace": 3, "police_or_court": 1, "not_recorded": 1, "": 2}
    ),
)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    stories = DECISIONS, CONVERSATIONS, CONCLUSIONS, HALF, REVIEWS, ADVOCATES, OPEN, DEPARTURES
    return loaded(tmp_path_factory.mktemp("few"), *stories)


def ended(answer: Row) -> tuple[int, int, int | None]:
    """Return how many opened, how many of them ended, and the median."""
    return answer["opened"], answer["ended"], answer["median"]


def shares(answer: Row) -> dict[str, float]:
    """Return the shares finished that can be told."""
    return {day: round(share, 9) for day, share in answer["finished_by"].items() if share is not None}


def banded(answer: Row) -> dict[str, int]:
    """Return the bands that hold any."""
    return {band: count for band, count in answer["bands"].items() if count}


def test_days_to_decision_follow_undecided_concerns_to_the_extract_date(few: Loaded) -> None:
    # Day 0: 3 of 20, S = .85. Day 5: 6 of 17, S = .55. Day 10: 4 of 11, S = .35. Six leave on day 20.
    answer = few.ask("days_to_decision", "decisions", SUMMER)
    assert ended(answer) == (20, 14, 10)
    assert shares(answer) == {"7": 0.45}
    assert banded(answer) == {"0-7": 9, "8-28": 4, "29-56": 1}
    assert set(answer["finished_by"]) == {"7", "28", "56", "84", "112", "182"}
    assert "median_not_reached_by" not in answer


def test_a_negative_duration_is_flagged_by_the_load(few: Loaded) -> None:
    assert {(entry["file"], entry["column"]) for entry in few.report.rejections} >= {
        ("concerns.csv", "decided_on"),
        ("enquiries.csv", "first_conversation_on"),
        ("advocacy.csv", "started_on"),
    }


def test_days_to_conversation_run_from_the_concern_and_end_with_the_enquiry(few: Loaded) -> None:
    # Day 0: 1 of 14. Day 7: 3 of 13, S = 10/14. Day 28: 4 of 10, S = 6/14. Day 56: three leave; three stay.
    answer = few.ask("days_to_conversation", "conversations")
    assert ended(answer) == (14, 8, 28)
    assert shares(answer) == {"7": round(4 / 14, 9), "28": round(8 / 14, 9)}
    assert banded(answer) == {"0-7": 4, "8-28": 4}


def test_days_to_conclusion_count_open_enquiries_and_every_ending(few: Loaded) -> None:
    # One of 20 ends on each of 7, 28, 56, 84, 112, 182, 183 and 365 days; 12 are open after 547 days.
    answer = few.ask("days_to_conclusion", "conclusions")
    assert ended(answer) == (20, 8, None)
    assert answer["median_not_reached_by"] == 547
    assert shares(answer) == {"7": 0.05, "28": 0.1, "56": 0.15, "84": 0.2, "112": 0.25, "182": 0.3}
    assert answer["bands"] == {"0-7": 1, "8-28": 1, "29-56": 1, "57-84": 1, "85-182": 2, "183+": 2}


def test_the_median_is_reached_where_exactly_half_have_ended(few: Loaded) -> None:
    # S = 5/6 * 4/5 * 3/4 = 0.5 on day 25; fewer than ten reach any day, so no share is told.
    answer = few.ask("days_to_conclusion", "half")
    assert ended(answer) == (6, 3, 25)
    assert shares(answer) == {}


def test_days_to_review_run_to_the_first_review_on_or_after_the_conclusion(few: Loaded) -> None:
    # Day 0: 1 of 14. Day 30: 5 of 13, S = 8/14. Day 60: 3 of 8, S = 5/14. Five were never reviewed after it.
    answer = few.ask("days_to_review", "reviews")
    assert ended(answer) == (14, 9, 60)
    assert shares(answer) == {"7": round(1 / 14, 9), "28": round(1 / 14, 9)}
    assert banded(answer) == {"0-7": 1, "29-56": 5, "57-84": 3}


def test_advocacy_wait_follows_independent_requests_without_a_start_to_the_extract_date(few: Loaded) -> None:
    # Day 0: 1 of 12, whose advocate came first. Day 10: 6 of 11, S = 5/12. Five still wait.
    answer = few.ask("advocacy_wait", "advocates")
    assert ended(answer) == (12, 7, 10)
    assert shares(answer) == {"7": round(1 / 12, 9)}
    assert banded(answer) == {"0-7": 1, "8-28": 6}


def test_open_now_counts_days_to_the_extract_date_whatever_the_period(few: Loaded) -> None:
    expected = {"0-7": 2, "8-28": 3, "29-56": 4, "57-84": 2, "85-182": 5, "183+": 1}
    assert few.ask("open_now", "open")["bands"] == expected
    assert few.ask("open_now", "open", SUMMER)["bands"] == expected


def test_departures_count_reasons_for_another_pace(few: Loaded) -> None:
    answer = few.ask("departures", "departures")
    assert counted(answer) == {"as_usual": 4, "persons_pace": 3, "police_or_court": 1}
    assert apart(answer) == (8, 3, 0)


def test_a_share_is_told_where_ten_reach_the_day_and_not_where_nine_do(few: Loaded) -> None:
    # In the whole year exactly 10 reach day 28. Of the 10 that began later in it, 9 reach day 7: S = 6/10.
    later = few.ask("days_to_conversation", "conversations", ("2025-04-02", "2026-03-31"))
    assert ended(later) == (10, 4, None)
    assert shares(later) == {}
    assert later["median_not_reached_by"] == 517
