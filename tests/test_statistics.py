"""Statistics against worked examples from elsewhere."""

import pytest

from msp_dashboard.statistics.bounds import bounds
from msp_dashboard.statistics.intervals import wilson
from msp_dashboard.statistics.survival import kaplan_meier


def test_wilson_equals_newcombes_worked_examples() -> None:
    # Newcombe 1998, table I, method 3: 81/263, 15/148, 0/20 and 1/29.
    published = {(81, 263): (0.2553, 0.3662), (15, 148): (0.0624, 0.1605)}
    published |= {(0, 20): (0.0, 0.1611), (1, 29): (0.0061, 0.1718)}
    for (numerator, denominator), interval in published.items():
        assert wilson(numerator, denominator) == pytest.approx(interval, abs=5e-5)


def test_wilson_of_no_one_is_nothing_and_of_everyone_stays_within_one() -> None:
    assert wilson(0, 0) is None
    low, high = wilson(7, 7) or (0.0, 0.0)
    assert low == pytest.approx(0.6457, abs=5e-5)
    assert high == 1.0


def test_bounds_take_every_missing_answer_as_no_and_as_yes() -> None:
    assert bounds(6, 8, 2) == (0.6, 0.8)
    assert bounds(0, 0, 0) is None


# Freireich 1963, remission in weeks on 6-mercaptopurine: the textbook example of Kaplan-Meier.
ENDED = (6, 6, 6, 7, 10, 13, 16, 22, 23)
FOLLOWED = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)


def _freireich() -> dict[tuple[int, int], int]:
    histogram: dict[tuple[int, int], int] = {}
    for days, ended in [*((day, 1) for day in ENDED), *((day, 0) for day in FOLLOWED)]:
        histogram[days, ended] = histogram.get((days, ended), 0) + 1
    return histogram


def test_kaplan_meier_equals_the_freireich_example() -> None:
    curve = kaplan_meier(_freireich())
    expected = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}
    assert dict(curve.steps) == pytest.approx(expected, abs=5e-5)
    assert curve.median() == 23
    assert (curve.opened, curve.ended) == (21, 9)


def test_a_share_is_none_where_fewer_than_ten_are_still_followed() -> None:
    curve = kaplan_meier(_freireich())
    assert curve.followed_to(16) == 11
    assert curve.finished_by(16) == pytest.approx(1 - 0.6275, abs=5e-5)
    assert curve.followed_to(17) == 10
    assert curve.finished_by(20) is None


def test_a_median_that_was_not_reached_is_none_and_says_how_far() -> None:
    curve = kaplan_meier({(5, 1): 1, (40, 0): 3})
    assert curve.median() is None
    assert curve.last_day() == 40
    assert kaplan_meier({}).last_day() is None


def test_the_median_is_the_day_on_which_exactly_half_have_ended() -> None:
    assert kaplan_meier({(3, 1): 1, (8, 1): 1, (9, 1): 2}).median() == 8
