"""Trends: which periods are drawn, when there are limits, and what is said of them."""

from collections.abc import Sequence
from datetime import date

import pytest

from msp_dashboard.components.usual import chance_words, unusual_columns, usual_words
from msp_dashboard.periods import Period, half_years, split
from msp_dashboard.results import Group, ProportionFigures
from msp_dashboard.results.trends import Flag, Trend, trend_of

# Long before the flagged quarter of April to June 2026, in the one before it, in it, and after it.
LINES = {"A": date(2024, 5, 1), "B": date(2026, 1, 15), "C": date(2026, 6, 30), "D": date(2026, 7, 1)}
Counts = tuple[int | None, int | None, int | None]


def quarters(number: int, last: str = "2026-09-30") -> list[Period]:
    """Return so many whole quarters up to a day."""
    whole = Period(first=date(2010, 4, 1), last=date.fromisoformat(last))
    return [period for _, period in split(whole, "quarter")][-number:]


def trend(counts: Sequence[Counts], minimum: int = 20) -> Trend:
    """Return the trend of quarters of (numerator, denominator, not recorded) up to September 2026."""
    groups = [
        Group(
            value=str(place),
            label=str(place),
            figures=ProportionFigures(
                numerator=yes, denominator=of, not_recorded=missing, excluded=0, digits=2
            ),
        )
        for place, (yes, of, missing) in enumerate(counts)
    ]
    return trend_of({"quarter": list(zip(quarters(len(counts)), groups, strict=True))}, minimum)


def labels(found: Trend) -> list[str]:
    return [str(place) for place in range(len(found.periods))]


def test_twelve_quarters_have_limits_and_eleven_have_words() -> None:
    twelve, eleven = trend([(20, 40, 0)] * 12), trend([(20, 40, 0)] * 11)
    assert twelve.has_limits
    assert not eleven.has_limits
    assert usual_words(eleven, labels(eleven)) == (
        "Too few quarters to tell usual variation from change (have 11, need 12)."
    )
    assert usual_words(twelve, labels(twelve)) == "Nothing here is unusual for this figure."


def test_a_point_far_outside_is_flagged_and_said_with_a_reason_to_ask() -> None:
    found = trend([(20, 40, 0), (21, 40, 0)] * 7 + [(40, 40, 0), (20, 40, 0)])
    assert [place for place, each in enumerate(found.periods) if each.point.flag is not Flag.none] == [14]
    said = usual_words(found, labels(found), LINES)
    assert said == (
        "Unusual for this figure: 14 is above the usual range. Recording changed at B and C: look there "
        "first. That is a reason to ask, not a finding."
    )
    # By hand: 246 of 480 in the first twelve, and three times √(0.5125·0.4875/40) = 0.079 either side.
    assert unusual_columns(found)["Usual range"][0] == "28% to 75%"
    assert unusual_columns(found)["Unusual"][14] == "Above the usual range"


def test_a_run_on_one_side_is_said_once() -> None:
    found = trend([(18, 40, 0), (22, 40, 0)] * 6 + [(23, 40, 0)] * 4 + [(22, 40, 0), (23, 40, 0)] * 2)
    # 16 quarters are drawn: the first four of twenty are not.
    assert len(found.periods) == 16
    assert usual_words(found, labels(found)).startswith(
        "Unusual for this figure: 7 to 15, 9 quarters higher than usual"
    )


def test_small_numbers_are_drawn_by_half_year_or_year_as_sums_of_whole_quarters() -> None:
    # Twelve answers a quarter are fewer than a percentage needs; 24 a half-year are enough.
    found = trend([(6, 12, 1)] * 13)
    assert found.grain == "half_year"
    first = found.periods[0]
    assert (first.period.first, first.figures.numerator, first.figures.denominator) == (
        date(2023, 10, 1),
        12,
        24,
    )
    assert found.periods[-1].period.last == date(2026, 9, 30)
    assert trend([(3, 6, 0)] * 24).grain == "year"


