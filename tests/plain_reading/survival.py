"""Durations in whole days by Kaplan and Meier's product, straight from its definition."""

from __future__ import annotations

from datetime import date

from tests.plain_reading.shapes import FINISHED_BY, Answer, bands

Duration = tuple[int, bool]

_TOO_FEW = 10


def followed(start: date, end: date | None, censored_on: date | None, extract_date: date) -> Duration:
    """Days from start to end and True, or to where the look ended and False; below zero counts as zero.

    What happened after the extract date had not happened when the look ended.
    """
    if end is not None and end <= extract_date:
        return max(0, (end - start).days), True
    last_look = min(censored_on or extract_date, extract_date)
    return max(0, (last_look - start).days), False


def duration(durations: list[Duration]) -> Answer:
    """Opened, ended, the shares finished, the median (or how far it was not reached), and the bands."""
    steps = survival_steps(durations)
    longest = max((days for days, _ in durations), default=None)
    median = next((day for day, survival in steps if survival <= 0.5 + 1e-12), None)
    answer: Answer = {
        "kind": "duration",
        "opened": len(durations),
        "ended": sum(ended for _, ended in durations),
        "median": median,
        "finished_by": {str(day): _share_finished(durations, steps, day) for day in FINISHED_BY},
        "bands": bands(days for days, ended in durations if ended),
    }
    if median is None:
        answer["median_not_reached_by"] = longest
    return answer


def survival_steps(durations: list[Duration]) -> list[tuple[int, float]]:
    """(day, S(day)) for every day on which something ended; at risk on a day: all that reach it."""
    survival, steps = 1.0, []
    for day in sorted({days for days, ended in durations if ended}):
        at_risk = sum(1 for days, _ in durations if days >= day)
        ended_today = sum(1 for days, ended in durations if ended and days == day)
        survival *= 1 - ended_today / at_risk
        steps.append((day, survival))
    return steps


def _share_finished(durations: list[Duration], steps: list[tuple[int, float]], day: int) -> float | None:
    if sum(1 for days, _ in durations if days >= day) < _TOO_FEW:
        return None
    so_far = [survival for step, survival in steps if step <= day]
    return 1 - so_far[-1] if so_far else 0.0
