"""Why nothing is ranked: how far apart chance alone takes the shares of teams that work exactly alike."""

from random import Random

TEAMS, PEOPLE, CHANCE = 12, 20, 0.5
# The mean of many simulations, in percentage points: a test holds it.
POINTS_APART = 36
# One simulation, drawn with the seed 3: as far apart as many are.
EXAMPLE = (9, 9, 5, 10, 10, 7, 12, 12, 12, 10, 7, 9)


def simulate(chance: Random) -> tuple[int, ...]:
    """Return how many of the people of each team say yes, where everybody does with the same chance."""
    return tuple(sum(chance.random() < CHANCE for _ in range(PEOPLE)) for _ in range(TEAMS))


def points_apart(counts: tuple[int, ...]) -> float:
    """Return how many percentage points lie between the highest share and the lowest."""
    return 100 * (max(counts) - min(counts)) / PEOPLE
