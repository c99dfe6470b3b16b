"""A series between its usual limits: what is drawn, told and exported of each point."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import mean

from msp_dashboard.statistics.checks import InputRefused
from msp_dashboard.statistics.spc.flags import Flag, flags

FEWEST_POINTS = 12
# The upper limit of a moving range: a larger one is an event, and no part of the usual variation.
LARGEST_USUAL_MOVE = 3.267


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point: its value, its centre, its limits (outer 3 sigma, inner 2 sigma) and its flag.

    All in the unit of the series. `value` is None where a period has no records; limits are None there and
    where a baseline has fewer than twelve points; `centre` is None where no point of a baseline has records.
    """

    value: float | None
    centre: float | None
    lower: float | None = None
    upper: float | None = None
    inner_lower: float | None = None
    inner_upper: float | None = None
    flag: Flag = Flag.none


@dataclass(frozen=True, kw_only=True)
class Width:
    """How far the inner and the outer limit lie from the centre at one point."""

    inner: float
    outer: float


def baselines(length: int, rebase_at: Sequence[int]) -> Iterator[slice]:
    """Yield each stretch that has a centre of its own; `rebase_at` counts first points from 1.

    Raises InputRefused where a first point is not one of the series.
    """
    for first in rebase_at:
        if not 1 <= first <= length:
            raise InputRefused(f"A new baseline starts at one of the points 1 to {length}, not at {first}.")
    starts = sorted({0, *(first - 1 for first in rebase_at)})
    for start, end in zip(starts, [*starts[1:], length], strict=True):
        yield slice(start, end)


def check_fixed(points: int | None) -> None:
    """Raise InputRefused where limits would be fixed after fewer than twelve points."""
    if points is not None and points < FEWEST_POINTS:
        raise InputRefused(f"Limits can be fixed after {FEWEST_POINTS} points or more, not after {points}.")


def typical_move(values: Sequence[float]) -> float | None:
    """Return the mean moving range without its outliers; None where nothing moves.

    A range of at least 3.267 times the mean range is left out, as NHSRplotthedots does.
    """
    moves = [abs(after - before) for before, after in pairwise(values)]
    if not moves:
        return None
    most = LARGEST_USUAL_MOVE * mean(moves)
    usual = [move for move in moves if move < most]
    return mean(usual) if usual else None


def placed(
    values: Sequence[float],
    centre: float,
    widths: Sequence[Width] | None,
    within: tuple[float, float] = (-inf, inf),
) -> list[Point]:
    """Return the points of one baseline, flagged, between limits clipped to `within`.

    Without widths (nothing moved, so usual variation is unknown) the limits equal the centre, and no point
    is outside or near them.
    """
    used = widths or [Width(inner=0.0, outer=0.0)] * len(values)
    outer = [_span(centre, width.outer, within) for width in used]
    inner = [_span(centre, width.inner, within) for width in used]
    outside = [widths is not None and _beyond(*pair) for pair in zip(values, outer, strict=True)]
    past_inner = [widths is not None and _beyond(*pair) for pair in zip(values, inner, strict=True)]
    near = [past and not beyond for past, beyond in zip(past_inner, outside, strict=True)]
    sides = [(value > centre) - (value < centre) for value in values]
    found = flags(values, sides, outside, near)
    return [
        Point(
            value=value,
            centre=centre,
            lower=limits[0],
            upper=limits[1],
            inner_lower=lines[0],
            inner_upper=lines[1],
            flag=flag,
        )
        for value, limits, lines, flag in zip(values, outer, inner, found, strict=True)
    ]


def _span(centre: float, width: float, within: tuple[float, float]) -> tuple[float, float]:
    return max(centre - width, within[0]), min(centre + width, within[1])


def _beyond(value: float, span: tuple[float, float]) -> bool:
    return not span[0] <= value <= span[1]
