"""From a tally of true counts to protected figures: the only code that sees both."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msp_dashboard.disclosure import total
from msp_dashboard.measures.definition import (
    EXCLUDED,
    NUMERATOR,
    REST,
    SEPARATOR,
    Bands,
    Categories,
    Count,
    Cross,
    Duration,
    Entries,
    Measure,
    Proportion,
    Shape,
)
from msp_dashboard.measures.statements import Tally
from msp_dashboard.results.answers import (
    BandFigures,
    CategoryFigures,
    CountFigures,
    CrossFigures,
    EntriesFigures,
    Figures,
    ProportionFigures,
)
from msp_dashboard.results.durations import duration
from msp_dashboard.results.protection import DENOMINATOR, Protection, Shown
from msp_dashboard.vocabulary import NOT_RECORDED

ALL_TEAMS = "all"
STATES = (NUMERATOR, REST, NOT_RECORDED, EXCLUDED)


def compose(measure: Measure, tally: Tally, protection: Protection) -> Figures:
    """Return a measure's figures from its true counts; raises TypeError on a measure made of several."""
    shape = measure.shape
    if isinstance(shape, Duration):
        return duration(tally.days, protection)
    counts = summed(shape, tally.counts) if isinstance(shape, Proportion) else tally.counts
    if isinstance(shape, Entries) and not protection.tells_teams:
        counts = without_units(shape, counts)
    return _assemble(shape, counts, protection.of_one(shape, counts), protection)


def compose_groups(
    measure: Measure, tallies: Sequence[Tally], sets: Sequence[range], protection: Protection
) -> list[Figures]:
    """Return each group's figures; the groups of each of `sets` add up to a figure that is shown."""
    shape = measure.shape
    if isinstance(shape, Duration):
        return [duration(tally.days, protection) for tally in tallies]
    counts = [tally.counts for tally in tallies]
    if isinstance(shape, Entries) and not protection.tells_teams:
        counts = [without_units(shape, each) for each in counts]
    shown = protection.of_groups(shape, counts, sets)
    return [_assemble(shape, *pair, protection) for pair in zip(counts, shown, strict=True)]


def _assemble(shape: Shape, counts: Mapping[str, int], shown: Shown, protection: Protection) -> Figures:
    if isinstance(shape, Proportion):
        return _proportion(counts, shown, protection)
    if isinstance(shape, Categories):
        return _categories(shape, counts, shown, protection)
    if isinstance(shape, Cross):
        cells = {tuple(state.split(SEPARATOR)): shown[state] for state in shape.states}
        return CrossFigures(kind=shape.kind, names=shape.names, cells=cells)
    if isinstance(shape, Count):
        return CountFigures(count=shown["count"])
    if isinstance(shape, Bands):
        return BandFigures(bands=shown)
    if isinstance(shape, Entries):
        return _entries(shape, counts, shown, protection)
    raise TypeError("A measure made of several has no figures of its own.")


def without_units(shape: Entries, counts: Mapping[str, int]) -> Mapping[str, int]:
    """Return counts in which teams are one: outside the exact tier nothing is told of a single one."""
    if "team" not in shape.names:
        return counts
    place, together = shape.names.index("team"), Counter[str]()
    for state, count in counts.items():
        parts = state.split(SEPARATOR)
        together[SEPARATOR.join((*parts[:place], ALL_TEAMS, *parts[place + 1 :]))] += count
    return dict(together)


def _entries(
    shape: Entries, counts: Mapping[str, int], shown: Shown, protection: Protection
) -> EntriesFigures:
    entries: dict[tuple[str, ...], Figures] = {}
    for key in shape.keys(counts):
        own = {state: counts[f"{key}{SEPARATOR}{state}"] for state in shape.inner_of(key).states}
        seen = {
            name.removeprefix(key + SEPARATOR): n
            for name, n in shown.items()
            if name.startswith(key + SEPARATOR)
        }
        entries[tuple(key.split(SEPARATOR))] = _assemble(shape.inner_of(key), own, seen, protection)
    return EntriesFigures(names=shape.names, entries=entries)


def own_groups(shape: Proportion, counts: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Return the counts by state of each of a measure's own groups, every code in order."""
    groups: dict[str, dict[str, int]] = {}
    for combined in shape.states:
        value, _, state = combined.partition(SEPARATOR)
        groups.setdefault(value, {})[state] = counts[combined]
    return groups


def summed(shape: Proportion, counts: Mapping[str, int]) -> Mapping[str, int]:
    """Return the counts by state over all of a measure's own groups."""
    if shape.groups is None:
        return counts
    groups = own_groups(shape, counts).values()
    return {state: sum(group[state] for group in groups) for state in STATES}


def _proportion(counts: Mapping[str, int], shown: Shown, protection: Protection) -> ProportionFigures:
    # A numerator beside its denominator gives the rest away, so the two are hidden together.
    numerator = None if shown[REST] is None else shown[NUMERATOR]
    known = shown[DENOMINATOR] is not None
    denominator = total(shown, (NUMERATOR, REST), counts, protection.threshold) if known else None
    return ProportionFigures(
        numerator=None if denominator is None else numerator,
        denominator=denominator,
        not_recorded=shown[NOT_RECORDED],
        excluded=shown[EXCLUDED],
        rate_minimum=protection.rate_minimum,
        digits=protection.digits,
    )


def _categories(
    shape: Categories, counts: Mapping[str, int], shown: Shown, protection: Protection
) -> CategoryFigures:
    codes = tuple(shape.labels)
    # Those asked are counted elsewhere: beside that, the denominator would give a hidden not recorded away.
    known = shown[NOT_RECORDED] is not None
    return CategoryFigures(
        counts={code: shown[code] for code in codes},
        labels=shape.labels,
        denominator=total(shown, codes, counts, protection.threshold) if known else None,
        not_recorded=0 if shape.not_recorded_is_a_code else shown[NOT_RECORDED],
        excluded=shown[EXCLUDED],
    )
