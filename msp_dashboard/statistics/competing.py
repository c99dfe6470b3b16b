"""Competing endings: the share that has ended in each way by a day, others still followed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msp_dashboard.statistics.checks import InputRefused
from msp_dashboard.statistics.survival import FEWEST_FOLLOWED, followed, numbers_at_risk


@dataclass(frozen=True, kw_only=True)
class Endings:
    """The estimate: after each day on which something ended, the share ended in each way.

    The shares of a step are in the order of `ways`; with the share not ended they add up to 1.
    """

    ways: tuple[str, ...]
    steps: tuple[tuple[int, tuple[float, ...]], ...]
    durations: tuple[tuple[int, int], ...]
    entries: tuple[tuple[int, int], ...]

    def followed_to(self, day: int) -> int:
        """Return how many, ended or not, were under observation just before `day` and reach it."""
        return followed(self.durations, self.entries, day)

    def ended_by(self, day: int) -> dict[str, float] | None:
        """Return the share ended in each way by `day`; None where fewer than ten are followed to it."""
        if self.followed_to(day) < FEWEST_FOLLOWED:
            return None
        shares = (0.0,) * len(self.ways)
        for step, found in self.steps:
            if step > day:
                break
            shares = found
        return dict(zip(self.ways, shares, strict=True))


def aalen_johansen(
    histogram: Mapping[tuple[int, str | None], int],
    ways: Sequence[str],
    entries: Mapping[int, int] | None = None,
) -> Endings:
    """Return the cumulative incidence of each of `ways` from (whole days, way or None) → number.

    None is followed so far, and leaves after those that ended on the same day. `entries` are as for
    `kaplan_meier`. Raises InputRefused on a way that is not one of `ways`, or where more enter than could.
    Source: Aalen and Johansen 1978; Satagopan et al. 2004.
    """
    if not {way for _, way in histogram} <= {None, *ways}:
        raise InputRefused("A duration ended in a way that is not among the ways asked for.")
    durations: dict[int, int] = {}
    for (days, _), count in histogram.items():
        durations[days] = durations.get(days, 0) + count
    survival, shares, steps = 1.0, (0.0,) * len(ways), []
    for days, at_risk in numbers_at_risk(durations, entries or {}):
        endings = [histogram.get((days, way), 0) for way in ways]
        if any(endings):
            grown = zip(shares, endings, strict=True)
            shares = tuple(share + survival * ending / at_risk for share, ending in grown)
            survival *= 1 - sum(endings) / at_risk
            steps.append((days, shares))
    return Endings(
        ways=tuple(ways),
        steps=tuple(steps),
        durations=tuple(sorted(durations.items())),
        entries=tuple(sorted((entries or {}).items())),
    )
