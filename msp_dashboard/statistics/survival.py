"""Kaplan-Meier from a histogram of whole days: exact, and as small as the number of different days."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

from msp_dashboard.statistics.checks import InputRefused
from msp_dashboard.statistics.intervals import Z95

FEWEST_FOLLOWED = 10
CHECKPOINTS = (7, 28, 56, 84, 112, 182)
GRID = range(0, 365, 7)


@dataclass(frozen=True, kw_only=True)
class Curve:
    """The estimate: survival after each day on which something ended, and how many were followed to a day.

    `variances` holds Greenwood's sum after each of `steps`; None once everything has ended. `entries` holds
    how many came under observation late, by day.
    """

    steps: tuple[tuple[int, float], ...]
    variances: tuple[float | None, ...]
    durations: tuple[tuple[int, int], ...]
    endings: tuple[tuple[int, int], ...]
    entries: tuple[tuple[int, int], ...]
    opened: int
    ended: int

    def followed_to(self, day: int) -> int:
        """Return how many, ended or not, were under observation just before `day` and reach it."""
        return followed(self.durations, self.entries, day)

    def ended_by(self, day: int) -> int:
        """Return how many had ended by `day`."""
        return sum(count for days, count in self.endings if days <= day)

    def finished_by(self, day: int) -> float | None:
        """Return the share ended by `day`; None where fewer than ten durations reach it."""
        if self.followed_to(day) < FEWEST_FOLLOWED:
            return None
        return 1 - self._at(day)[0]

    def interval(self, day: int) -> tuple[float, float] | None:
        """Return the 95% log-log interval of the share ended by `day`.

        None where the method has none (nothing has ended by then, or everything) and where fewer than ten
        reach `day`. Source: Kalbfleisch and Prentice 2002, 1.4; R's survfit with conf.type "log-log".
        """
        survival, variance = self._at(day)
        if variance is None or not 0 < survival < 1 or self.followed_to(day) < FEWEST_FOLLOWED:
            return None
        spread = Z95 * sqrt(variance) / -log(survival)
        return 1 - survival ** exp(-spread), 1 - survival ** exp(spread)

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

    def _at(self, day: int) -> tuple[float, float | None]:
        """Return the survival after `day` and Greenwood's sum."""
        found: tuple[float, float | None] = (1.0, 0.0)
        for (step, survival), variance in zip(self.steps, self.variances, strict=True):
            if step > day:
                break
            found = survival, variance
        return found


def kaplan_meier(histogram: Mapping[tuple[int, int], int], entries: Mapping[int, int] | None = None) -> Curve:
    """Return the curve of a histogram of (whole days, 1 ended or 0 followed so far) → number.

    `entries` (late entry): of those, how many came under observation only on a later day, by that day counted
    from the same start as their duration, which has to be longer; the rest are followed from the start.
    Endings come before those followed so far on the same day. Raises InputRefused where more enter than
    could. statsmodels has no Greenwood error for weights and no late entry for competing endings.
    Source: Kaplan and Meier 1958; Greenwood 1926.
    """
    endings: dict[int, int] = {}
    durations: dict[int, int] = {}
    for (days, ended), count in histogram.items():
        durations[days] = durations.get(days, 0) + count
        endings[days] = endings.get(days, 0) + (count if ended else 0)
    survival, summed, steps = 1.0, 0.0, []
    variances: list[float | None] = []
    for days, at_risk in numbers_at_risk(durations, entries or {}):
        if endings[days]:
            ending = endings[days]
            survival *= 1 - ending / at_risk
            steps.append((days, survival))
            if survival:
                summed += ending / (at_risk * (at_risk - ending))
            variances.append(summed if survival else None)
    return Curve(
        steps=tuple(steps),
        variances=tuple(variances),
        durations=tuple(sorted(durations.items())),
        endings=tuple(sorted(endings.items())),
        entries=tuple(sorted((entries or {}).items())),
        opened=sum(durations.values()),
        ended=sum(endings.values()),
    )


def followed(durations: Iterable[tuple[int, int]], entries: Iterable[tuple[int, int]], day: int) -> int:
    """Return how many of the durations reach `day`, without those that enter only on it or later."""
    reaching = sum(count for days, count in durations if days >= day)
    return reaching - sum(count for days, count in entries if days >= day)


def numbers_at_risk(durations: Mapping[int, int], entries: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield each day on which a duration stops, with how many were followed up to it, in order of days.

    Raises InputRefused where more stop on a day than can have entered before it.
    """
    not_yet = sum(entries.values())
    late = sorted(entries.items())
    reaching = sum(durations.values())
    for days in sorted(durations):
        while late and late[0][0] < days:
            not_yet -= late.pop(0)[1]
        if durations[days] > reaching - not_yet:
            raise InputRefused(f"More stop on day {days} than had come under observation before it.")
        yield days, reaching - not_yet
        reaching -= durations[days]
