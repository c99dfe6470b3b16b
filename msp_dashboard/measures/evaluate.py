"""The one way of evaluating measures: a selection in, tables of true counts out, a statement a unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, case, func, select

from msp_dashboard.measures.definition import Duration, Measure, Several
from msp_dashboard.measures.selection import Selection, group_values, rows_of
from msp_dashboard.periods import TIME_FIELDS, split

Counts = Mapping[str, int]
Histogram = Mapping[tuple[int, int], int]


@dataclass(frozen=True, kw_only=True)
class Tally:
    """A measure's true counts: by state, or for a duration by (days, ended), in all and for each group."""

    counts: Counts = field(default_factory=dict)
    days: Histogram = field(default_factory=dict)
    groups: tuple[tuple[str, "Tally"], ...] | None = None


def evaluate(connection: Connection, measures: Sequence[Measure], selection: Selection) -> dict[str, Tally]:
    """Return each measure's tally; measures made of several others are not evaluated here.

    Measures of one unit and date basis share a statement. Raises KeyError on a field that no unit knows.
    """
    simple = [measure for measure in measures if not isinstance(measure.shape, Several)]
    totals = _tallies(connection, simple, selection, None)
    if selection.by is None:
        return {measure.key: totals[measure.key].get(None, _empty(measure)) for measure in simple}
    groups = _groups(connection, simple, selection, selection.by)
    return {
        measure.key: Tally(
            counts=totals[measure.key].get(None, _empty(measure)).counts,
            days=totals[measure.key].get(None, _empty(measure)).days,
            groups=groups.get(measure.key),
        )
        for measure in simple
    }


Found = dict[str, dict[str | None, Tally]]


def _groups(
    connection: Connection, measures: Sequence[Measure], selection: Selection, by: str
) -> dict[str, tuple[tuple[str, Tally], ...]]:
    values = group_values(connection, selection)
    reached = [measure for measure in measures if selection.groups(measure)]
    standing = [measure for measure in reached if measure.at_period_end and by in TIME_FIELDS]
    flowing = [measure for measure in reached if measure not in standing]
    found = _tallies(connection, flowing, selection, by)
    if standing:
        for label, period in split(selection.period, by):
            then = _tallies(connection, standing, selection.during(period), None)
            for key, tallies in then.items():
                if None in tallies:
                    found.setdefault(key, {})[label] = tallies[None]
    return {
        measure.key: tuple(
            (value, found.get(measure.key, {}).get(value, _empty(measure))) for value in values
        )
        for measure in reached
    }


def _tallies(
    connection: Connection, measures: Sequence[Measure], selection: Selection, by: str | None
) -> Found:
    found: Found = {measure.key: {} for measure in measures}
    for batch in _batches(measures):
        shape = batch[0].shape
        if isinstance(shape, Duration):
            rows = connection.execute(_histogram(batch[0], shape, selection, by))
            _read_days(found[batch[0].key], rows)
        else:
            _read_counts(found, batch, connection.execute(_counts(batch, selection, by)))
    return found


def _batches(measures: Sequence[Measure]) -> list[list[Measure]]:
    def basis(measure: Measure) -> tuple[str, ...]:
        alone = measure.key if isinstance(measure.shape, Duration) else ""
        return measure.unit.name, measure.date or "", str(measure.people), str(measure.at_period_end), alone

    return [list(batch) for _, batch in groupby(sorted(measures, key=basis), key=basis)]


def _counts(batch: Sequence[Measure], selection: Selection, by: str | None) -> Select[Any]:
    """One row a group: how many rows of the unit are in each state of each measure."""
    states = [measure.shape.state.label(f"state_{index}") for index, measure in enumerate(batch)]  # type: ignore[union-attr]
    rows = rows_of(batch[0], selection, by, states).subquery()
    sums = [
        func.sum(case((rows.c[f"state_{index}"] == state, 1), else_=0))
        for index, measure in enumerate(batch)
        for state in measure.shape.states  # type: ignore[union-attr]
    ]
    statement = select(rows.c.group_value, *sums).group_by(rows.c.group_value)
    return statement.where(rows.c.person_place == 1) if batch[0].people else statement


def _read_counts(found: Found, batch: Sequence[Measure], rows: Iterable[Row[Any]]) -> None:
    for row in rows:
        place, sums = 0, row[1:]
        for measure in batch:
            states = measure.shape.states  # type: ignore[union-attr]
            part: Sequence[Any] = sums[place : place + len(states)]
            counts = {state: int(count) for state, count in zip(states, part, strict=True)}
            found[measure.key][row[0]] = Tally(counts=counts)
            place += len(states)


def _histogram(measure: Measure, shape: Duration, selection: Selection, by: str | None) -> Select[Any]:
    """One row a group, number of days and ending: how many there are."""
    rows = rows_of(measure, selection, by, [shape.days.label("days"), shape.ended.label("ended")])
    if shape.among is not None:
        rows = rows.where(shape.among)
    inner = rows.subquery()
    columns = (inner.c.group_value, inner.c.days, inner.c.ended)
    return select(*columns, func.count()).group_by(*columns)


def _read_days(found: dict[str | None, Tally], rows: Iterable[Row[Any]]) -> None:
    histograms: dict[str | None, dict[tuple[int, int], int]] = {}
    for row in rows:
        group, days, ended, count = tuple(row)
        histograms.setdefault(group, {})[int(days), int(ended)] = int(count)
    found.update({group: Tally(days=histogram) for group, histogram in histograms.items()})


def _empty(measure: Measure) -> Tally:
    if isinstance(measure.shape, Duration | Several):
        return Tally()
    return Tally(counts=dict.fromkeys(measure.shape.states, 0))
