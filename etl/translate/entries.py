"""Each load entry turned into offered rows of its target, with what the mapping doubts of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from etl.extract.tidy import DUPLICATE, LeftOut
from etl.mapping import NamedMapping
from etl.mapping.columns import CROSSWALK, fields_of
from etl.mapping.entries import Entry, Value
from etl.rules import FLAGGED, QUARANTINED
from etl.source_rows import SourceRows
from etl.staging import DOUBTS, OFFERED, OFFERED_CROSSWALK, run
from etl.translate.filled import Filled
from etl.translate.lookups import Lookups
from etl.translate.order import prove_order
from etl.translate.steps import take
from etl.translate.values import Filler
from msp_dashboard.warehouse import resources

Tables = Mapping[str, SourceRows]


@dataclass(frozen=True, kw_only=True)
class Span:
    """The offered rows that an entry made: from one number to another, both included."""

    entry: Entry
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class Translated:
    """What the entries made: their rows, what was left out, the fields that a column fills, and warnings."""

    spans: tuple[Span, ...]
    left_out: tuple[LeftOut, ...]
    collected: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]


def translate(connection: sa.Connection, mapping: NamedMapping, tables: Tables) -> Translated:
    """Offer every entry's rows; raises LoadRefused where dates prove to be in another order than is said."""
    spans: list[Span] = []
    left_out: list[LeftOut] = []
    collected: dict[tuple[str, str], None] = {}
    warnings: dict[str, None] = {}
    lookups = Lookups(connection)
    there = ((number, entry) for number, entry in enumerate(mapping.content.load) if entry.from_ in tables)
    for number, entry in there:
        place = (number, mapping.content.defaults.dates)
        taken = take(connection, entry, _used(entry, tables[entry.from_]), place)
        left_out += taken.left_out
        filler = Filler(content=mapping.content, wording=mapping.wording, rows=taken.rows, lookups=lookups)
        warnings |= dict.fromkeys(_prove_dates(connection, entry, filler))
        filled = _fill(entry, filler)
        spans.append(_offer(connection, entry, taken.rows, filled))
        collected |= {(entry.into, name): None for name, each in filled.items() if each.collected}
    return Translated(
        spans=tuple(spans),
        left_out=tuple(left_out),
        collected=tuple(each for each in collected if each[0] != CROSSWALK),
        warnings=tuple(warnings),
    )


def _used(entry: Entry, rows: SourceRows) -> SourceRows:
    """The table with only the columns that an entry uses."""
    used = set(fields_of(entry.into)) if not entry.set else set()
    for value in entry.set.values():
        for way in (value, *value.choose):
            used |= {*filter(None, (way.of, way.age_band_at)), *way.token}
            used |= _named(way.when)
    used |= _named(entry.where)
    if entry.unpivot:
        used |= {cell for slot in entry.unpivot.slots for cell in slot.values() if isinstance(cell, str)}
    if entry.tick_columns:
        used |= set(entry.tick_columns.columns)
    if entry.split:
        used.add(entry.split.column)
    for step in filter(None, (entry.first_by, entry.latest_by, entry.number_by)):
        used |= {*step.key, *step.order}
    return SourceRows(
        table=rows.table,
        columns={name: column for name, column in rows.columns.items() if name in used},
        doubts={name: column for name, column in rows.doubts.items() if name in used},
    )


def _named(conditions: Mapping[str, Any] | None) -> set[str]:
    named = set(conditions or ())
    for condition in (conditions or {}).values():
        named |= set(filter(None, (condition.before, condition.after)))
    return named


def _fill(entry: Entry, filler: Filler) -> dict[str, Filled]:
    """Each field's text, or nothing of those that no column fills."""
    target = None if entry.into == CROSSWALK else resources()[entry.into]
    said = filler.content.defaults.dates
    as_written = not (said.formats or said.placeholders or said.serials != "no")
    values = entry.set or {
        name: Value(of=name, as_="text" if as_written else None)
        for name in fields_of(entry.into)
        if name in filler.rows.columns
    }
    filled = {name: filler.fill(target, name, value) for name, value in values.items()}
    return {name: each for name, each in filled.items() if each is not None}


