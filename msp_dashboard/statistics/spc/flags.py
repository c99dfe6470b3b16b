"""The four rules of Making Data Count by which points of a series are unusual for it."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import pairwise

RUN = 7


class Flag(StrEnum):
    """Why a point is unusual, in order of precedence, or that it is not."""

    none = "none"
    outside = "outside"
    trend = "trend"
    two_in_three = "two_in_three"
    shift = "shift"


def flags(
    values: Sequence[float], sides: Sequence[int], outside: Sequence[bool], near: Sequence[bool]
) -> list[Flag]:
    """Return each point's flag; all four sequences are as long as the series.

    `sides`: 1 above the centre, -1 below, 0 on it. `outside`: beyond 3 sigma. `near`: beyond 2 sigma, but
    within 3. A rule that holds over several points flags each of them; of two in three, those `near`.
    Source: NHS England, Making Data Count; the order is that of NHSRplotthedots 0.2.2.
    """
    length = len(values)
    rises = [(after > before) - (after < before) for before, after in pairwise(values)]
    trend = _windows(length, RUN, lambda start: _alike(rises[start : start + RUN - 1]))
    triples = _windows(
        length, 3, lambda start: _alike(sides[start : start + 3]) and sum(near[start : start + 3]) >= 2
    )
    shift = _windows(length, RUN, lambda start: _alike(sides[start : start + RUN]))
    by_rule = {
        Flag.outside: {point for point, is_outside in enumerate(outside) if is_outside},
        Flag.trend: trend,
        Flag.two_in_three: {point for point in triples if near[point]},
        Flag.shift: shift,
    }
    return [
        next((rule for rule, points in by_rule.items() if point in points), Flag.none)
        for point in range(length)
    ]


def _windows(length: int, size: int, holds: Callable[[int], bool]) -> set[int]:
    """Return the points of every stretch of `size` for whose first point the rule holds."""
    starts = [start for start in range(length - size + 1) if holds(start)]
    return {point for start in starts for point in range(start, start + size)}


def _alike(signs: Sequence[int]) -> bool:
    return signs[0] != 0 and all(sign == signs[0] for sign in signs)
