"""Why nothing is ranked: how far apart chance alone takes the shares of teams that work exactly alike."""

from random import Random

TEAMS, PEOPLE, CHANCE = 12, 20, 0.5
# The mean of many simulations, in percentage points: a test holds it.
POINTS_APART = 36
SEED = 3


def simulate(chance: Random) -> tuple[int, ...]:
    """Return how many of the people of each team say yes, where everybody does with the same chance."""
    return tuple(sum(chance.random() < CHANCE for _ in range(PEOPLE)) for _ in range(TEAMS))


def points_apart(counts: tuple[int, ...]) -> float:
    """Return how many percentage points lie between the highest share and the lowest."""
    return 100 * (max(counts) - min(counts)) / PEOPLE


def example() -> tuple[int, ...]:
    """Return one simulation, always the same."""
    return simulate(Random(SEED))
