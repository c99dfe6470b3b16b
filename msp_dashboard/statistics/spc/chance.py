"""How often a series that never changes shows a flag all the same."""

from collections.abc import Iterable
from itertools import pairwise

# By number of points: 20,000 simulated series each of 60 answers a point with a true share of a half, on the
# p-prime chart with its baseline of twelve points.
BY_POINTS = {
    12: 0.019,
    16: 0.054,
    20: 0.126,
    24: 0.185,
    28: 0.235,
    32: 0.287,
    36: 0.328,
    40: 0.378,
    44: 0.409,
    48: 0.437,
    52: 0.479,
    56: 0.505,
    60: 0.539,
}


def share_flagged_by_chance(points: int) -> float:
    """Return the share of unchanging series of so many points that show a flag (0 to 1).

    0 below 12 points, where nothing is flagged; interpolated between the simulated lengths; beyond 60
    points, that of 60, which is then too low.
    """
    if points < min(BY_POINTS):
        return 0.0
    for (shorter, less), (longer, more) in pairwise(BY_POINTS.items()):
        if points <= longer:
            return less + (more - less) * (points - shorter) / (longer - shorter)
    return BY_POINTS[max(BY_POINTS)]


def expected_by_chance(lengths: Iterable[int]) -> float:
    """Return how many of a page's charts would show a flag by chance alone; one number of points a chart."""
    return sum(share_flagged_by_chance(points) for points in lengths)
