"""Outcomes, worked by hand: whether wishes came true, which, whether it lasted, and how enquiries ended."""

import pytest

from tests.measures.few_rows import (
    Loaded,
    apart,
    at,
    counted,
    each,
    enquiry,
    four,
    groups,
    loaded,
    story,
)

MET = story(
    "met",
    [
        *each(
            "outcomes_achieved",
            {"fully": 3, "partially": 2, "not_achieved": 4, "not_recorded": 1, "": 1, "not_applicable": 3},
            outcomes_asked="asked_expressed",
        ),
        *each(
            "outcomes_asked", {"not_asked": 2, "asked_none_expressed": 1, "": 1}, outcomes_achieved="fully"
        ),
    ],
)
# Every enquiry started on 1 May and concluded on 1 July 2025; each wish is named for what it shows.
AT_CONCLUSION = [at("start", theme="money"), at("conclusion", achieved="fully")]
LAST_OF_TWO_CONCLUSIONS = [
    at("conclusion", "2025-06-20", achieved="fully", theme="money"),
    at("conclusion", "2025-06-25", achieved="not_achieved", theme="choice"),
    at("review", "2025-08-01", achieved="fully", theme="justice"),
]
NO_CONCLUSION = [
    at("start", theme="recover", area="process"),
    at("planning", "2025-07-01", achieved="partially", theme="not_recorded"),
    at("follow_up", "2025-07-02", achieved="not_achieved", theme="money", area="desired_change"),
]
CONCLUSION_WRITTEN_LATE = [
    at("start", theme="be_safe"),
    at("planning", "2025-06-01", achieved="fully"),
    at("conclusion", "2025-07-20", achieved="not_achieved"),
]
ONLY_A_LATER_REVIEW = [at("review", "2025-08-01", achieved="fully", theme="choice")]
REVIEWED_BEFORE_THE_END = [at("review", "2025-06-30", achieved="fully", theme="home_or_care")]
TOO_EARLY = [at("conclusion", achieved="too_early", theme="be_safe")]
NOTHING_SAID = [at("conclusion")]
TAKEN_BACK = [at("conclusion", achieved="withdrawn", theme="no_action")]
NOT_APPLICABLE = [at("conclusion", achieved="not_applicable", theme="money")]
THEME_WITHOUT_AREA = [at("conclusion", achieved="fully", theme="other")]
THEME_SAID_ANEW = [
    at("start", theme="money", area="quality_of_life"),
    at("planning", "2025-06-01", theme="justice"),
    at("conclusion", achieved="partially"),
]
THEME_AFTER_THE_CLOSING_ROW = [
    at("planning", "2025-06-21", theme="choice"),
    at("conclusion", "2025-06-20", achieved="fully"),
]
THEME_AT_AN_EARLIER_STAGE_THAT_DAY = [
    at("conclusion", "2025-06-20", achieved="not_achieved"),
    at("planning", "2025-06-20", theme="be_involved"),
]
CLOSING = story(
    "closing",
    [
        enquiry(wishes=[AT_CONCLUSION, LAST_OF_TWO_CONCLUSIONS, NO_CONCLUSION, CONCLUSION_WRITTEN_LATE]),
        enquiry(wishes=[ONLY_A_LATER_REVIEW, REVIEWED_BEFORE_THE_END, TOO_EARLY, NOTHING_SAID]),
        enquiry(wishes=[TAKEN_BACK, TAKEN_BACK, NOT_APPLICABLE], outcomes_asked="asked_expressed"),
        enquiry(wishes=[THEME_WITHOUT_AREA, THEME_SAID_ANEW], outcomes_asked="not_asked"),
        enquiry(wishes=[THEME_AFTER_THE_CLOSING_ROW, THEME_AT_AN_EARLIER_STAGE_THAT_DAY]),
        enquiry(wishes=[AT_CONCLUSION], concluded_on=""),
        enquiry(wishes=[AT_CONCLUSION], concluded_on="2026-04-01"),
    ],
)


def _later(closing: str, *later: str) -> list[dict[str, str]]:
    days = zip(("review", "follow_up"), ("2025-09-01", "2025-12-01"), later, strict=False)
    return [at("conclusion", achieved=closing), *(at(stage, day, achieved=how) for stage, day, how in days)]


