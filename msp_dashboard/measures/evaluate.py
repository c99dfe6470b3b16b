"""The one way of evaluating measures: a selection in, tables of true counts out, a statement a unit."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from msp_dashboard.measures.definition import Listed, Measure, Several, Together
from msp_dashboard.measures.selection import Selection, group_values
from msp_dashboard.measures.statements import Found, Tally, empty, tallies
from msp_dashboard.measures.units.fields import RISK_FIELDS
from msp_dashboard.periods import TIME_FIELDS, split


def evaluate(connection: Connection, measures: Sequence[Measure], selection: Selection) -> dict[str, Tally]:
    """Return each measure's tally and those of its parts; what is made of others has none of its own.

    Measures of one unit and date basis share a statement. Raises KeyError on a field that no unit knows.
    """
    whole = [*measures, *(part for measure in measures for part in measure.parts)]
    simple = [measure for measure in whole if not isinstance(measure.shape, Listed | Several | Together)]
    groups = _groups(connection, simple, selection)
    adding = [measure for measure in simple if measure.key in groups and adds_up(measure, selection.by)]
    asked = [measure for measure in simple if measure not in adding]
    wholes = {key: found.get(None) for key, found in tallies(connection, asked, selection, None).items()}
    wholes |= {measure.key: _sum(groups[measure.key].values()) for measure in adding}
    values = group_values(connection, selection)
    return {
        measure.key: _tally(measure, wholes[measure.key], groups.get(measure.key), values)
        for measure in simple
    }


def _tally(
    measure: Measure, whole: Tally | None, parts: dict[str | None, Tally] | None, values: Iterable[str]
) -> Tally:
    found = whole if whole is not None and (whole.counts or whole.days) else empty(measure)
    if parts is None:
        return found
    groups = tuple((value, parts.get(value, empty(measure))) for value in values)
    return Tally(counts=found.counts, days=found.days, groups=groups)


def _groups(connection: Connection, measures: Sequence[Measure], selection: Selection) -> Found:
    """Every group's tally of the measures that the breakdown reaches."""
    by = selection.by
    if by is None:
        return {}
    reached = [measure for measure in measures if selection.groups(measure)]
    standing = [measure for measure in reached if measure.at_period_end and by in TIME_FIELDS]
    flowing = [measure for measure in reached if measure not in standing]
    found = tallies(connection, flowing, selection, by)
    for label, period in split(selection.period, by) if standing else ():
        then = tallies(connection, standing, selection.during(period), None)
        for key, parts in then.items():
            found.setdefault(key, {}).update((label, part) for part in parts.values())
    return found


def adds_up(measure: Measure, by: str | None) -> bool:
    """Return whether each row is in exactly one group: not so for risks, for people, and at several days."""
    return by not in RISK_FIELDS and measure.distinct is None and measure.at_period_end is None


def _sum(parts: Iterable[Tally]) -> Tally:
    counts: Counter[str] = Counter()
    days: Counter[tuple[int, int]] = Counter()
    for part in parts:
        counts.update(part.counts)
        days.update(part.days)
    return Tally(counts=dict(counts), days=dict(days))
