"""What is hidden of a measure: its counts protected together with those of its groups, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msp_dashboard.disclosure import EXACT, Figure, protect
from msp_dashboard.measures.definition import (
    EXCLUDED,
    NUMERATOR,
    REST,
    SEPARATOR,
    Bands,
    Categories,
    Cross,
    Entries,
    Proportion,
    Shape,
)
from msp_dashboard.vocabulary import NOT_RECORDED

DENOMINATOR = "denominator"
Counts = Mapping[str, int]
Shown = dict[str, Figure]
Lines = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Protection:
    """The tier and its thresholds; `tells_teams` is whether figures of single teams may be told."""

    tier: str
    threshold: int
    rate_minimum: int
    tells_teams: bool = True

    @property
    def digits(self) -> int | None:
        """How shares are rounded: whole percents, but unrounded in the exact tier."""
        return None if self.tier == EXACT else 2

    def hide(self, counts: Counts, *tables: tuple[str, ...]) -> Shown:
        """Return protected counts; each of `tables` names cells whose sum is shown."""
        return protect(counts, tier=self.tier, threshold=self.threshold, tables=tables)

    def of_one(self, shape: Shape, counts: Counts) -> Shown:
        """Return a measure's protected counts, a proportion's denominator among them."""
        return self.hide(_with_denominator(shape, counts), *lines(shape, counts))

    def of_groups(self, shape: Shape, groups: Sequence[Counts], sets: Sequence[range]) -> list[Shown]:
        """Return each group's protected counts; the groups of each of `sets` add up to a figure shown."""
        full = [_with_denominator(shape, counts) for counts in groups]
        cells = {
            f"{place}{SEPARATOR}{name}": n for place, counts in enumerate(full) for name, n in counts.items()
        }
        inside = [
            tuple(f"{place}{SEPARATOR}{name}" for name in line)
            for place in range(len(full))
            for line in lines(shape, groups[place])
        ]
        across = [
            tuple(f"{place}{SEPARATOR}{name}" for place in places if name in full[place])
            for places in sets
            for name in dict.fromkeys(name for counts in full for name in counts)
            # Pages take a hidden number of missing answers for a small one, so only small ones are hidden.
            if name.rpartition(SEPARATOR)[2] not in (NOT_RECORDED, EXCLUDED)
        ]
        shown = self.hide(cells, *inside, *across)
        return [
            {name: shown[f"{place}{SEPARATOR}{name}"] for name in counts} for place, counts in enumerate(full)
        ]


def lines(shape: Shape, counts: Counts) -> Lines:
    """Return the sets of a measure's states whose sum is shown, here or by a measure beside it."""
    if isinstance(shape, Entries):
        within = (
            tuple(f"{key}{SEPARATOR}{name}" for name in line)
            for key in shape.keys(counts)
            for line in lines(shape.inner_of(key), counts)
        )
        return (*within, *_across_entries(shape, counts))
    if isinstance(shape, Proportion):
        return ((NUMERATOR, REST),)
    if isinstance(shape, Categories):
        # Their sum is a count elsewhere; the denominator is shown only where not recorded is.
        return (tuple(dict.fromkeys((*shape.labels, NOT_RECORDED))), *shape.sums_elsewhere)
    if isinstance(shape, Cross):
        firsts = dict.fromkeys(state.split(SEPARATOR)[0] for state in shape.states)
        rows = [[state for state in shape.states if state.split(SEPARATOR)[0] == each] for each in firsts]
        return (shape.states, *map(tuple, rows))
    return (shape.states,) if isinstance(shape, Bands) else ()


def _across_entries(shape: Entries, counts: Counts) -> Lines:
    """The same state of every entry that differs only in the part whose sum another measure shows."""
    if shape.sums_elsewhere is None:
        return ()
    place, found = shape.names.index(shape.sums_elsewhere), dict[tuple[str, ...], list[str]]()
    for state in _with_denominator(shape, counts):
        parts = state.split(SEPARATOR)
        if parts[-1] not in (NOT_RECORDED, EXCLUDED):
            found.setdefault((*parts[:place], *parts[place + 1 :]), []).append(state)
    return tuple(map(tuple, found.values()))


def _with_denominator(shape: Shape, counts: Counts) -> Counts:
    if isinstance(shape, Entries) and isinstance(shape.inner, Proportion):
        sums = {
            f"{key}{SEPARATOR}{DENOMINATOR}": sum(
                counts[f"{key}{SEPARATOR}{name}"] for name in (NUMERATOR, REST)
            )
            for key in shape.keys(counts)
        }
        return {**counts, **sums}
    if not isinstance(shape, Proportion):
        return counts
    return {**counts, DENOMINATOR: counts[NUMERATOR] + counts[REST]}
