"""What stands beside a measure: figures of its parts, without what the two would tell of the rest."""

from collections.abc import Mapping
from dataclasses import replace

from msp_dashboard.disclosure import EXACT
from msp_dashboard.measures.definition import SEPARATOR, Count, Measure
from msp_dashboard.measures.statements import Tally
from msp_dashboard.results.answers import (
    CategoryFigures,
    CountFigures,
    EntriesFigures,
    Figure,
    Figures,
    Group,
)
from msp_dashboard.results.compose import compose
from msp_dashboard.results.groups import groups_of, protection_of
from msp_dashboard.results.protection import Protection
from msp_dashboard.scope import Scope

Counts = Mapping[str, int]
Both = tuple[Figures, Counts]
Parts = Mapping[str, Measure]


def beside_of(
    measure: Measure, parts: Parts, figures: Figures, found: Mapping[str, Tally], protection: Protection
) -> dict[str, Figures]:
    """Return the figures of `parts`, which stand beside a measure's own."""

    def one(part: Measure) -> Figures:
        tally = found[part.key]
        own = compose(part, tally, protection), tally.counts
        return _kept_apart((figures, found[measure.key].counts), own, protection)

    told = {name: one(part) for name, part in parts.items()}
    return _few_left_out(
        parts, told, {name: found[part.key].counts for name, part in parts.items()}, protection
    )


def beside_in_groups(
    measure: Measure,
    parts: Parts,
    groups: tuple[Group, ...] | None,
    found: Mapping[str, Tally],
    scope: Scope,
) -> tuple[Group, ...] | None:
    """Return each group with the same."""
    if groups is None or not parts:
        return groups
    protection, whole = protection_of(scope.tier), found[measure.key].groups or ()
    own = {
        name: tuple(
            zip(groups_of(part, found[part.key], scope) or (), found[part.key].groups or (), strict=True)
        )
        for name, part in parts.items()
    }

    def at(place: int, both: Both) -> dict[str, Figures]:
        found_there = {name: (each[place][0].figures, each[place][1][1].counts) for name, each in own.items()}
        told = {name: _kept_apart(both, pair, protection) for name, pair in found_there.items()}
        counts = {name: pair[1] for name, pair in found_there.items()}
        return _few_left_out(parts, told, counts, protection)

    return tuple(
        replace(group, beside=at(place, (group.figures, tally.counts)))
        for place, (group, (_, tally)) in enumerate(zip(groups, whole, strict=True))
    )


def _few_left_out(
    parts: Parts, told: Mapping[str, Figures], counts: Mapping[str, Counts], protection: Protection
) -> dict[str, Figures]:
    """Return figures of which a number is hidden where one within it leaves out a small number of people."""
    found = dict(told)
    for name, part in parts.items():
        whole = told.get(part.within or "")
        if part.within is None or not isinstance(whole, EntriesFigures) or protection.tier == EXACT:
            continue
        entries = dict(whole.entries)
        for codes in entries:
            state = SEPARATOR.join((*codes, *Count.states))
            if 0 < counts[part.within][state] - counts[name][state] < protection.threshold:
                entries[codes] = CountFigures(count=None)
        found[part.within] = replace(whole, entries=entries)
    return found


def _kept_apart(whole: Both, part: Both, protection: Protection) -> Figures:
    """Return the figures of a part, which is within the whole where both have entries of the same names.

    Each comes with its true counts. The difference of the two is a figure too: where it is small in an entry,
    the part is hidden there, and so is what the whole hides.
    """
    (figures, counts), (within, own) = whole, part
    if protection.tier == EXACT or not isinstance(figures, EntriesFigures):
        return within
    if not isinstance(within, EntriesFigures) or within.names != figures.names:
        return within
    entries = dict(within.entries)
    for codes, found in within.entries.items():
        seen = figures.entries[codes]
        if isinstance(found, CategoryFigures) and isinstance(seen, CategoryFigures):
            key = SEPARATOR.join(codes)
            rest = {state: counts[state] - own[state] for state in own if state.startswith(key + SEPARATOR)}
            few = any(0 < count < protection.threshold for count in rest.values())
            entries[codes] = _less(found, seen, few=few)
    return EntriesFigures(names=within.names, entries=entries)


def _less(part: CategoryFigures, whole: CategoryFigures, *, few: bool) -> CategoryFigures:
    def shown(figure: Figure, beside: Figure) -> Figure:
        return None if figure and (few or beside is None) else figure

    counts = {code: shown(count, whole.counts[code]) for code, count in part.counts.items()}
    known = counts == dict(part.counts)
    return replace(
        part,
        counts=counts,
        denominator=part.denominator if known else None,
        not_recorded=shown(part.not_recorded, whole.not_recorded),
        excluded=shown(part.excluded, whole.excluded),
    )
