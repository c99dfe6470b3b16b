"""Between teams or councils: how far from the whole a share may lie by chance at each size."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, ceil, sin, sqrt
from statistics import quantiles

from msp_dashboard.statistics.checks import check_counts
from msp_dashboard.statistics.intervals import Z95

Z998 = 3.090232
FEWEST_UNITS_TO_ADJUST = 20
GRID_FROM, GRID_POINTS = 3, 1000
STEPS = 60


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The shares (0 to 1) between which a unit of one size would usually lie: 95% and 99.8%."""

    lower95: float
    upper95: float
    lower998: float
    upper998: float


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """The whole's share, how units vary about it, and each unit's limits in the order given.

    `phi` is the variance of the winsorised z-scores (1 where only chance is at work) and `tau2` the variance
    between units on the arcsine-root scale; both are None for a single unit. `adjusted` says whether the
    limits allow for `tau2`.
    """

    target: float
    phi: float | None
    tau2: float | None
    limits: tuple[Limits, ...]
    adjusted: bool


def funnel(numerators: Sequence[int], denominators: Sequence[int], whole: float | None = None) -> Funnel:
    """Return the funnel of units, one numerator and one denominator of at least 1 for each.

    The target is the share of all units together, or that of the `whole` where units are not all of it. From
    20 units the limits are adjusted for overdispersion (see `adjusted_limits`), below that they are those of
    chance alone (see `unadjusted_limits`). Raises InputRefused on counts that do not fit.
    Source: Spiegelhalter 2005 and 2012: z-scores on the arcsine-root scale, winsorised at 10% and 90% with
    linear quantiles, tau2 by moments and floored at 0; as FunnelPlotR 0.6.0 has it for proportions.
    """
    check_counts(numerators, denominators, fewest=1)
    target = sum(numerators) / sum(denominators) if whole is None else whole
    phi, tau2 = _dispersion(numerators, denominators, target)
    adjusted = len(denominators) >= FEWEST_UNITS_TO_ADJUST
    by_size = _limits(target, tau2 if adjusted else None, denominators)
    return Funnel(
        target=target,
        phi=phi,
        tau2=tau2,
        limits=tuple(by_size[size] for size in denominators),
        adjusted=adjusted,
    )


def drawn_lines(found: Funnel, smallest: int, largest: int) -> tuple[tuple[int, Limits], ...]:
    """Return limits as they may be drawn (see `widened`) at whole sizes, closer where they bend most."""
    sizes = sorted({round(smallest * (largest / smallest) ** (step / STEPS)) for step in range(STEPS + 1)})
    by_size = _limits(found.target, found.tau2 if found.adjusted else None, sizes)
    return tuple((size, widened(by_size[size], found.target)) for size in sizes)


def unadjusted_limits(target: float, size: float) -> Limits:
    """Return target ± z√(target(1 - target)/size), clipped to 0 and 1.

    This inverts Wilson: a unit is outside the 95% limits exactly where its Wilson interval excludes the
    target.
    """
    error = sqrt(target * (1 - target) / size)
    return Limits(
        lower95=max(target - Z95 * error, 0.0),
        upper95=min(target + Z95 * error, 1.0),
        lower998=max(target - Z998 * error, 0.0),
        upper998=min(target + Z998 * error, 1.0),
    )


def adjusted_limits(target: float, tau2: float, sizes: Iterable[float]) -> Mapping[float, Limits]:
    """Return the limits by size: sin²(arcsin√target ± z√(1/4size + tau2)), made monotone.

    At small sizes the sine turns back, so a limit that would widen as size grows becomes 0 or 1. As in
    FunnelPlotR, whether it would is seen from the next larger of `sizes` and of 1,000 sizes between 3 and
    the largest, so that those of the largest stand as they are: see `widened` for lines that are drawn.
    """
    wanted = set(sizes)
    largest = ceil(max(wanted))
    step = (largest - GRID_FROM) / (GRID_POINTS - 1)
    # The last place is the largest itself, which a sum of steps could miss by a hair.
    grid = sorted(wanted | {largest} | {GRID_FROM + step * place for place in range(GRID_POINTS - 1)})
    lower95 = _lower(_bare(target, tau2, grid, -Z95))
    upper95 = _upper(_bare(target, tau2, grid, Z95))
    lower998 = _lower(_bare(target, tau2, grid, -Z998))
    upper998 = _upper(_bare(target, tau2, grid, Z998))
    return {
        size: Limits(
            lower95=lower95[place],
            upper95=upper95[place],
            lower998=lower998[place],
            upper998=upper998[place],
        )
        for place, size in enumerate(grid)
        if size in wanted
    }


def widened(limits: Limits, target: float) -> Limits:
    """Return limits as they may be drawn: one beyond the target, or within those of 95%, is 0 or 1.

    Adjusted limits of the largest size are, where units are so few or so unlike that the sine turns back.
    """
    lower95 = limits.lower95 if limits.lower95 <= target else 0.0
    upper95 = limits.upper95 if limits.upper95 >= target else 1.0
    return Limits(
        lower95=lower95,
        upper95=upper95,
        lower998=limits.lower998 if limits.lower998 <= lower95 else 0.0,
        upper998=limits.upper998 if limits.upper998 >= upper95 else 1.0,
    )


def _limits(target: float, tau2: float | None, sizes: Iterable[float]) -> Mapping[float, Limits]:
    """The limits by size: those of chance alone where there is no tau2."""
    if tau2 is None:
        return {size: unadjusted_limits(target, size) for size in sizes}
    return adjusted_limits(target, tau2, sizes)


def _dispersion(
    numerators: Sequence[int], denominators: Sequence[int], target: float
) -> tuple[float | None, float | None]:
    """Return phi and tau2."""
    units = len(denominators)
    if units < 2:
        return None, None
    middle = asin(sqrt(target))
    distances = [
        (asin(sqrt(numerator / denominator)) - middle) * 2 * sqrt(denominator)
        for numerator, denominator in zip(numerators, denominators, strict=True)
    ]
    lowest, *_, highest = quantiles(distances, n=10, method="inclusive")
    phi = sum(min(max(distance, lowest), highest) ** 2 for distance in distances) / units
    weights = [4.0 * denominator for denominator in denominators]
    spread = sum(weights) - sum(weight**2 for weight in weights) / sum(weights)
    return phi, max(0.0, (units * phi - (units - 1)) / spread)


def _bare(target: float, tau2: float, grid: Sequence[float], z: float) -> list[float]:
    return [sin(asin(sqrt(target)) + z * sqrt(1 / (4 * size) + tau2)) ** 2 for size in grid]


def _lower(bare: Sequence[float]) -> list[float]:
    """Return limits with 0 for those above the next."""
    return [*(0.0 if here > following else here for here, following in pairwise(bare)), bare[-1]]


def _upper(bare: Sequence[float]) -> list[float]:
    """Return limits with 1 for those below the next."""
    return [*(1.0 if here < following else here for here, following in pairwise(bare)), bare[-1]]
