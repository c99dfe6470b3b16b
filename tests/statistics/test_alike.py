"""The simulation of teams that work exactly alike, and the number that the Method page gives."""

from math import comb
from random import Random
from statistics import fmean

from msp_dashboard.statistics.alike import EXAMPLE, PEOPLE, POINTS_APART, TEAMS, points_apart, simulate


def test_twelve_identical_teams_lie_36_points_apart_on_average() -> None:
    chance = Random(20260401)
    found = fmean(points_apart(simulate(chance)) for _ in range(10_000))
    assert round(found) == POINTS_APART == 36


def test_the_simulation_agrees_with_what_can_be_worked_out() -> None:
    # The chance that a team has at most k of 20, and from it the highest and lowest of twelve on average.
    at_most = [sum(comb(PEOPLE, yes) for yes in range(k + 1)) / 2**PEOPLE for k in range(PEOPLE)]
    highest = sum(1 - each**TEAMS for each in at_most)
    lowest = sum((1 - each) ** TEAMS for each in at_most)
    assert round(100 * (highest - lowest) / PEOPLE) == POINTS_APART


def test_the_example_is_a_simulation_and_a_usual_one() -> None:
    assert simulate(Random(3)) == EXAMPLE
    assert points_apart(EXAMPLE) == 35


def test_points_apart_are_those_between_the_highest_share_and_the_lowest() -> None:
    assert points_apart((5, 10, 15)) == 50
