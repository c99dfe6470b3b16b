"""The interval of a proportion."""

from math import sqrt
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)


def wilson(numerator: int, denominator: int, z: float = Z95) -> tuple[float, float] | None:
    """Return the Wilson score interval, without continuity correction, clipped to 0 and 1; None over nothing.

    Source: Wilson 1927; Newcombe 1998, method 3.
    """
    if denominator == 0:
        return None
    share = numerator / denominator
    spread = z * sqrt(share * (1 - share) / denominator + z * z / (4 * denominator * denominator))
    weight = 1 + z * z / denominator
    centre = share + z * z / (2 * denominator)
    low = 0.0 if numerator == 0 else (centre - spread) / weight
    high = 1.0 if numerator == denominator else (centre + spread) / weight
    return low, high
