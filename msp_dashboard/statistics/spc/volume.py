"""How long a period has to be for its share to be worth a point of a trend."""

from collections.abc import Mapping, Sequence
from statistics import median

# From the finest; monthly points are for the exact tier, which is for the caller to allow.
GRAINS = ("month", "quarter", "half_year", "year")
LEAST_INFORMATION = 3


def finest_grain(counts: Mapping[str, Sequence[tuple[int, int]]]) -> str | None:
    """Return the finest grain whose periods hold enough; None where even the coarsest do not.

    `counts`: by grain (month, quarter, half_year, year; those not offered left out), the (numerator,
    denominator) of each whole period, empty periods among them. Enough is a median of n·p(1 - p) of at least
    3, where p is the share over all periods of that grain.
    """
    return next((grain for grain in GRAINS if grain in counts and _enough(counts[grain])), None)


def _enough(periods: Sequence[tuple[int, int]]) -> bool:
    everyone = sum(of for _, of in periods)
    if not everyone:
        return False
    share = sum(yes for yes, _ in periods) / everyone
    return median(of for _, of in periods) * share * (1 - share) >= LEAST_INFORMATION
