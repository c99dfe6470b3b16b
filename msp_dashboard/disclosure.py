"""Disclosure control: whole tables of true counts in, protected tables out; None is hidden, 0 is none."""

from collections.abc import Iterable, Mapping

Figure = int | None
EXACT = "exact"
TIERS = ("public", "board", EXACT)
HIDDEN = (
    "Fewer than {threshold}. We hide numbers this small so that nobody can be recognised. "
    "It does not mean none."
)


def protect(
    counts: Mapping[str, int], *, tier: str, threshold: int, tables: Iterable[tuple[str, ...]] = ()
) -> dict[str, Figure]:
    """Return the counts with small ones hidden; nothing is hidden in the exact tier.

    A count from 1 to one below `threshold` is hidden. Each of `tables` names cells whose sum is shown
    elsewhere: where exactly one of them is hidden, the smallest other that is not zero is hidden too, so that
    it cannot be had by subtraction, until no table gives one away. Raises ValueError on an unknown tier.
    """
    if tier not in TIERS:
        raise ValueError(f"There is no tier of that name: choose {', '.join(TIERS)}.")
    if tier == EXACT:
        return dict(counts)
    hidden = {name for name, count in counts.items() if 0 < count < threshold}
    lines = tuple(tables)
    before = -1
    while len(hidden) > before:
        before = len(hidden)
        for cells in lines:
            hidden |= _complement(counts, cells, hidden)
    return {name: None if name in hidden else count for name, count in counts.items()}


def total(
    figures: Mapping[str, Figure], cells: Iterable[str], counts: Mapping[str, int], threshold: int
) -> Figure:
    """Return the sum of `cells`, or None where showing it would give a hidden one back.

    One hidden cell is had by subtraction; several are where their sum leaves them only one way to be: each
    the least that a hidden count can be, or each the most.
    """
    cells = tuple(cells)
    hidden = [counts[name] for name in cells if figures[name] is None]
    whole = sum(counts[name] for name in cells)
    certain = sum(hidden) in (len(hidden), len(hidden) * (threshold - 1))
    if hidden and (len(hidden) == 1 or whole < threshold or certain):
        return None
    return whole


def _complement(counts: Mapping[str, int], cells: tuple[str, ...], hidden: set[str]) -> set[str]:
    inside = [name for name in cells if name in hidden]
    others = [name for name in cells if name not in hidden and counts[name]]
    if len(inside) != 1 or not others:
        return set()
    return {min(others, key=lambda name: (counts[name], cells.index(name)))}
