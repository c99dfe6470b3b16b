"""What a trend's limits say, in words: its usual range, what is unusual, and what chance alone would do."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from msp_dashboard.components.words import counted, percent
from msp_dashboard.results.trends import FEWEST_POINTS, Flag, Trend, TrendPeriod
from msp_dashboard.statistics.spc import expected_by_chance

PERIODS = {"month": "months", "quarter": "quarters", "half_year": "half-years", "year": "years"}
PERIOD = {"month": "Month", "quarter": "Quarter", "half_year": "Half-year", "year": "Year"}
FEWEST_CHARTS = 2  # of which a share by chance means anything
A_REASON = "That is a reason to ask, not a finding."


def usual_words(trend: Trend, labels: Sequence[str], lines: Mapping[str, date] | None = None) -> str:
    """Return what the limits of a trend say; `labels` name its periods, `lines` are dated, by letter."""
    units = PERIODS[trend.grain]
    if not trend.has_limits:
        return (
            f"Too few {units} to tell usual variation from change (have {trend.have}, need {FEWEST_POINTS})."
        )
    named = zip(labels, trend.periods, strict=True)
    runs = [list(same) for key, same in groupby(named, _sign) if key]
    if not runs:
        return "Nothing here is unusual for this figure."
    letters = [letter for letter, when in (lines or {}).items() if _is_near(when, trend, runs)]
    first = f" Recording changed at {_listed(letters)}: look there first." if letters else ""
    return f"Unusual for this figure: {'; '.join(_run(run, units) for run in runs)}.{first} {A_REASON}"


def _is_near(when: date, trend: Trend, runs: Sequence[Sequence[tuple[str, TrendPeriod]]]) -> bool:
    """Whether a day lies in a run, or in the period before one."""
    starts = [each.period.first for each in trend.periods]
    for run in runs:
        first, last = run[0][1].period, run[-1][1].period
        before = max((start for start in starts if start < first.first), default=first.first)
        if before <= when <= last.last:
            return True
    return False


def _listed(letters: Sequence[str]) -> str:
    return letters[0] if len(letters) == 1 else f"{', '.join(letters[:-1])} and {letters[-1]}"


def _sign(labelled: tuple[str, TrendPeriod]) -> tuple[bool, bool] | None:
    """What a run has in common; None where nothing is unusual."""
    each = labelled[1]
    flag = each.point.flag
    return None if flag is Flag.none else (flag is Flag.trend, flag is not Flag.trend and _is_above(each))


def _run(run: Sequence[tuple[str, TrendPeriod]], units: str) -> str:
    first, last = run[0], run[-1]
    if len(run) == 1:
        return f"{first[0]} {_why(first[1])}"
    said = "higher than usual" if _is_above(first[1]) else "lower than usual"
    if first[1].point.flag is Flag.trend:
        said = "in a row going one way"
    return f"{first[0]} to {last[0]}, {len(run)} {units} {said}"


def unusual_columns(trend: Trend) -> dict[str, list[str]]:
    """Return the columns of a trend's table that its limits add; none without limits."""
    if not trend.has_limits:
        return {}
    return {
        "Usual range": [_range(each) for each in trend.periods],
        "Unusual": [_why(each).removeprefix("is ").capitalize() or "No" for each in trend.periods],
    }


def chance_words(trends: Sequence[Trend]) -> str:
    """Return how many of several charts would be unusual by chance; blank where none has limits."""
    drawn = [trend.have for trend in trends if trend.has_limits]
    if not drawn:
        return ""
    expected = round(expected_by_chance(drawn))
    if len(drawn) < FEWEST_CHARTS:
        return ""
    number = f"about {expected}" if expected else "one at most"
    charts = counted(len(drawn), "charts")
    return f"By chance alone, {number} of the {charts} here with a usual range would show a diamond."


def _why(each: TrendPeriod) -> str:
    side = "above" if _is_above(each) else "below"
    return {
        Flag.outside: f"is {side} the usual range",
        Flag.trend: "is one of seven in a row that go one way",
        Flag.two_in_three: f"is one of two in three near the edge, {side} the middle",
        Flag.shift: f"is one of seven in a row {side} the middle",
        Flag.none: "",
    }[each.point.flag]


def _is_above(each: TrendPeriod) -> bool:
    return (each.point.value or 0) > (each.point.centre or 0)


def _range(each: TrendPeriod) -> str:
    lower, upper = each.point.lower, each.point.upper
    return "–" if lower is None or upper is None else f"{percent(lower)} to {percent(upper)}"
