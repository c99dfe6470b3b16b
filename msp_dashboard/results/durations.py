"""Durations: from days and endings to protected figures and a curve."""

from collections.abc import Callable

from msp_dashboard.disclosure import EXACT, total
from msp_dashboard.measures.definition import BANDS, COMPETING, LAST_BAND
from msp_dashboard.measures.statements import Histogram
from msp_dashboard.results.answers import DurationFigures
from msp_dashboard.results.protection import Protection
from msp_dashboard.statistics.competing import aalen_johansen
from msp_dashboard.statistics.survival import CHECKPOINTS, Curve, kaplan_meier


def duration(by_ending: Histogram, protection: Protection) -> DurationFigures:
    """Return the figures of (days, ending) → number: 0 is so far, 1 ended, 2 ended in a competing way.

    Every ending counts as one in the figures; the curve rises with the first kind alone, beside which the
    other competes, by Aalen and Johansen.
    """
    histogram: dict[tuple[int, int], int] = {}
    for (days, ending), count in by_ending.items():
        histogram[days, min(ending, 1)] = histogram.get((days, min(ending, 1)), 0) + count
    curve = kaplan_meier(histogram)
    counts = {"ended": curve.ended, "open": curve.opened - curve.ended}
    shown = protection.hide(counts, ("ended", "open"))
    bands = protection.hide(_bands(histogram), tuple(_bands({})))
    median, last = curve.median(), curve.last_day()
    enough = protection.tier == EXACT or curve.opened >= protection.rate_minimum
    return DurationFigures(
        opened=total(shown, ("ended", "open"), counts, protection.threshold),
        ended=shown["ended"],
        median=median if enough else None,
        median_not_reached_by=last if enough and median is None else None,
        finished_by={day: _share(curve, day, protection) if enough else None for day in CHECKPOINTS},
        bands=bands,
        curve=_points(curve, _rising(by_ending, curve), protection) if enough else (),
    )


def _share(curve: Curve, day: int, protection: Protection) -> float | None:
    """The share ended by a day; outside the exact tier rounded, and none while it stands for a few."""
    share = curve.finished_by(day)
    if share is None or protection.digits is None:
        return share
    few = 0 < curve.ended_by(day) < protection.threshold
    return None if few else round(share, protection.digits)


def _rising(by_ending: Histogram, curve: Curve) -> Callable[[int], float | None]:
    """The share ended by a day as the curve has it."""
    if not any(ending == COMPETING for _, ending in by_ending):
        return curve.finished_by
    ways = {0: None, 1: "ended", COMPETING: "otherwise"}
    endings = aalen_johansen(
        {(days, ways[ending]): count for (days, ending), count in by_ending.items()}, ("ended", "otherwise")
    )

    def ended_by(day: int) -> float | None:
        shares = endings.ended_by(day)
        return None if shares is None else shares["ended"]

    return ended_by


def _points(
    curve: Curve, rising: Callable[[int], float | None], protection: Protection
) -> tuple[tuple[int, float, int], ...]:
    """The curve's weekly points; outside the exact tier those still followed are to the nearest five."""
    points = []
    for day, _, followed in curve.grid():
        known, share = _share(curve, day, protection), rising(day)
        if known is not None and share is not None:
            share = share if protection.digits is None else round(share, protection.digits)
            coarse = followed if protection.digits is None else 5 * round(followed / 5)
            points.append((day, share, coarse))
    return tuple(points)


def _bands(histogram: Histogram) -> dict[str, int]:
    counts = dict.fromkeys((*(name for name, _, _ in BANDS), LAST_BAND), 0)
    for (days, ended), count in histogram.items():
        if ended:
            counts[next((name for name, _, last in BANDS if days <= last), LAST_BAND)] += count
    return counts