def test_months_are_drawn_where_they_are_given_and_hold_enough() -> None:
    span = Period(first=date(2025, 4, 1), last=date(2026, 9, 30))
    figures = ProportionFigures(numerator=30, denominator=60, not_recorded=0, excluded=0)
    by_grain = {
        grain: [
            (period, Group(value=name, label=name, figures=figures)) for name, period in split(span, grain)
        ]
        for grain in ("quarter", "month")
    }
    found = trend_of(by_grain, 10)
    assert (found.grain, len(found.periods), found.has_limits) == ("month", 18, True)


def test_a_signed_new_baseline_gives_the_periods_after_it_a_range_of_their_own() -> None:
    groups = [
        Group(
            value=str(place),
            label=str(place),
            figures=ProportionFigures(
                numerator=10 if place < 12 else 30, denominator=40, not_recorded=0, excluded=0
            ),
        )
        for place in range(24)
    ]
    by_month = list(zip(months(24), groups, strict=True))
    plain = trend_of({"month": by_month, "quarter": []}, 10)
    # Half-way through September 2025: October is the first whole month after it.
    anew = trend_of({"month": by_month, "quarter": []}, 10, [date(2025, 9, 15)])
    assert plain.flagged
    assert not anew.flagged
    centres = [each.point.centre for each in anew.periods]
    assert centres == [0.25] * 12 + [0.75] * 12


def months(number: int) -> list[Period]:
    """Return so many whole months up to September 2026."""
    whole = Period(first=date(2020, 10, 1), last=date(2026, 9, 30))
    return [period for _, period in split(whole, "month")][-number:]


def test_a_hidden_quarter_is_a_gap_and_hides_the_half_year_that_holds_it() -> None:
    found = trend([(30, 60, 0)] * 12 + [(None, None, 0)])
    assert found.grain == "quarter"
    assert found.periods[-1].point.value is None
    assert found.has_limits
    half = trend([(6, 12, 0)] * 12 + [(None, None, 0), (6, 12, 0)])
    assert half.grain == "half_year"
    assert half.periods[-1].figures.numerator is None
    assert half.periods[-1].point.value is None


def test_a_quarter_with_most_answers_missing_is_no_point() -> None:
    found = trend([(30, 60, 0)] * 12 + [(30, 60, 60)])
    assert found.periods[-1].point.value is None
    assert found.have == 12


def test_a_series_that_never_changes_has_limits_and_no_flag() -> None:
    for counts in ((40, 40, 0), (0, 40, 0)):
        found = trend([counts] * 14)
        assert not found.flagged
        assert all(each.point.upper is not None for each in found.periods if each.point.value is not None)


def test_no_answers_at_all_are_gaps_and_too_few() -> None:
    found = trend([(0, 0, 30)] * 13)
    assert found.have == 0
    assert usual_words(found, labels(found)).startswith("Too few quarters")


def test_a_single_quarter_stands() -> None:
    found = trend([(30, 60, 0)])
    assert (found.grain, found.have) == ("quarter", 1)


def test_chance_is_told_for_the_charts_that_have_limits_only() -> None:
    long, short = trend([(20, 40, 0)] * 16), trend([(20, 40, 0)] * 5)
    assert chance_words([short]) == ""
    assert chance_words([long, long, short]) == (
        "By chance alone, one at most of the 2 charts here with a usual range would show a diamond."
    )
    assert chance_words([long] * 20).startswith("By chance alone, about 1 of the 20 charts")


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        ("2025-04-01", "2026-03-31", ["2025-26 H1", "2025-26 H2"]),
        ("2025-09-30", "2025-10-01", ["2025-26 H1", "2025-26 H2"]),
        ("2025-10-01", "2025-12-31", ["2025-26 H2"]),
    ],
)
def test_halves_of_a_financial_year_begin_in_april_and_october(
    first: str, last: str, names: list[str]
) -> None:
    period = Period(first=date.fromisoformat(first), last=date.fromisoformat(last))
    assert [name for name, _ in half_years(period)] == names
