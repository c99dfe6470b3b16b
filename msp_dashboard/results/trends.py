"""A proportion over time as its chart, table and sentences read it: shares, usual range, flags."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from msp_dashboard.periods import Period, half_years, split
from msp_dashboard.results.answers import Group, ProportionFigures, added
from msp_dashboard.statistics.bounds import MOST_MISSING
from msp_dashboard.statistics.spc import FEWEST_POINTS, Flag, Point, finest_grain, p_prime

# So many periods of each grain are drawn at most, the newest ones.
LONGEST = {"month": 36, "quarter": 16, "half_year": 16, "year": 12}


@dataclass(frozen=True, kw_only=True)
class TrendPeriod:
    """One whole period: its figures, and its point, whose value is None where no share may be shown."""

    period: Period
    figures: ProportionFigures
    point: Point


@dataclass(frozen=True, kw_only=True)
class Trend:
    """A proportion by whole periods of one grain (month, quarter, half_year or year), oldest first."""

    grain: str
    periods: tuple[TrendPeriod, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The periods as groups."""
        names = (f"{each.period.first.isoformat()}..{each.period.last.isoformat()}" for each in self.periods)
        return tuple(
            Group(value=name, label=name, figures=each.figures)
            for name, each in zip(names, self.periods, strict=True)
        )

    @property
    def have(self) -> int:
        """How many periods have a share that may be shown."""
        return sum(each.point.value is not None for each in self.periods)

    @property
    def has_limits(self) -> bool:
        """Whether there are enough periods to tell usual variation from change."""
        return any(each.point.upper is not None for each in self.periods)

    @property
    def flagged(self) -> tuple[TrendPeriod, ...]:
        """The periods that are unusual for this series."""
        return tuple(each for each in self.periods if each.point.flag is not Flag.none)


def trend_of(
    by_grain: Mapping[str, Sequence[tuple[Period, Group]]], minimum: int, rebased: Iterable[date] = ()
) -> Trend:
    """Return the trend of a proportion, in the finest grain whose periods hold enough.

    `by_grain` holds groups by quarter, and by month where the reader may have them; half-years and years are
    sums of whole quarters as they are shown, so that no period gives away what another one hides. A share
    over fewer than `minimum`, or of which more than four answers in ten are missing, is a gap. Method: Laney
    p-prime with the baseline of the first twelve points; see `statistics.spc`. From the first whole period
    after each day of `rebased` a new baseline begins.
    """
    grains = {**by_grain, **_coarser(by_grain.get("quarter", ()))}
    shown = {
        name: [(period, _figures(group)) for period, group in found][-LONGEST[name] :]
        for name, found in grains.items()
    }
    counts = {name: [_pair(figures) for _, figures in found] for name, found in shown.items() if found}
    useful = {name: pairs for name, pairs in counts.items() if _mostly_shown(shown[name], minimum)}
    grain = finest_grain(useful) or next(iter(useful), "quarter")
    return Trend(grain=grain, periods=tuple(_placed(shown[grain], minimum, rebased)))


def _placed(
    found: Sequence[tuple[Period, ProportionFigures]], minimum: int, rebased: Iterable[date]
) -> Iterator[TrendPeriod]:
    drawn = [_may_show(figures, minimum) for _, figures in found]
    pairs = [_pair(figures) if shown else (0, 0) for (_, figures), shown in zip(found, drawn, strict=True)]
    starts = [period.first for period, _ in found]
    later = {next((at for at, first in enumerate(starts, 1) if first >= when), None) for when in rebased}
    rebase_at = sorted(at for at in later if at is not None)
    points = p_prime(*zip(*pairs, strict=True), rebase_at=rebase_at) if found else []
    for (period, figures), point in zip(found, points, strict=True):
        yield TrendPeriod(period=period, figures=figures, point=point)


def _coarser(quarters: Sequence[tuple[Period, Group]]) -> dict[str, list[tuple[Period, Group]]]:
    if not quarters:
        return {}
    whole = Period(first=quarters[0][0].first, last=quarters[-1][0].last)
    return {
        "half_year": list(_sums(quarters, half_years(whole), 2)),
        "year": list(_sums(quarters, split(whole, "financial_year"), 4)),
    }


def _sums(
    quarters: Sequence[tuple[Period, Group]], spans: Iterable[tuple[str, Period]], parts: int
) -> Iterator[tuple[Period, Group]]:
    """Whole spans only: the first and the last may lack a quarter."""
    for name, span in spans:
        inside = [group for period, group in quarters if span.first <= period.first <= span.last]
        if len(inside) == parts:
            figures = summed([_figures(group) for group in inside])
            yield span, Group(value=name, label=name, figures=figures)


def summed(parts: Sequence[ProportionFigures]) -> ProportionFigures:
    """Return the sum of figures as they are shown: hidden where one of them is."""
    return replace(
        parts[0],
        numerator=added(each.numerator for each in parts),
        denominator=added(each.denominator for each in parts),
        not_recorded=added(each.not_recorded for each in parts),
        excluded=added(each.excluded for each in parts),
    )


def _figures(group: Group) -> ProportionFigures:
    if not isinstance(group.figures, ProportionFigures):
        raise TypeError("Only proportions have a trend.")
    return group.figures


def _pair(figures: ProportionFigures) -> tuple[int, int]:
    if figures.numerator is None or figures.denominator is None:
        return 0, 0
    return figures.numerator, figures.denominator


def _mostly_shown(found: Sequence[tuple[Period, ProportionFigures]], minimum: int) -> bool:
    return 2 * sum(_may_show(figures, minimum) for _, figures in found) >= len(found)


def _may_show(figures: ProportionFigures, minimum: int) -> bool:
    # A hidden number of missing answers is a small one.
    mostly_recorded = figures.missing_share is None or figures.missing_share <= MOST_MISSING
    return figures.rate is not None and mostly_recorded and (figures.denominator or 0) >= minimum


__all__ = ["FEWEST_POINTS", "Flag", "Trend", "TrendPeriod", "summed", "trend_of"]
