"""The four rules, each by hand: which points they flag, and which rule goes first."""

from msp_dashboard.statistics.spc.flags import Flag, flags

STILL = 20
NONE, OUTSIDE, TREND, PAIR, SHIFT = Flag


def _flags(values: list[float]) -> list[Flag]:
    """Flag values between a centre of 20, inner lines 20 away from it and limits 30 away."""
    distances = [abs(value - STILL) for value in values]
    return flags(
        values,
        [(value > STILL) - (value < STILL) for value in values],
        [distance > 30 for distance in distances],
        [20 < distance <= 30 for distance in distances],
    )


def test_seven_rising_through_the_centre_are_a_trend_of_all_seven() -> None:
    assert _flags([22, 17, 18, 19, 20, 21, 22, 23, 19]) == [NONE, *[TREND] * 7, NONE]


def test_seven_falling_are_a_trend_and_nine_falling_are_all_of_them() -> None:
    assert _flags([24, 23, 22, 21, 19, 18, 17]) == [TREND] * 7
    assert _flags([25, 24, 23, 22, 21, 19, 18, 17, 16]) == [TREND] * 9


def test_six_rising_or_seven_with_two_alike_are_no_trend() -> None:
    assert _flags([17, 18, 19, 21, 22, 23]) == [NONE] * 6
    assert _flags([17, 18, 19, 21, 21, 22, 23]) == [NONE] * 7


def test_seven_on_one_side_are_a_shift_and_a_point_on_the_centre_breaks_it() -> None:
    assert _flags([19, 21, 22, 21, 22, 21, 22, 21, 19]) == [NONE, *[SHIFT] * 7, NONE]
    assert _flags([21, 22, 21, 20, 22, 21, 22, 21]) == [NONE] * 8


def test_of_two_in_three_only_the_outer_ones_are_flagged() -> None:
    assert _flags([19, 45, 22, 44, 19]) == [NONE, PAIR, NONE, PAIR, NONE]
    assert _flags([19, 45, 44, 22, 19]) == [NONE, PAIR, PAIR, NONE, NONE]


def test_two_outer_points_on_opposite_sides_or_with_a_third_across_are_not_flagged() -> None:
    assert _flags([22, 45, -5, 22]) == [NONE] * 4
    assert _flags([19, 45, 19, 44, 19]) == [NONE] * 5
    assert _flags([19, 45, 44]) == [NONE] * 3


def test_a_point_beyond_the_limits_is_a_third_of_the_side_but_not_one_of_the_two() -> None:
    assert _flags([45, 60, 44]) == [PAIR, OUTSIDE, PAIR]
    assert _flags([45, 60, 22]) == [NONE, OUTSIDE, NONE]


def test_points_on_a_line_are_not_beyond_it() -> None:
    assert _flags([50, 19, -10, 19]) == [NONE] * 4
    assert _flags([40, 40, 40]) == [NONE] * 3


def test_outside_goes_before_trend_before_two_in_three_before_shift() -> None:
    rising = [21.0, 22, 23, 41, 42, 43, 60]
    assert _flags(rising) == [*[TREND] * 6, OUTSIDE]
    assert _flags([21, 22, 21, 45, 44, 22, 21]) == [SHIFT, SHIFT, SHIFT, PAIR, PAIR, SHIFT, SHIFT]


def test_a_short_series_has_no_flags_to_find() -> None:
    assert _flags([]) == []
    assert _flags([60]) == [OUTSIDE]
