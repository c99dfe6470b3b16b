"""A measure's answer for each value of a breakdown, protected together with the other values."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from msp_dashboard.disclosure import EXACT
from msp_dashboard.measures.definition import Entries, Measure, Proportion
from msp_dashboard.measures.selection import CODED_FIELDS
from msp_dashboard.measures.statements import Tally
from msp_dashboard.periods import TIME_FIELDS
from msp_dashboard.results.answers import Answer, EntriesFigures, Figures, Group
from msp_dashboard.results.compose import compose_groups, own_groups
from msp_dashboard.results.protection import Protection
from msp_dashboard.scope import Scope
from msp_dashboard.settings import settings
from msp_dashboard.vocabulary import NOT_RECORDED, code_list


def protection_of(tier: str, *, of_people: bool = True) -> Protection:
    """Return the thresholds of a tier; numbers of no people are not hidden, but tell of no one team."""
    limits = settings()
    minimum = 1 if tier == EXACT else limits.rate_minimum
    return Protection(
        tier=tier if of_people else EXACT,
        threshold=limits.suppression_threshold,
        rate_minimum=minimum,
        tells_teams=tier == EXACT,
    )


def has_own_groups(measure: Measure) -> bool:
    """Return whether a measure is always shown by groups of its own."""
    return isinstance(measure.shape, Proportion) and measure.shape.groups is not None


def tells_teams(measure: Measure) -> bool:
    """Return whether a measure's entries are teams."""
    return isinstance(measure.shape, Entries) and "team" in measure.shape.names


def teams_in_order(answer: Answer, teams: Sequence[str]) -> Answer:
    """Return an answer with the entries of teams in their configured order; others as they are."""
    if answer.figures is None or not tells_teams(answer.measure):
        return answer
    order = {name: number for number, name in enumerate(teams)}
    groups = answer.groups and tuple(
        replace(group, figures=_in_order(group.figures, order)) for group in answer.groups
    )
    return replace(answer, figures=_in_order(answer.figures, order), groups=groups)


def _in_order(figures: Figures, order: Mapping[str, int]) -> Figures:
    if not isinstance(figures, EntriesFigures):
        return figures
    place = figures.names.index("team")
    entries = sorted(figures.entries.items(), key=lambda entry: order.get(entry[0][place], len(order)))
    return replace(figures, entries=dict(entries))


def groups_of(measure: Measure, tally: Tally, scope: Scope) -> tuple[Group, ...] | None:
    """Return each group's figures: a measure's own groups, else the breakdown's; None where neither is."""
    shape, protection = measure.shape, protection_of(scope.tier, of_people=measure.of_people)
    if isinstance(shape, Proportion) and shape.groups is not None:
        named = code_list(shape.groups[1])
        plain = replace(measure, shape=replace(shape, groups=None))
        parts = [(code, Tally(counts=own)) for code, own in own_groups(shape, tally.counts).items()]
        figures = compose_groups(plain, [part for _, part in parts], [range(len(parts))], protection)
        return tuple(
            Group(value=code, label=named.label(code), figures=each)
            for (code, _), each in zip(parts, figures, strict=True)
        )
    if tally.groups is None:
        return None
    sets = _sets(measure, scope, [value for value, _ in tally.groups])
    figures = compose_groups(measure, [part for _, part in tally.groups], sets, protection)
    return tuple(
        Group(value=value, label=_label(scope.by or "", value), figures=each)
        for (value, _), each in zip(tally.groups, figures, strict=True)
    )


def _sets(measure: Measure, scope: Scope, values: Sequence[str]) -> list[range]:
    """The runs of groups that add up to a figure shown elsewhere.

    All of them do; of quarters only the runs that pages offer as a period: a year, and the last four. Groups
    of people and of risks count as adding up, since most are in one only; what stands at several days does
    not.
    """
    if scope.by is None or (measure.at_period_end is not None and scope.by in TIME_FIELDS):
        return []
    if scope.by != "quarter":
        return [range(len(values))]
    firsts = [place for place, value in enumerate(values) if value.endswith("Q1")]
    starts = {place for place in (*firsts, len(values) - 4) if 0 <= place <= len(values) - 4}
    return [range(place, place + 4) for place in sorted(starts)]


def _label(by: str, value: str) -> str:
    if value == NOT_RECORDED:
        return "Not recorded"
    return code_list(CODED_FIELDS[by]).label(value) if by in CODED_FIELDS else value
