"""Kaplan-Meier's intervals and late entry: against R's survfit on a published example, and by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from msp_dashboard.statistics.checks import InputRefused
from msp_dashboard.statistics.survival import kaplan_meier

# Freireich 1963, remission in weeks on 6-mercaptopurine: (weeks, 1 ended or 0 followed so far) → number.
FREIREICH = {(6, 1): 3, (6, 0): 1, (7, 1): 1, (9, 0): 1, (10, 1): 1, (10, 0): 1, (11, 0): 1, (13, 1): 1}
FREIREICH |= {(16, 1): 1, (17, 0): 1, (19, 0): 1, (20, 0): 1, (22, 1): 1, (23, 1): 1, (25, 0): 1}
FREIREICH |= {(32, 0): 2, (34, 0): 1, (35, 0): 1}
# By week, how many of them a made-up study saw only from then on.
ENTRIES = {1: 1, 2: 1, 3: 1, 5: 1, 8: 1, 9: 1, 12: 1, 15: 1, 20: 1}


def test_the_log_log_interval_is_that_of_survfit() -> None:
    # R 4.2, survival: survfit(..., conf.type = "log-log"), as survival.
    published = {6: (0.6197180, 0.9515517), 7: (0.5631466, 0.9228090), 10: (0.5031995, 0.8893618)}
    published |= {13: (0.4316102, 0.8490660), 16: (0.3675109, 0.8049122)}
    curve = kaplan_meier(FREIREICH)
    for day, (low, high) in published.items():
        assert curve.interval(day) == pytest.approx((1 - high, 1 - low), abs=5e-8)


def test_greenwoods_sum_is_that_of_the_textbook() -> None:
    # 3/(21×18), then + 1/(17×16), then + 1/(15×14).
    sums = [3 / 378, 3 / 378 + 1 / 272, 3 / 378 + 1 / 272 + 1 / 210]
    assert kaplan_meier(FREIREICH).variances[:3] == pytest.approx(sums)


def test_there_is_no_interval_before_the_first_ending_after_the_last_or_where_few_are_followed() -> None:
    curve = kaplan_meier(FREIREICH)
    assert curve.interval(5) is None
    assert curve.followed_to(22) == 7
    assert curve.interval(22) is None
    everyone = kaplan_meier({(3, 1): 12, (9, 1): 12})
    assert everyone.variances == (12 / (24 * 12), None)
    assert everyone.interval(9) is None
    assert everyone.finished_by(9) == 1


def test_late_entry_is_that_of_survfit() -> None:
    # Surv(entry, weeks, ended): at risk from after the week of entry.
    curve = kaplan_meier(FREIREICH, ENTRIES)
    published = {
        6: 0.8125,
        7: 0.7447917,
        10: 0.6827257,
        13: 0.6144531,
        16: 0.5530078,
        22: 0.4740067,
        23: 0.3950056,
    }
    assert dict(curve.steps) == pytest.approx(published, abs=5e-8)
    assert [curve.followed_to(day) for day in (6, 7, 10, 13, 16)] == [16, 12, 12, 10, 10]
    assert curve.interval(16) == pytest.approx((1 - 0.7565529, 1 - 0.2842653), abs=5e-8)
    assert curve.median() == 22


def test_late_entry_by_hand() -> None:
    # Two are followed from the start, two from day 5. On day 3 one of two ends, on day 8 one of three.
    curve = kaplan_meier({(3, 1): 1, (8, 1): 1, (9, 0): 2}, {5: 2})
    assert dict(curve.steps) == pytest.approx({3: 0.5, 8: 1 / 3})


def test_an_entry_on_the_day_of_an_ending_comes_after_it() -> None:
    assert kaplan_meier({(3, 1): 1, (9, 0): 2}, {3: 1}).steps == ((3, 0.5),)


def test_entries_that_fit_no_duration_are_refused() -> None:
    with pytest.raises(InputRefused, match="More stop on day 3"):
        kaplan_meier({(3, 1): 2}, {9: 1})
    with pytest.raises(InputRefused, match="More stop on day 3"):
        kaplan_meier({(3, 1): 2, (8, 0): 1}, {4: 2})


DURATIONS = some.dictionaries(
    some.tuples(some.integers(0, 60), some.integers(0, 1)), some.integers(1, 30), min_size=1
)


@given(DURATIONS, some.integers(2, 9))
def test_weights_count_people_and_the_curve_never_rises(
    histogram: dict[tuple[int, int], int], times: int
) -> None:
    curve = kaplan_meier(histogram)
    tenfold = kaplan_meier({key: times * count for key, count in histogram.items()})
    assert dict(tenfold.steps) == pytest.approx(dict(curve.steps))
    survivals = [1.0, *(survival for _, survival in curve.steps)]
    assert survivals == sorted(survivals, reverse=True)
    for day, survival in curve.steps:
        interval = curve.interval(day)
        if interval is not None:
            assert 0 <= interval[0] <= 1 - survival <= interval[1] <= 1
