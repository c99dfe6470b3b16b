"""Laney p-prime charts: worked by hand, and against a second, plain way of computing them."""

from math import sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from msp_dashboard.statistics.checks import InputRefused
from msp_dashboard.statistics.spc import Point, p_prime

ALTERNATING = [50, 60] * 6
HUNDRED = [100] * 12


def test_limits_are_three_of_laneys_sigmas_away_at_each_size() -> None:
    # Centre 660/1200; each z is ∓0.05/0.049749 = ∓1.00504, so each move is 2.01008, over 1.128: 1.78198.
    points = p_prime(ALTERNATING, HUNDRED)
    for point in points:
        assert (point.centre, point.lower, point.upper) == pytest.approx((0.55, 0.28404, 0.81596), abs=5e-6)
        assert (point.inner_lower, point.inner_upper) == pytest.approx((0.37270, 0.72730), abs=5.1e-6)
    assert [point.value for point in points[:2]] == [0.5, 0.6]
    assert {point.flag for point in points} == {"none"}


def test_a_period_of_a_quarter_the_size_has_limits_twice_as_wide() -> None:
    last = p_prime([*ALTERNATING, 11], [*HUNDRED, 25])[-1]
    assert last.upper == 1.0
    assert last.inner_upper == pytest.approx(0.55 + 2 * 2 * 1.78198 * 0.049749, abs=5e-6)


def test_the_first_twelve_periods_make_the_limits_and_later_ones_do_not_move_them() -> None:
    points = p_prime([*ALTERNATING, 90, 70, 72, 73], [*HUNDRED, 100, 100, 100, 100])
    assert points[:12] == p_prime(ALTERNATING, HUNDRED)
    # 0.70 and 0.72 lie within the inner line of 0.7273, 0.73 beyond it but alone.
    assert [point.flag for point in points[12:]] == ["outside", "none", "none", "none"]


def test_the_spread_is_never_below_that_of_chance() -> None:
    # All alike, so nothing moves: the binomial's limits, 0.5 ± 3 × √(0.25/10).
    for point in p_prime([5] * 12, [10] * 12):
        assert (point.centre, point.flag) == (0.5, "none")
        assert (point.lower, point.upper) == pytest.approx((0.5 - 3 * sqrt(0.025), 0.5 + 3 * sqrt(0.025)))


def test_a_move_of_at_least_three_point_two_six_seven_mean_moves_is_left_out() -> None:
    # In errors of 0.0498: ten moves of 0.02 and one of 0.40, so the mean is 0.0545 and 0.40 is above 0.178.
    # Those left, of 0.02, are less than chance makes: the limits are the binomial's.
    points = p_prime([50, 52] * 5 + [50, 90], HUNDRED)
    centre = 650 / 1200
    assert points[0].upper == pytest.approx(centre + 3 * sqrt(centre * (1 - centre) / 100))
    assert points[-1].flag == "outside"


@pytest.mark.parametrize(("numerator", "share"), [(0, 0.0), (9, 1.0)])
def test_no_one_or_everyone_has_limits_at_the_centre_and_no_flags(numerator: int, share: float) -> None:
    for point in p_prime([numerator] * 14, [9] * 14):
        assert (point.value, point.centre, point.lower, point.upper) == (share,) * 4
        assert point.flag == "none"


def test_a_period_without_records_is_a_gap_and_changes_nothing_else() -> None:
    points = p_prime([*ALTERNATING[:5], 0, *ALTERNATING[5:]], [*HUNDRED[:5], 0, *HUNDRED[5:]])
    assert points[5] == Point(value=None, centre=0.55)
    assert [*points[:5], *points[6:]] == p_prime(ALTERNATING, HUNDRED)


def test_twelve_periods_of_which_one_is_a_gap_are_eleven() -> None:
    points = p_prime([*ALTERNATING[:11], 0], [*HUNDRED[:11], 0])
    assert {point.upper for point in points} == {None}
    assert points[0].centre == pytest.approx(600 / 1100)


def test_no_records_at_all_have_nothing_to_tell() -> None:
    assert p_prime([0, 0], [0, 0]) == [Point(value=None, centre=None)] * 2


def test_a_new_baseline_has_a_centre_and_limits_of_its_own() -> None:
    later = [70, 84] * 6
    points = p_prime(ALTERNATING + later, HUNDRED * 2, rebase_at=[13])
    assert points == p_prime(ALTERNATING, HUNDRED) + p_prime(later, HUNDRED)
    assert points[12].centre == 0.77


def _plainly(numerators: list[int], denominators: list[int]) -> list[tuple[float, float, float]]:
    """The formulas of the method, written down once more with arrays."""
    yes, of = np.array(numerators, dtype=float), np.array(denominators, dtype=float)
    centre = yes[:12].sum() / of[:12].sum()
    error = np.sqrt(centre * (1 - centre) / of)
    moves = np.abs(np.diff(((yes / of - centre) / error)[:12]))
    usual = moves[moves < 3.267 * moves.mean()]
    sigma = max(1.0, usual.mean() / 1.128) if usual.size else 1.0
    lower, upper = (np.clip(centre + sign * 3 * sigma * error, 0, 1) for sign in (-1, 1))
    return [(centre, low, high) for low, high in zip(lower.tolist(), upper.tolist(), strict=True)]


COUNTS = some.integers(1, 400).flatmap(lambda of: some.tuples(some.integers(0, of), some.just(of)))


@given(some.lists(COUNTS, min_size=12, max_size=40))
def test_limits_are_those_of_the_formulas_and_lie_between_nought_and_one(
    counts: list[tuple[int, int]],
) -> None:
    numerators, denominators = [yes for yes, _ in counts], [of for _, of in counts]
    points = p_prime(numerators, denominators)
    first = [point.value for point in points[:12]]
    if set(first) not in ({0.0}, {1.0}):
        found = [(point.centre, point.lower, point.upper) for point in points]
        assert np.array(found) == pytest.approx(np.array(_plainly(numerators, denominators)), abs=1e-9)
    for point in points:
        assert point.lower is not None
        assert point.upper is not None
        assert point.centre is not None
        assert 0 <= point.lower <= point.centre <= point.upper <= 1


@pytest.mark.parametrize(
    ("numerators", "denominators", "options", "said"),
    [
        ([], [], {}, "no numerators"),
        ([1, 2], [3], {}, "2 numerators and 1 denominators"),
        ([1, 4], [3, 3], {}, "Numerator 2"),
        ([-1], [3], {}, "Numerator 1"),
        ([0], [-3], {}, "Denominator 1"),
        (ALTERNATING, HUNDRED, {"fix_after_n_points": 5}, "not after 5"),
        (ALTERNATING, HUNDRED, {"rebase_at": [4, 99]}, "not at 99"),
    ],
)
def test_what_cannot_be_charted_is_refused(
    numerators: list[int], denominators: list[int], options: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputRefused, match=said):
        p_prime(numerators, denominators, **options)
