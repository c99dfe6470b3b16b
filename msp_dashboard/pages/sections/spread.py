"""The table of a spread: how many others have a share of which size, without who they are."""

from collections import Counter
from collections.abc import Sequence

from dash.development.base_component import Component

from msp_dashboard.components import table

STEPS = 10


def spread(caption: str, shares: Sequence[float], chosen: float | None, names: tuple[str, str]) -> Component:
    """Return how many of `shares` lie in each step of ten points, and where the `chosen` one does.

    `names` head the two columns: the others', and the chosen one's.
    """
    found = Counter(_step(share) for share in shares)
    own = None if chosen is None else _step(chosen)
    steps = range(min([*found, *([] if own is None else [own])], default=0), STEPS)
    rows = [(_words(step), f"{found[step]:,}", "Here" if step == own else "–") for step in steps]
    return table(caption, ("Share", *names), rows)


def _step(share: float) -> int:
    return min(int(share * STEPS), STEPS - 1)


def _words(step: int) -> str:
    return f"{step * 10}% to {'100%' if step == STEPS - 1 else f'under {step * 10 + 10}%'}"
