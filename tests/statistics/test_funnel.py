"""Funnels: worked by hand, against what FunnelPlotR answers, and the promise that ties them to Wilson."""

from itertools import pairwise
from math import asin, pi, sqrt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from msp_dashboard.statistics.checks import InputRefused
from msp_dashboard.statistics.funnel import (
    adjusted_limits,
    drawn_lines,
    funnel,
    unadjusted_limits,
    widened,
)
from msp_dashboard.statistics.intervals import wilson
from tests.statistics.references import units

COUNTS = some.integers(1, 500).flatmap(lambda of: some.tuples(some.integers(0, of), some.just(of)))


def test_limits_of_a_few_units_are_those_of_chance() -> None:
    # Target 60/150 = 0.4; at 50 the error is √(0.24/50) = 0.069282, at 100 it is 0.048990.
    found = funnel([25, 35], [50, 100])
    assert (found.target, found.adjusted) == (0.4, False)
    small, large = found.limits
    assert (small.lower95, small.upper95) == pytest.approx((0.264210, 0.535790), abs=1e-6)
    assert (small.lower998, small.upper998) == pytest.approx((0.185902, 0.614098), abs=1e-6)
    assert (large.lower95, large.upper95) == pytest.approx((0.303981, 0.496019), abs=1e-6)


def test_phi_and_tau2_are_worked_by_hand_from_two_units() -> None:
    # Target 0.5, so asin√ is π/4; 25 of 100 lies π/12 below it and 75 of 100 as far above: z = ∓20π/12.
    # Winsorised at 10% and 90% of the way from one to the other, each is 0.8 of that.
    found = funnel([25, 75], [100, 100])
    phi = (0.8 * 20 * pi / 12) ** 2
    assert found.phi == pytest.approx(phi)
    # Weights 400 and 400: 800 - 320000/800 = 400.
    assert found.tau2 == pytest.approx((2 * phi - 1) / 400)


def test_one_unit_is_the_whole_and_says_nothing_of_how_units_vary() -> None:
    found = funnel([3], [7])
    assert (found.target, found.phi, found.tau2) == (3 / 7, None, None)


@pytest.mark.parametrize("reference", units(), ids=lambda reference: reference["name"])
def test_dispersion_and_adjusted_limits_are_those_of_funnelplotr(reference: dict[str, Any]) -> None:
    found = funnel(reference["numerator"], reference["denominator"])
    assert found.adjusted
    assert found.target == pytest.approx(reference["target"], abs=1e-12)
    assert found.phi == pytest.approx(reference["phi"], abs=1e-9)
    assert found.tau2 == pytest.approx(reference["tau2"], abs=1e-9)
    for name in ("lower95", "upper95", "lower998", "upper998"):
        assert [getattr(limits, name) for limits in found.limits] == pytest.approx(reference[name], abs=1e-7)


def test_from_twenty_units_the_limits_are_adjusted() -> None:
    numerators, denominators = [10, 14] * 10, [20] * 20
    assert not funnel(numerators[:19], denominators[:19]).adjusted
    found = funnel(numerators, denominators)
    assert found.adjusted
    assert found.tau2 == 0.0
    # With tau2 at nought they are sin²(asin√0.6 ± z/(2√20)).
    assert asin(sqrt(found.limits[0].upper95)) == pytest.approx(asin(sqrt(0.6)) + 1.959964 / (2 * sqrt(20)))


@settings(deadline=None)
@given(some.lists(COUNTS, min_size=1, max_size=19))
def test_a_unit_is_outside_the_95_funnel_exactly_where_its_wilson_interval_excludes_the_target(
    counts: list[tuple[int, int]],
) -> None:
    found = funnel([yes for yes, _ in counts], [of for _, of in counts])
    for (yes, of), limits in zip(counts, found.limits, strict=True):
        outside = not limits.lower95 <= yes / of <= limits.upper95
        low, high = wilson(yes, of) or (0.0, 1.0)
        assert outside == (not low <= found.target <= high)


@settings(deadline=None)
@given(some.floats(0, 1), some.floats(0, 0.5), some.lists(some.integers(1, 5000), min_size=1, max_size=30))
def test_limits_are_drawn_one_within_the_other_about_the_target_and_narrow_with_size(
    target: float, tau2: float, sizes: list[int]
) -> None:
    found = adjusted_limits(target, tau2, sizes)
    ordered = [widened(found[size], target) for size in sorted(found)]
    for limits in ordered:
        assert 0 <= limits.lower998 <= limits.lower95 <= target
        assert target <= limits.upper95 <= limits.upper998 <= 1
    # The largest's own limits may be wider: they stand as FunnelPlotR has them unless they cross.
    for small, large in pairwise(ordered[:-1]):
        assert small.lower95 <= large.lower95
        assert small.lower998 <= large.lower998
        assert small.upper95 >= large.upper95
        assert small.upper998 >= large.upper998


def test_only_limits_that_cross_are_drawn_wider() -> None:
    (reference,) = [each for each in units() if each["name"].startswith("so spread")]
    found = funnel(reference["numerator"], reference["denominator"])
    changed = {
        size: widened(limits, found.target)
        for size, limits in zip(reference["denominator"], found.limits, strict=True)
        if widened(limits, found.target) != limits
    }
    # Those of the largest turn back: 99.8% would be drawn within 95%.
    (largest,) = set(changed)
    assert largest == max(reference["denominator"])
    assert changed[largest].lower998 == 0.0


def test_lines_are_drawn_from_the_smallest_size_to_the_largest() -> None:
    found = funnel([25, 35], [50, 100])
    lines = drawn_lines(found, 50, 100)
    assert [lines[0], lines[-1]] == [(50, found.limits[0]), (100, found.limits[1])]
    assert [size for size, _ in lines] == sorted({size for size, _ in lines})
    assert drawn_lines(found, 50, 50) == ((50, found.limits[0]),)


def test_the_target_is_that_of_the_whole_where_units_are_not_all_of_it() -> None:
    found = funnel([25, 35], [50, 100], 0.5)
    assert found.target == 0.5
    assert found.limits[1].upper95 == pytest.approx(0.5 + 1.959964 * 0.05, abs=1e-6)


def test_limits_of_nought_and_of_all_stay_within_nought_and_one() -> None:
    for target in (0.0, 1.0):
        limits = unadjusted_limits(target, 5)
        assert (limits.lower95, limits.upper998) == (target, target)


@pytest.mark.parametrize(
    ("numerators", "denominators", "said"),
    [
        ([], [], "no numerators"),
        ([1], [1, 2], "1 numerators and 2 denominators"),
        ([0, 0], [4, 0], "Denominator 2"),
        ([5], [4], "Numerator 1"),
        ([-1], [4], "Numerator 1"),
    ],
)
def test_what_makes_no_funnel_is_refused(numerators: list[int], denominators: list[int], said: str) -> None:
    with pytest.raises(InputRefused, match=said):
        funnel(numerators, denominators)
