"""XmR charts: worked by hand, and against what NHSRplotthedots answers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from msp_dashboard.statistics.checks import InputRefused
from msp_dashboard.statistics.spc import FEWEST_POINTS, Flag, xmr
from tests.statistics.references import series

ALTERNATING = [10, 12] * 6


def test_centre_and_limits_are_the_mean_and_two_point_six_six_mean_moving_ranges() -> None:
    # Mean 11; every moving range is 2: 11 ± 2.66 × 2, and 11 ± 2/3 of that.
    for point in xmr(ALTERNATING):
        assert (point.centre, point.lower, point.upper) == pytest.approx((11, 5.68, 16.32))
        assert (point.inner_lower, point.inner_upper) == pytest.approx((11 - 5.32 * 2 / 3, 11 + 5.32 * 2 / 3))
        assert point.flag == "none"


def test_a_move_beyond_the_limit_of_moves_is_left_out_of_the_limits_but_not_of_the_mean() -> None:
    # Moves: eleven of 2 and one of 28, mean 50/12; 28 is above 3.267 × 4.17, so the usual move is 2.
    points = xmr([*ALTERNATING, 40])
    assert points[0].centre == pytest.approx(172 / 13)
    assert points[0].upper == pytest.approx(172 / 13 + 5.32)
    assert [point.flag for point in points] == ["shift"] * 12 + ["outside"]


def test_fewer_than_twelve_points_have_a_centre_but_no_limits_and_no_flags() -> None:
    points = xmr([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 70])
    assert {point.lower for point in points} == {point.upper for point in points} == {None}
    assert {point.flag for point in points} == {Flag.none}
    assert points[0].centre == pytest.approx(125 / 11)
    assert xmr([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])[5].flag == "trend"


def test_a_new_baseline_of_few_points_has_no_limits_while_the_old_one_keeps_its_own() -> None:
    points = xmr([*ALTERNATING, 30, 31, 32], rebase_at=[13])
    assert points[:12] == xmr(ALTERNATING)
    assert [(point.centre, point.lower, point.flag) for point in points[12:]] == [(31, None, "none")] * 3


def test_a_run_ends_where_a_new_baseline_starts() -> None:
    # Rising throughout: the trend is told of each baseline by itself, here of twelve points each.
    rising = [float(value) for value in range(24)]
    points = xmr(rising, rebase_at=[13])
    assert points == xmr(rising[:12]) + xmr(rising[12:])


def test_points_after_those_that_make_the_limits_leave_them_alone() -> None:
    points = xmr([*ALTERNATING, 30, 9, 15], fix_after_n_points=12)
    assert points[:12] == xmr(ALTERNATING)
    # 30 is outside; 9 lies within the inner line of 7.45; 15 lies beyond that of 14.55, but alone.
    assert [point.flag for point in points[12:]] == ["outside", "none", "none"]


def test_a_constant_series_has_limits_at_its_mean_and_no_flags() -> None:
    for point in xmr([0.1] * 15):
        assert (point.lower, point.centre, point.upper, point.flag) == (0.1, 0.1, 0.1, "none")


@pytest.mark.parametrize("reference", series(), ids=lambda reference: reference["name"])
def test_limits_and_flags_are_those_of_nhsrplotthedots(reference: dict[str, Any]) -> None:
    points = xmr(
        reference["y"],
        fix_after_n_points=reference["fix_after_n_points"],
        rebase_at=reference["rebase_at"],
    )
    assert [point.flag for point in points] == reference["flag"]
    for baseline in reference["baselines"]:
        point = points[baseline["from"] - 1]
        # It gives no limits where nothing moves; here they equal the centre.
        limits = [baseline["lower"], baseline["upper"]]
        expected = [baseline["centre"], *(baseline["centre"] if limit is None else limit for limit in limits)]
        assert [point.centre, point.lower, point.upper] == pytest.approx(expected, abs=1e-9)


def test_the_references_hold_every_flag() -> None:
    assert {flag for reference in series() for flag in reference["flag"]} == set(Flag)


@given(some.lists(some.floats(-1e6, 1e6), min_size=1, max_size=40), some.integers(12, 30), some.data())
def test_every_baseline_is_a_chart_of_its_own(
    values: list[float], fixed: int, choices: some.DataObject
) -> None:
    start = choices.draw(some.integers(1, len(values)))
    whole = xmr(values, fix_after_n_points=fixed, rebase_at=[start])
    apart = [
        xmr(part, fix_after_n_points=fixed) for part in (values[: start - 1], values[start - 1 :]) if part
    ]
    assert whole == [point for chart in apart for point in chart]
    for part in apart:
        assert (part[0].lower is None) == (len(part) < FEWEST_POINTS)


@pytest.mark.parametrize(
    ("values", "options", "said"),
    [
        ([], {}, "no points"),
        ([1.0, float("nan")], {}, "Point 2"),
        ([1.0, 2.0, float("-inf")], {}, "Point 3"),
        (ALTERNATING, {"fix_after_n_points": 11}, "not after 11"),
        (ALTERNATING, {"rebase_at": [13]}, "not at 13"),
        (ALTERNATING, {"rebase_at": [0]}, "not at 0"),
    ],
)
def test_what_cannot_be_charted_is_refused(values: list[float], options: dict[str, Any], said: str) -> None:
    with pytest.raises(InputRefused, match=said):
        xmr(values, **options)
