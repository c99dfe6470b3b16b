"""What is odd enough in a load for a person to look before it is published."""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from etl import history
from etl.checks import Count
from etl.fields import codes, ordered
from etl.mapping.model import Thresholds
from etl.refusals import LoadRefused
from etl.staging import FINDINGS, OFFERED, kept
from msp_dashboard.warehouse import resources

FEWEST = 5  # fewer rows are never odd
LURCH = 30.0  # per cent, warned of where a mapping says nothing


def broken_thresholds(
    connection: sa.Connection, said: Thresholds, counts: Mapping[str, Count], source: str | None
) -> tuple[str, ...]:
    """Return a sentence for each threshold that is passed; raises LoadRefused where they say stop.

    `source` is the source system where the attached current release is to be compared with, else None.
    """
    sentences = (
        *_unmapped(connection, said),
        *_blank(connection, said),
        *(_changed(connection, said.row_change_pct, counts, source) if source else ()),
    )
    if sentences and said.then == "stop":
        raise LoadRefused(f"{sentences[0]} The mapping says stop.")
    return sentences


def lurches(
    connection: sa.Connection, said: Thresholds, counts: Mapping[str, Count], source: str | None
) -> tuple[str, ...]:
    """Return a sentence for each target that lost or gained more than `LURCH` and that no threshold holds."""
    lost = tuple(_quarantined(counts))
    if source is None or said.row_change_pct is not None:
        return lost
    return (*lost, *_changed(connection, LURCH, counts, source))


def _unmapped(connection: sa.Connection, said: Thresholds) -> Iterator[str]:
    if said.unmapped_pct is None:
        return
    unfit = (
        sa.select(FINDINGS.c.resource, FINDINGS.c.column, sa.func.count())
        .where(FINDINGS.c.rule == "outside_list")
        .group_by(FINDINGS.c.resource, FINDINGS.c.column)
        .order_by(FINDINGS.c.resource, FINDINGS.c.column)
    )
    for name, column, found in connection.execute(unfit).all():
        if codes(resources()[name], resources()[name][column]) is None:
            continue
        filled = _number(
            connection, sa.select(OFFERED[name].c[column]).where(OFFERED[name].c[column].is_not(None))
        )
        if found >= FEWEST and 100 * found > said.unmapped_pct * filled:
            yield (
                f"{name}.{column}: {found:,} of {filled:,} filled cells hold a word outside the list, more "
                f"than {said.unmapped_pct:g}%."
            )


def _blank(connection: sa.Connection, said: Thresholds) -> Iterator[str]:
    for field, most in said.blank_pct.items():
        name, column = field.split(".")
        rows = kept(name).subquery()
        everything = _number(connection, sa.select(rows))
        blank = _number(connection, sa.select(rows).where(rows.c[column].is_(None)))
        if blank >= FEWEST and 100 * blank > most * everything:
            yield f"{field}: {blank:,} of {everything:,} cells are blank, more than {most:g}%."


def _changed(
    connection: sa.Connection, most: float | None, counts: Mapping[str, Count], source: str
) -> Iterator[str]:
    if most is None:
        return
    current = history.tables(history.CURRENT).tables
    batches, before = (current[f"{history.CURRENT}.{name}"] for name in ("batches", "load_counts"))
    last = sa.select(sa.func.max(batches.c.batch_id)).where(batches.c.source_system == source)
    fitted = before.c.offered - before.c.quarantined
    rows = sa.select(before.c.target, fitted).where(before.c.batch_id == last.scalar_subquery())
    told: dict[str, int] = dict(iter(connection.execute(rows)))
    for each in ordered():
        count = counts[each.name]
        was, now = told.get(each.name), count.offered - count.quarantined
        if was is not None and abs(now - was) >= FEWEST and 100 * abs(now - was) > most * was:
            yield (
                f"{each.name}: {now:,} rows, where the last load of {source} had {was:,}, a change of more "
                f"than {most:g}%."
            )


def _quarantined(counts: Mapping[str, Count]) -> Iterator[str]:
    """Most often a file whose dates are written in a way that the mapping does not name."""
    for each in ordered():
        count = counts[each.name]
        if count.quarantined >= FEWEST and 100 * count.quarantined > LURCH * count.offered:
            yield (
                f"{each.name}: {count.quarantined:,} of {count.offered:,} rows are quarantined, more than "
                f"{LURCH:g}%."
            )


def _number(connection: sa.Connection, rows: sa.Select[*tuple[object, ...]]) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0
