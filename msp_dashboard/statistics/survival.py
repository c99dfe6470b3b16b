"""Kaplan-Meier from a histogram of whole days: exact, and as small as the number of different days."""

from collections.abc import Mapping
from dataclasses import dataclass

FEWEST_FOLLOWED = 10
CHECKPOINTS = (7, 28, 56, 84, 112, 182)
GRID = range(0, 365, 7)


@dataclass(frozen=True, kw_only=True)
class Curve:
    """The estimate: survival after each day on which something ended, and how many were followed to a day."""

    steps: tuple[tuple[int, float], ...]
    durations: tuple[tuple[int, int], ...]
    endings: tuple[tuple[int, int], ...]
    opened: int
    ended: int

    def followed_to(self, day: int) -> int:
        """Return how many durations, ended or not, reach `day`."""
        return sum(count for days, count in self.durations if days >= day)

    def ended_by(self, day: int) -> int:
        """Return how many had ended by `day`."""
        return sum(count for days, count in self.endings if days <= day)

    def finished_by(self, day: int) -> float | None:
        """Return the share ended by `day`; None where fewer than ten durations reach it."""
        if self.followed_to(day) < FEWEST_FOLLOWED:
            return None
        return 1 - self._survival(day)

    def median(self) -> int | None:
        """Return the smallest day by which half have ended; None where that was not reached."""
        return next((day for day, survival in self.steps if survival <= 0.5 + 1e-12), None)

    def last_day(self) -> int | None:
        """Return the longest time that anything was followed; None over nothing."""
        return max((days for days, _ in self.durations), default=None)

    def grid(self) -> tuple[tuple[int, float, int], ...]:
        """Return (day, share finished, number followed) weekly, up to where fewer than ten are followed."""
        points = []
        for day in GRID:
            share = self.finished_by(day)
            if share is None:
                break
            points.append((day, share, self.followed_to(day)))
        return tuple(points)

    def _survival(self, day: int) -> float:
        survival = 1.0
        for step, after in self.steps:
            if step > day:
                break
            survival = after
        return survival


def kaplan_meier(histogram: Mapping[tuple[int, int], int]) -> Curve:
    """Return the curve of a histogram of (whole days, 1 ended or 0 followed so far) → number.

    Endings come before those followed so far on the same day. Source: Kaplan and Meier 1958.
    """
    endings: dict[int, int] = {}
    durations: dict[int, int] = {}
    for (days, ended), count in histogram.items():
        durations[days] = durations.get(days, 0) + count
        endings[days] = endings.get(days, 0) + (count if ended else 0)
    opened = at_risk = sum(durations.values())
    survival, steps = 1.0, []
    for days in sorted(durations):
        if endings[days]:
            survival *= 1 - endings[days] / at_risk
            steps.append((days, survival))
        at_risk -= durations[days]
    return Curve(
        steps=tuple(steps),
        durations=tuple(sorted(durations.items())),
        endings=tuple(sorted(endings.items())),
        opened=opened,
        ended=sum(endings.values()),
    )
