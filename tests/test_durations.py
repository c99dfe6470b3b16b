"""Durations with endings that compete, worked by hand."""

import pytest

from msp_dashboard.results.durations import duration
from msp_dashboard.results.protection import Protection

EXACT = Protection(tier="exact", threshold=5, rate_minimum=1)
BOARD = Protection(tier="board", threshold=5, rate_minimum=20)
# Of 40, 10 died on day 7, 20 reached their own end on day 14, and 10 are followed for 30 days so far.
ENDINGS = {(7, 2): 10, (14, 1): 20, (30, 0): 10}


def test_the_curve_rises_with_the_endings_asked_about_alone() -> None:
    curve = {day: share for day, share, _ in duration(ENDINGS, EXACT).curve}
    assert curve[7] == 0
    # 30 of 40 were still followed, and 20 of those 30 ended: 3/4 times 2/3.
    assert curve[14] == pytest.approx(0.5)
    assert curve[28] == pytest.approx(0.5)


def test_the_figures_beside_it_take_every_ending_as_one() -> None:
    found = duration(ENDINGS, EXACT)
    assert (found.opened, found.ended, found.median) == (40, 30, 14)
    assert found.finished_by[28] == pytest.approx(0.75)
    assert found.bands["0-7"] == 10


def test_without_competing_endings_curve_and_figures_are_one() -> None:
    found = duration({(7, 1): 10, (14, 1): 20, (30, 0): 10}, EXACT)
    curve = {day: share for day, share, _ in found.curve}
    assert curve[7] == found.finished_by[7] == pytest.approx(0.25)
    assert curve[28] == found.finished_by[28] == pytest.approx(0.75)


def test_outside_the_exact_tier_the_curve_is_rounded_to_whole_percents() -> None:
    ended = {(7, 2): 10, (14, 1): 25, (30, 0): 10}
    curve = {day: share for day, share, _ in duration(ended, BOARD).curve}
    # 35/45 times 25/35.
    assert curve[14] == 0.56