def _offer(connection: sa.Connection, entry: Entry, rows: SourceRows, filled: Mapping[str, Filled]) -> Span:
    target = OFFERED_CROSSWALK if entry.into == CROSSWALK else OFFERED[entry.into]
    before = connection.scalar(sa.select(sa.func.max(target.c.offered_no))) or 0
    table = rows.table.c
    number = table.row_no + before
    source = _looked_up(rows, filled.values())
    lineage = (number, table.source_file, table.source_row)
    found = sa.select(*lineage, *(each.text for each in filled.values())).select_from(source)
    names = ["offered_no", "source_file", "source_row", *filled]
    run(connection, sa.insert(target).from_select(names, found))
    if entry.into != CROSSWALK:
        doubted = {name: each for name, each in filled.items() if each.doubts}
        _doubt(connection, entry, (_looked_up(rows, doubted.values()), number, rows), doubted)
    last = connection.scalar(sa.select(sa.func.max(target.c.offered_no))) or 0
    return Span(entry=entry, first=before + 1, last=last)


def _looked_up(rows: SourceRows, filled: Iterable[Filled]) -> sa.FromClause:
    """The rows beside what their fields look up."""
    source = rows.table
    for beside in dict.fromkeys(each for way in filled for each in way.lookups):
        source = source.outerjoin(beside.words, beside.on)
    return source


def _doubt(
    connection: sa.Connection,
    entry: Entry,
    origin: tuple[sa.FromClause, sa.ColumnElement[int], SourceRows],
    filled: Mapping[str, Filled],
) -> None:
    """Keep what is wrong with a row or a cell before the checks see it, as they would say it."""
    source, number, rows = origin
    flaw = rows.table.c.flaw
    verdicts = [sa.case((flaw != DUPLICATE, sa.literal(f"{QUARANTINED},") + flaw + ","))]
    verdicts += [
        sa.case((condition, f"{FLAGGED},{rule},{name}"))
        for name, each in filled.items()
        for condition, rule in each.doubts
    ]
    verdict = sa.func.concat_ws(";", *verdicts)
    judged = sa.select(number.label("offered_no"), verdict.label("verdict")).select_from(source).subquery()
    each_one = sa.func.unnest(sa.func.string_split(judged.c.verdict, ";")).label("finding")
    found = sa.select(judged.c.offered_no, each_one).where(judged.c.verdict != "").subquery()
    action, rule, column = (sa.func.split_part(found.c.finding, ",", place) for place in (1, 2, 3))
    row = sa.select(sa.literal(entry.into), found.c.offered_no, action, rule, sa.func.nullif(column, ""))
    run(connection, sa.insert(DOUBTS).from_select(DOUBTS.c.keys(), row))


def _prove_dates(connection: sa.Connection, entry: Entry, filler: Filler) -> list[str]:
    """Each column of dates is proved once an entry, as each value says that it is written."""
    target = None if entry.into == CROSSWALK else resources()[entry.into]
    seen: dict[tuple[str, Any], None] = {}
    for name, value in entry.set.items():
        is_date = target is not None and target[name].type == "date"
        for way in (value, *value.choose):
            if way.of and (is_date or way.age_band_at or way.as_ == "date"):
                seen[way.of, way.dates or value.dates or filler.content.defaults.dates] = None
            if way.age_band_at:
                seen[way.age_band_at, filler.content.defaults.dates] = None
    if not entry.set and target is not None:
        fields = [field.name for field in target.fields if field.type == "date"]
        seen |= {(name, filler.content.defaults.dates): None for name in fields}
    there = ((name, said) for name, said in seen if name in filler.rows.columns)
    warnings = (prove_order(connection, filler.rows, name, said) for name, said in there)
    return [words for words in warnings if words]
