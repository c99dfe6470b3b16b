"""What became of the exports that a release was made of: loads, rows that did not fit, words, revisions.

But for a reader who may have exact figures of the whole council, numbers of rows are rounded to ten, so that
no small number of people can be had from them, and words that a source wrote are not told.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, distinct, func, select

from msp_dashboard.releases import Release, connected
from msp_dashboard.results.fields import field_words
from msp_dashboard.vocabulary import code_list
from msp_dashboard.warehouse import resources, table

ROUNDED_TO = 10
LONGEST = 30


@dataclass(frozen=True, kw_only=True)
class Load:
    """One load: its source, days, and what became of the rows offered, in words."""

    source: str
    extract_date: str
    loaded_at: str
    release: str
    offered: str
    kept: str
    quarantined: str
    merged: str


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One reason why rows or cells did not fit in the newest load of each source, and how many."""

    sentence: str
    action: str
    rows: str


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word outside its list: the field, the word where the reader may see it, and how many rows hold it."""

    field: str
    value: str
    rows: str


@dataclass(frozen=True, kw_only=True)
class Revision:
    """A field of which values changed after they were first published: then, now, and in how many records."""

    field: str
    then: str
    now: str
    records: str


@dataclass(frozen=True, kw_only=True)
class Loads:
    """All of it, the newest load first."""

    loads: tuple[Load, ...]
    files: tuple[Load, ...]
    reasons: tuple[Reason, ...]
    words: tuple[Word, ...]
    revisions: tuple[Revision, ...]


def loads(release: Release, *, exact: bool) -> Loads:
    """Return what became of a release's exports; exactly, or rounded."""
    with connected(release) as connection:
        return Loads(
            loads=tuple(_loads(connection, exact=exact)),
            files=tuple(_files(connection, exact=exact)),
            reasons=tuple(_reasons(connection, exact=exact)),
            words=tuple(_words(connection, exact=exact)),
            revisions=tuple(_revisions(connection, exact=exact)),
        )


def amount(count: int, *, exact: bool) -> str:
    """Return a number of rows in words, exact or rounded."""
    if exact or count == 0:
        return f"{count:,}"
    if count < ROUNDED_TO:
        return f"Fewer than {ROUNDED_TO}"
    return f"About {ROUNDED_TO * round(count / ROUNDED_TO):,}"


def _loads(connection: Connection, *, exact: bool) -> Iterable[Load]:
    batches, counts = table("batches"), table("load_counts")
    sums = [func.sum(counts.c[name]).label(name) for name in ("offered", "kept", "quarantined", "merged")]
    statement = (
        select(*_about(batches), batches.c.batch_id, *sums)
        .select_from(batches.outerjoin(counts, counts.c.batch_id == batches.c.batch_id))
        .group_by(*_about(batches), batches.c.batch_id)
        .order_by(batches.c.batch_id.desc())
        .limit(LONGEST)
    )
    for row in connection.execute(statement).mappings():
        yield _load(row, str(row["source_system"]), exact=exact)


def _files(connection: Connection, *, exact: bool) -> Iterable[Load]:
    """The files of the newest load of each source."""
    batches, counts = table("batches"), table("load_counts")
    statement = (
        select(*_about(batches), counts)
        .select_from(counts.join(batches, counts.c.batch_id == batches.c.batch_id))
        .where(batches.c.batch_id.in_(_newest()), counts.c.offered > 0)
    )
    found = {(row["source_system"], row["target"]): row for row in connection.execute(statement).mappings()}
    order = {name: place for place, name in enumerate(resources())}
    for (_, target), row in sorted(found.items(), key=lambda item: (item[0][0], order.get(item[0][1], 99))):
        title = resources()[target].title if target in resources() else target.capitalize()
        yield _load(row, title, exact=exact)


def _about(batches: Table) -> list[ColumnElement[Any]]:
    return [batches.c[name] for name in ("source_system", "extract_date", "loaded_at", "release_number")]


def _load(row: RowMapping, source: str, *, exact: bool) -> Load:
    numbers = {
        name: amount(int(str(row[name] or 0)), exact=exact)
        for name in ("offered", "kept", "quarantined", "merged")
    }
    return Load(
        source=source,
        extract_date=str(row["extract_date"]),
        loaded_at=str(row["loaded_at"])[:10],
        release=str(row["release_number"]),
        **numbers,
    )


def _newest() -> Select[int]:
    batches = table("batches")
    return select(func.max(batches.c.batch_id)).group_by(batches.c.source_system)


def _reasons(connection: Connection, *, exact: bool) -> Iterable[Reason]:
    rejections = table("rejections")
    statement = (
        select(rejections.c.action, rejections.c.rule, func.count())
        .where(rejections.c.batch_id.in_(_newest()))
        .group_by(rejections.c.action, rejections.c.rule)
    )
    counted = {(action, rule): count for action, rule, count in map(tuple, connection.execute(statement))}
    for rule, sentence in sentences().items():
        for action in ("quarantined", "merged", "flagged"):
            if (action, rule) in counted:
                rows = amount(counted[action, rule], exact=exact)
                yield Reason(sentence=sentence, action=action.capitalize(), rows=rows)


def _words(connection: Connection, *, exact: bool) -> Iterable[Word]:
    """In the order of the files and their fields; where words are not told, those of a field together."""
    unmapped = table("unmapped")
    shown = [unmapped.c.field, *([unmapped.c.value] if exact else [])]
    statement = select(*shown, func.sum(unmapped.c.rows)).where(unmapped.c.batch_id.in_(_newest()))
    found = [tuple(row) for row in connection.execute(statement.group_by(*shown).order_by(*shown))]
    for field, *value, rows in found:
        word = value[0] if value and value[0] else ""
        yield Word(field=_field_words(field), value=word, rows=amount(int(rows), exact=exact))


def _revisions(connection: Connection, *, exact: bool) -> Iterable[Revision]:
    """From what to what of coded fields; where rounded only in how many records they changed."""
    corrections = table("corrections")
    by = [corrections.c.resource, corrections.c.field]
    if exact:
        by += [corrections.c.first_published, corrections.c.now]
    statement = select(*by, func.count(distinct(corrections.c.record_token))).group_by(*by).order_by(*by)
    coded = [row for row in map(tuple, connection.execute(statement)) if _list_of(row[0], row[1])]
    for name, field, *values, records in coded:
        then, now = (_label(name, field, value) for value in values) if values else ("", "")
        yield Revision(
            field=_field_words(f"{name}.{field}"),
            then=then,
            now=now,
            records=amount(int(records), exact=exact),
        )


@cache
def sentences() -> Mapping[str, str]:
    """Return the sentence of every rule about rows and cells, by its code."""
    listed = files("msp_dashboard").joinpath("specification", "rules.csv").read_text("utf-8")
    return {row["rule"]: row["sentence"] for row in csv.DictReader(listed.splitlines())}


def _field_words(qualified: str) -> str:
    name, _, field = qualified.partition(".")
    title = resources()[name].title if name in resources() else name.capitalize()
    return f"{title}: {field_words(field)}"


def _list_of(name: str, field: str) -> str | None:
    fields = {each.name: each for each in resources()[name].fields} if name in resources() else {}
    return fields[field].code_list if field in fields else None


def _label(name: str, field: str, value: str | None) -> str:
    codes = _list_of(name, field)
    return code_list(codes).label(value) if codes and value else "Blank"
