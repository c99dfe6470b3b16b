"""What a question may hold: days that a release could have, and refusals in words that anybody reads."""

from datetime import date
from pathlib import Path

import pytest

from msp_dashboard.periods import Period
from msp_dashboard.scope import Choices, Question, Reader, ScopeRefused, allow, from_query, read_period
from tests.measures.terminal import refused, told

CHOICES = Choices(
    extract_date=date(2026, 9, 30),
    values={
        "service": ("North", "South"),
        "team": ("Hub", "Dock"),
        "age_band": ("18-64", "65-74"),
        "gender": ("female", "male"),
        "risk_type": ("neglect", "physical"),
    },
    service_of={"Hub": "North", "Dock": "South"},
)
THREE = {"age_band": ("18-64",), "gender": ("female",), "risk_type": ("neglect",)}


def refusal(reader: Reader, question: Question) -> str:
    """Return the sentence with which a question is refused."""
    with pytest.raises(ScopeRefused) as refused:
        allow(reader, CHOICES, question)
    return str(refused.value)


@pytest.mark.parametrize("tier", ["public", "board", "exact"])
@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date.min, date.max),
        (date(9999, 10, 1), date.max),
        (date.min, date(1, 3, 31)),
        (date(1900, 1, 1), date(2026, 9, 30)),
        (date(2025, 10, 1), date(2028, 3, 31)),
    ],
)
def test_days_that_no_release_could_hold_are_refused_in_a_sentence(
    tier: str, first: date, last: date
) -> None:
    for where in ({}, {"quarter": ("2025-26 Q1",)}):
        question = Question(period=Period(first=first, last=last), where=where, by="quarter")
        assert refusal(Reader(tier=tier), question) == (
            "A period lies between 1980-01-01 and 2027-10-01: choose days within it."
        )


@pytest.mark.parametrize("tier", ["board", "exact"])
@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("0001-01-01", "9999-12-31"),
        ("9999-10-01", "9999-12-31"),
        ("0001-01-01", "0001-03-31"),
        ("1900-01-01", "2026-09-30"),
    ],
)
def test_such_days_end_the_command_with_one_sentence(
    sample_home: Path, tier: str, first: str, last: str
) -> None:
    done = told(sample_home, "asked", "--tier", tier, "--from", first, "--to", last, "--by", "quarter")
    refused(done, 1)
    assert done.stderr.startswith("A period lies between 1980-01-01 and ")
    assert done.stderr.count("\n") == 1


def test_a_url_may_go_back_to_1990_and_a_year_ahead() -> None:
    whole = Period(first=date(1990, 1, 1), last=date(2027, 10, 1))
    assert read_period("1990-01-01..2027-10-01", CHOICES) == whole
    for text in ("1989-12-31..2027-10-01", "1990-01-01..2027-10-02", "2026-04-01..2026-03-31", "all", ""):
        assert read_period(text, CHOICES) is None


def test_a_url_with_days_that_cannot_be_is_answered_for_the_last_four_quarters() -> None:
    scope, notes = from_query({"period": "0001-01-01..9999-12-31"}, Reader(tier="board"), CHOICES)
    assert scope.period == Period(first=date(2025, 10, 1), last=date(2026, 9, 30))
    assert notes == ()


@pytest.mark.parametrize(
    ("tier", "question", "words"),
    [
        (
            "board",
            Question(where=THREE),
            "Only two filters can be combined here, so that nobody can be recognised: take one off.",
        ),
        (
            "board",
            Question(where={"age_band": ("18-64",), "gender": ("female",)}, by="risk_type"),
            "Only two filters can be combined here, so that nobody can be recognised: take one off, or the "
            "breakdown.",
        ),
        (
            "public",
            Question(where={"age_band": ("18-64",), "gender": ("female",)}, by="quarter"),
            "Only one filter can be used here, so that nobody can be recognised: take one off.",
        ),
        (
            "board",
            Question(where={"team": ("Hub",)}),
            "Figures of one team are not shown here, so that nobody can be recognised: take it off.",
        ),
        (
            "board",
            Question(where={"gender": ("female", "male")}),
            "Only one choice of gender can be used here: take the others off.",
        ),
        ("board", Question(by="team"), "Figures are not shown by team here: choose another breakdown."),
        (
            "board",
            Question(period=Period(first=date(2026, 1, 2), last=date(2026, 3, 31))),
            "Only whole quarters that have ended are shown here: start on the first day of a quarter, and "
            "end on the last day of one that ended by 2026-09-30.",
        ),
    ],
)
def test_a_refusal_is_plain_words_that_name_no_tier(tier: str, question: Question, words: str) -> None:
    assert refusal(Reader(tier=tier), question) == words


@pytest.mark.parametrize("team", ["Dock", "not_recorded"])
def test_a_head_of_service_may_name_the_teams_of_their_services_only(team: str) -> None:
    head = Reader(tier="exact", services=("North",))
    assert refusal(head, Question(where={"team": (team,)})) == (
        "That team is not one of yours: choose one that your role covers."
    )
    assert allow(head, CHOICES, Question(where={"team": ("Hub",)})).limits == {"service": ("North",)}


@pytest.mark.parametrize("service", ["South", "not_recorded"])
def test_a_lead_may_name_the_services_of_their_teams_only(service: str) -> None:
    lead = Reader(tier="exact", teams=("Hub",))
    assert refusal(lead, Question(where={"service": (service,)})).startswith(
        "That service is not one of yours"
    )
    assert allow(lead, CHOICES, Question(where={"service": ("North",)})).limits == {"team": ("Hub",)}


def test_whoever_sees_everything_may_name_any_team() -> None:
    for team in ("Hub", "Dock", "not_recorded"):
        assert allow(Reader(tier="exact"), CHOICES, Question(where={"team": (team,)})).limits == {}
