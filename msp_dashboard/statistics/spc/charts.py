"""The two charts: XmR for counts and days, Laney p-prime for proportions."""

from collections.abc import Sequence
from math import sqrt
from statistics import mean

from msp_dashboard.statistics.checks import check_counts, check_values
from msp_dashboard.statistics.spc.points import (
    FEWEST_POINTS,
    Point,
    Width,
    baselines,
    check_fixed,
    placed,
    typical_move,
)

XMR_OUTER = 2.66
XMR_INNER = 2 * (XMR_OUTER / 3)
# The mean of a moving range of two is 1.128 standard deviations.
MOVE_PER_SIGMA = 1.128


def xmr(
    values: Sequence[float], *, fix_after_n_points: int | None = None, rebase_at: Sequence[int] = ()
) -> list[Point]:
    """Return each value between the limits of an individuals chart, in the unit of `values`.

    Centre and limits come from the first `fix_after_n_points` points of a baseline (None: from all of them).
    Each of `rebase_at` is the first point, counted from 1, of a new baseline with a centre, limits and runs
    of its own. A baseline of fewer than twelve points has a centre, but no limits and no flags. Where nothing
    moves within the points that count, limits equal the centre and no point is outside them.
    Raises InputRefused on no values, values that are not finite, fewer than twelve fixed points or a new
    baseline outside the series. Source: NHSRplotthedots 0.2.2, ptd_spc; Wheeler 2000.
    """
    check_values(values)
    check_fixed(fix_after_n_points)
    points = []
    for stretch in baselines(len(values), rebase_at):
        points += _xmr([float(value) for value in values[stretch]], fix_after_n_points)
    return points


def p_prime(
    numerators: Sequence[int],
    denominators: Sequence[int],
    *,
    fix_after_n_points: int = FEWEST_POINTS,
    rebase_at: Sequence[int] = (),
) -> list[Point]:
    """Return each period's share (0 to 1) between the limits of a Laney p-prime chart, clipped to 0 and 1.

    Centre and spread come from the first `fix_after_n_points` periods of a baseline that have records. Each
    of `rebase_at` is the first period, counted from 1, of a new baseline with a centre, limits and runs of
    its own. A period without records (denominator 0) is a gap: it has a centre but no value, limits or flag,
    and its neighbours are judged as if side by side. A baseline of fewer than twelve periods with records has
    a centre, but no limits and no flags.
    Raises InputRefused on counts that do not fit, fewer than twelve fixed points or a new baseline outside
    the series. Source: Laney 2002, with the spread floored at that of the binomial.
    """
    check_counts(numerators, denominators, fewest=0)
    check_fixed(fix_after_n_points)
    points = []
    for stretch in baselines(len(numerators), rebase_at):
        counts = list(zip(numerators[stretch], denominators[stretch], strict=True))
        recorded = iter(_p_prime([pair for pair in counts if pair[1]], fix_after_n_points))
        found = [next(recorded) if denominator else None for _, denominator in counts]
        centre = next((point.centre for point in found if point), None)
        points += [point or Point(value=None, centre=centre) for point in found]
    return points


def _xmr(values: Sequence[float], fixed: int | None) -> list[Point]:
    counting = values[:fixed]
    centre = mean(counting)
    if len(values) < FEWEST_POINTS:
        return [Point(value=value, centre=centre) for value in values]
    move = typical_move(counting)
    if move is None:
        return placed(values, centre, None)
    return placed(values, centre, [Width(inner=XMR_INNER * move, outer=XMR_OUTER * move)] * len(values))


def _p_prime(counts: Sequence[tuple[int, int]], fixed: int) -> list[Point]:
    if not counts:
        return []
    counting = counts[:fixed]
    centre = sum(yes for yes, _ in counting) / sum(of for _, of in counting)
    shares = [yes / of for yes, of in counts]
    if len(counts) < FEWEST_POINTS:
        return [Point(value=share, centre=centre) for share in shares]
    errors = [sqrt(centre * (1 - centre) / of) for _, of in counts]
    sigma = _laney_sigma(shares[:fixed], errors[:fixed], centre)
    widths = [Width(inner=2 * sigma * error, outer=3 * sigma * error) for error in errors]
    return placed(shares, centre, widths, within=(0.0, 1.0))


def _laney_sigma(shares: Sequence[float], errors: Sequence[float], centre: float) -> float:
    """Return how many binomial standard errors the shares usually vary by, at least one."""
    if not centre * (1 - centre):
        return 1.0
    move = typical_move([(share - centre) / error for share, error in zip(shares, errors, strict=True)])
    return 1.0 if move is None else max(1.0, move / MOVE_PER_SIGMA)
