"""How long a period is, and how many charts would show a flag though nothing changed."""

import numpy as np
import pytest

from msp_dashboard.statistics.spc import expected_by_chance, finest_grain, p_prime, share_flagged_by_chance


def test_the_finest_grain_whose_median_period_holds_enough_is_chosen() -> None:
    # A share of a half: 12 people give 12 × 0.25 = 3, 11 give 2.75.
    assert (
        finest_grain({"quarter": [(6, 12)] * 4, "half_year": [(12, 24)] * 2, "year": [(24, 48)]}) == "quarter"
    )
    few = {"quarter": [(5, 10), (6, 12), (5, 10), (6, 12)], "half_year": [(11, 22)] * 2, "year": [(22, 44)]}
    assert finest_grain(few) == "half_year"
    assert finest_grain({"month": [(6, 12)] * 12, "quarter": [(18, 36)] * 4}) == "month"


def test_a_rare_answer_needs_longer_periods() -> None:
    # A share of 0.1 has p(1 - p) = 0.09, so 34 people are enough and 33 are not.
    assert finest_grain({"quarter": [(4, 40), (3, 30), (3, 30), (4, 40)], "year": [(14, 140)]}) == "quarter"
    assert finest_grain({"quarter": [(3, 33), (4, 33), (3, 32), (3, 32)], "year": [(13, 130)]}) == "year"


def test_empty_periods_count_towards_the_median() -> None:
    assert finest_grain({"quarter": [(0, 0), (30, 60), (0, 0), (0, 0)], "year": [(30, 60)]}) == "year"


def test_too_little_for_any_grain_is_none() -> None:
    assert finest_grain({"quarter": [(1, 2)] * 4, "year": [(4, 8)]}) is None
    assert finest_grain({"quarter": [(0, 0)] * 4, "year": [(0, 0)]}) is None
    assert finest_grain({"year": [(50, 50)]}) is None


def test_the_share_flagged_by_chance_is_what_simulated_series_show() -> None:
    draws = np.random.default_rng(4).binomial(60, 0.5, size=(2000, 20)).tolist()
    flagged = sum(any(point.flag != "none" for point in p_prime(series, [60] * 20)) for series in draws)
    # Three standard errors of 2,000 series at 12.6% are 2.2 points.
    assert flagged / 2000 == pytest.approx(share_flagged_by_chance(20), abs=0.022)


def test_the_share_flagged_by_chance_grows_with_the_length_and_starts_at_twelve_points() -> None:
    shares = [share_flagged_by_chance(points) for points in range(80)]
    assert shares == sorted(shares)
    assert shares[11] == 0
    assert shares[18] == pytest.approx((shares[16] + shares[20]) / 2)
    assert shares[60] == shares[79]


def test_what_chance_alone_would_flag_is_added_up_over_charts() -> None:
    assert expected_by_chance([20] * 8 + [7]) == pytest.approx(8 * share_flagged_by_chance(20))
    assert expected_by_chance([]) == 0
