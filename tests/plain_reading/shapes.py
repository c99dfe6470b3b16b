"""The JSON shapes of an answer, built from one verdict a unit."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from statistics import NormalDist
from typing import Any

from tests.plain_reading.contract import NOT_RECORDED

Answer = dict[str, Any]

YES, NO, EXCLUDED = "yes", "no", "excluded"
BANDS = {"0-7": (0, 7), "8-28": (8, 28), "29-56": (29, 56), "57-84": (57, 84), "85-182": (85, 182)}
LAST_BAND = "183+"
FINISHED_BY = (7, 28, 56, 84, 112, 182)
_Z = NormalDist().inv_cdf(0.975)


def proportion(verdicts: Iterable[str]) -> Answer:
    """Numerator, denominator, not recorded and excluded of verdicts YES, NO, NOT_RECORDED, EXCLUDED."""
    tally = Counter(verdicts)
    numerator, denominator = tally[YES], tally[YES] + tally[NO]
    unknown = tally[NOT_RECORDED]
    return {
        "kind": "proportion",
        "numerator": numerator,
        "denominator": denominator,
        "not_recorded": unknown,
        "excluded": tally[EXCLUDED],
        "rate": _share(numerator, denominator),
        "low": _share(numerator, denominator + unknown),
        "high": _share(numerator + unknown, denominator + unknown),
        "interval": wilson(numerator, denominator),
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def wilson(numerator: int, denominator: int) -> list[float] | None:
    """Wilson's 95% interval without continuity correction, clipped to [0, 1]; None over nothing."""
    if denominator == 0:
        return None
    rate, square = numerator / denominator, _Z * _Z
    middle = rate + square / (2 * denominator)
    reach = _Z * math.sqrt(rate * (1 - rate) / denominator + square / (4 * denominator**2))
    scale = 1 + square / denominator
    return [max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)]


def categories(listed: list[str], verdicts: Iterable[str]) -> Answer:
    """A count for every listed code; anything else must be NOT_RECORDED (if not listed) or EXCLUDED."""
    tally = Counter(verdicts)
    return {
        "kind": "categories",
        "categories": [{"code": code, "count": tally[code]} for code in listed],
        "denominator": sum(tally[code] for code in listed),
        "not_recorded": 0 if NOT_RECORDED in listed else tally[NOT_RECORDED],
        "excluded": tally[EXCLUDED],
    }


def count(number: int) -> Answer:
    """One count."""
    return {"kind": "count", "count": number}


def bands(days: Iterable[int]) -> dict[str, int]:
    """How many durations fall in each band."""
    counted = {**dict.fromkeys(BANDS, 0), LAST_BAND: 0}
    for day in days:
        found = [band for band, (first, last) in BANDS.items() if first <= day <= last]
        counted[found[0] if found else LAST_BAND] += 1
    return counted


def cells(pairs: Iterable[tuple[str, str]], rows: list[str], columns: list[str]) -> Answer:
    """Counts of (row, column) in the lists' order, those that occur."""
    tally = Counter(pairs)
    return {
        "kind": "cells",
        "cells": [
            {"row": row, "column": column, "count": tally[row, column]}
            for row in rows
            for column in columns
            if tally[row, column]
        ],
    }


def entry(names: Answer, figures: Answer) -> Answer:
    """One entry: the cells that name it, then figures of an inner kind."""
    return {**names, **{name: inner for name, inner in figures.items() if name != "kind"}}


def listed(entries: Iterable[Answer]) -> Answer:
    """Entries, in their order."""
    return {"kind": "entries", "entries": list(entries)}


def without_figures(value: Any) -> Any:
    """An answer's shape with null for every figure: what is not collected has none, not even zero."""
    if isinstance(value, dict):
        return {name: without_figures(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [without_figures(inner) for inner in value] or None
    return value if isinstance(value, str) else None