SUSTAINED = story(
    "sustained",
    [
        enquiry(
            wishes=[
                _later("fully", "fully"),
                _later("partially", "not_achieved", "partially"),
                # A review the day before the enquiry concluded is both its closing row and its review.
                [at("review", "2025-06-30", achieved="fully")],
                _later("fully", "fully", "not_achieved"),
                _later("partially", "not_achieved"),
                _later("partially", "too_early"),
                _later("fully", "fully", ""),
                _later("fully", "not_recorded"),
                _later("fully", "withdrawn"),
                _later("fully", "not_applicable"),
                _later("not_achieved", "fully"),
                _later("", "fully"),
                _later("fully"),
                [at("review", "2025-08-01", achieved="fully")],
            ]
        )
    ],
)


RISK = story(
    "risk",
    [
        *each("risk_outcome", {"remained": 2, "reduced": 1, "": 1}, conclusion="risk_action_taken"),
        *each(
            "risk_outcome",
            {"reduced": 2, "removed": 1, "not_recorded": 1, "not_applicable": 1},
            conclusion="risk_no_action",
        ),
        *each(
            "conclusion", {"inconclusive_action_taken": 1, "not_recorded": 1, "": 1}, risk_outcome="reduced"
        ),
    ],
)
RESPONSES = story(
    "responses",
    [
        enquiry(
            responses=[
                {"response_type": "mediation", "accepted": "yes"},
                {"response_type": "coaching", "accepted": "no"},
            ]
        ),
        enquiry(
            responses=[
                {"response_type": "mediation", "accepted": ""},
                {"response_type": "counselling", "accepted": "yes"},
            ]
        ),
        enquiry(responses=[{"response_type": "mediation", "accepted": "not_recorded"}]),
        enquiry(responses=[{"response_type": "mediation", "accepted": "no"}]),
        enquiry(),
    ],
)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return loaded(tmp_path_factory.mktemp("few"), MET, CLOSING, SUSTAINED, RISK, RESPONSES)


def test_met_counts_fully_and_partly_of_those_who_expressed_a_wish(few: Loaded) -> None:
    assert four(few.ask("met", "met")) == (5, 9, 2, 7)


def test_fully_met_keeps_partly_in_the_denominator(few: Loaded) -> None:
    assert four(few.ask("fully_met", "met")) == (3, 9, 2, 7)


def test_met_by_theme_looks_at_the_closing_row_and_the_last_theme_up_to_it(few: Loaded) -> None:
    answer = few.ask("met_by_theme", "closing")
    assert four(answer) == (6, 9, 2, 3)
    assert groups(answer) == {
        "be_safe": (0, 1, 1, 0),
        "recover": (1, 1, 0, 0),
        "justice": (1, 1, 0, 0),
        "be_involved": (0, 1, 0, 0),
        "choice": (0, 1, 0, 0),
        "home_or_care": (1, 1, 0, 0),
        "money": (1, 1, 0, 1),
        "no_action": (0, 0, 0, 2),
        "other": (1, 1, 0, 0),
        "not_recorded": (1, 1, 1, 0),
    }
    assert [group["value"] for group in answer["groups"]][-2:] == ["other", "not_recorded"]
    assert len(answer["groups"]) == 16


def test_met_by_area_takes_the_themes_area_where_none_is_recorded(few: Loaded) -> None:
    answer = few.ask("met_by_area", "closing")
    assert four(answer) == (6, 9, 2, 3)
    assert groups(answer) == {
        "quality_of_life": (2, 2, 0, 0),
        "process": (1, 3, 0, 0),
        "desired_change": (1, 2, 1, 3),
        "not_recorded": (2, 2, 1, 0),
    }
    assert list(groups(answer)) == ["quality_of_life", "process", "desired_change", "not_recorded"]


def test_sustained_asks_the_last_review_or_follow_up_of_wishes_that_came_true(few: Loaded) -> None:
    assert four(few.ask("sustained", "sustained")) == (3, 5, 3, 6)


def test_risk_outcome_asks_only_where_a_risk_was_identified(few: Loaded) -> None:
    answer = few.ask("risk_outcome", "risk")
    codes = [(entry["code"], entry["count"]) for entry in answer["categories"]]
    assert codes == [("remained", 2), ("reduced", 3), ("removed", 1)]
    assert apart(answer) == (6, 2, 4)


def test_conclusion_counts_how_enquiries_ended(few: Loaded) -> None:
    answer = few.ask("conclusion", "risk")
    assert counted(answer) == {"risk_action_taken": 4, "risk_no_action": 5, "inconclusive_action_taken": 1}
    assert apart(answer) == (10, 2, 0)


def test_responses_used_counts_what_was_not_refused(few: Loaded) -> None:
    answer = few.ask("responses_used", "responses")
    assert counted(answer) == {"mediation": 3, "counselling": 1}
    assert answer["denominator"] == 4
    assert answer["categories"][0]["code"] == "network_meeting"
