"""Random draws from named tables of weights, and the days on which a council works."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import TypeVar

Option = TypeVar("Option")

# What multiplies the weights of a table, for each of several situations.
Tilts = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Weights:
    """Codes with their relative weights, ready to be drawn from."""

    codes: tuple[str, ...]
    cumulative: tuple[float, ...]

    @classmethod
    def of(cls, table: Mapping[str, float]) -> Weights:
        """A table of code to relative weight; weights need not add up to anything."""
        return cls(tuple(table), tuple(accumulate(table.values())))

    def pick(self, rng: Random) -> str:
        """One code, drawn in proportion to its weight."""
        return self.codes[bisect_right(self.cumulative, rng.random() * self.cumulative[-1])]


def tilted(table: Mapping[str, float], *factors: Mapping[str, float]) -> dict[str, float]:
    """The table with each code's weight multiplied by every factor that names it."""
    weights = dict(table)
    for factor in factors:
        for code in weights.keys() & factor.keys():
            weights[code] *= factor[code]
    return weights


def days(rng: Random, median: float, spread: float) -> int:
    """A log-normal number of whole days with this median; `spread` is the sigma of its logarithm."""
    return round(median * math.exp(rng.gauss(0.0, spread)))


def choose(rng: Random, options: Sequence[Option]) -> Option:
    """One of the options, each as likely."""
    return options[int(rng.random() * len(options))]


def working_day(rng: Random, day: date) -> date:
    """The day itself, or, nine times in ten, the Monday after where it falls on a weekend."""
    if day.weekday() >= 5 and rng.random() < 0.9:
        return day + timedelta(days=7 - day.weekday())
    return day
