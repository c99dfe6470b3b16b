"""Checking: which offered rows are kept, quarantined or merged, and which cells are flagged, by rule."""

from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from etl.conditions import Check, checks_of
from etl.fields import joined, key_cells, ordered
from etl.refusals import LoadRefused
from etl.rules import FLAGGED, MERGED, QUARANTINED
from etl.staging import BARRED, DOUBTS, FINDINGS, KEPT, MARKS, OFFERED, offered_rows, run
from etl.words import register_words
from msp_dashboard.warehouse import Resource

Unmapped = Literal["flag", "quarantine", "stop"]


@dataclass(frozen=True, kw_only=True)
class Count:
    """What became of a target's rows; offered is the sum of the other three."""

    offered: int
    kept: int
    quarantined: int
    merged: int


def check(connection: sa.Connection, unmapped: Unmapped = "flag") -> dict[str, Count]:
    """Judge every offered row and cell; returns each target's count.

    `unmapped` is what follows a word outside the list of a field that may be blank; raises LoadRefused
    where that is stop and there is one.
    """
    counts = {}
    offered = offered_rows(connection)
    for resource in ordered():
        counts[resource.name] = Count(offered=0, kept=0, quarantined=0, merged=0)
        if offered[resource.name]:
            _mark(connection, resource)
            _find(connection, resource, QUARANTINED if unmapped == "quarantine" else FLAGGED)
            _take_over_doubts(connection, resource)
            if unmapped == "stop":
                _stop_at_unmapped(connection, resource)
            _keep(connection, resource)
            counts[resource.name] = _count(connection, resource, offered[resource.name])
    register_words(connection)
    _forget_flags_of_rows_not_kept(connection)
    return counts


def _mark(connection: sa.Connection, resource: Resource) -> None:
    """Where every key differs, which is quick to see, no row is there twice or has a rival."""
    offered = OFFERED[resource.name]
    cells = key_cells(resource, offered)
    if connection.scalar(sa.select(sa.func.count(sa.func.hash(*cells).distinct()) == sa.func.count())):
        return
    whole = _fingerprint([offered.c[field.name] for field in resource.fields])
    key = _fingerprint(cells)
    rows = sa.select(offered.c.offered_no, whole.label("whole"), key.label("key")).subquery()
    copies = sa.func.row_number().over(partition_by=rows.c.whole, order_by=rows.c.offered_no)
    numbered = sa.select(rows, copies.label("copy")).subquery()
    firsts = sa.func.count().filter(numbered.c.copy == 1).over(partition_by=numbered.c.key)
    each = sa.select(numbered.c.offered_no, numbered.c.copy, (firsts - 1).label("rivals")).subquery()
    marks = sa.select(sa.literal(resource.name), *each.c).where((each.c.copy > 1) | (each.c.rivals > 0))
    run(connection, sa.insert(MARKS).from_select(MARKS.c.keys(), marks))


def _fingerprint(cells: list[sa.ColumnElement[str]]) -> sa.ColumnElement[object]:
    """128 bits that are equal where every cell is."""
    return sa.func.md5_number(joined(cells))


def _find(connection: sa.Connection, resource: Resource, unmapped: str) -> None:
    """One pass over the rows finds everything that is wrong with them."""
    offered, marks = OFFERED[resource.name], MARKS
    source, checks = checks_of(resource, unmapped)
    source = source.outerjoin(
        marks, (marks.c.offered_no == offered.c.offered_no) & (marks.c.resource == resource.name)
    )
    checks.append(Check(condition=marks.c.rivals > 0, action=QUARANTINED, rule="conflicting_rows"))
    found = [sa.case((each.condition, f"{each.action},{each.rule},{each.column}")) for each in checks]
    source = source.outerjoin(
        BARRED, (BARRED.c.offered_no == offered.c.offered_no) & (BARRED.c.resource == resource.name)
    )
    verdict = sa.case(
        (marks.c.copy > 1, f"{MERGED},duplicate_row,"),
        (BARRED.c.rule.is_not(None), sa.func.concat(BARRED.c.action, ",", BARRED.c.rule, ",")),
        else_=sa.func.concat_ws(";", *found),
    )
    judged = sa.select(offered.c.offered_no, verdict.label("verdict")).select_from(source).subquery()
    each_finding = sa.func.unnest(sa.func.string_split(judged.c.verdict, ";")).label("finding")
    rows = sa.select(judged.c.offered_no, each_finding).where(judged.c.verdict != "").subquery()
    action, rule, column = (sa.func.split_part(rows.c.finding, ",", place) for place in (1, 2, 3))
    findings = sa.select(
        sa.literal(resource.name), rows.c.offered_no, action, rule, sa.func.nullif(column, "")
    )
    run(connection, sa.insert(FINDINGS).from_select(FINDINGS.c.keys(), findings))


def _take_over_doubts(connection: sa.Connection, resource: Resource) -> None:
    """What the mapping found wrong before; rows that are barred, or there again, are judged already."""
    copies = sa.union(
        sa.select(MARKS.c.offered_no).where(MARKS.c.resource == resource.name, MARKS.c.copy > 1),
        sa.select(BARRED.c.offered_no).where(BARRED.c.resource == resource.name),
    )
    rows = sa.select(DOUBTS).where(DOUBTS.c.resource == resource.name, DOUBTS.c.offered_no.not_in(copies))
    new = rows.except_(sa.select(FINDINGS))
    run(connection, sa.insert(FINDINGS).from_select(FINDINGS.c.keys(), new))


def _stop_at_unmapped(connection: sa.Connection, resource: Resource) -> None:
    offered = OFFERED[resource.name]
    first = (
        sa.select(offered.c.source_file, offered.c.source_row, FINDINGS.c.column)
        .join(FINDINGS, FINDINGS.c.offered_no == offered.c.offered_no)
        .where(FINDINGS.c.resource == resource.name, FINDINGS.c.rule == "outside_list")
        .order_by(offered.c.offered_no)
        .limit(1)
    )
    found = connection.execute(first).one_or_none()
    if found:
        raise LoadRefused(
            f"{found.source_file} row {found.source_row}: {found.column} holds a word outside its list, and "
            "the mapping says stop. Map the word, or let it be flagged."
        )


def _keep(connection: sa.Connection, resource: Resource) -> None:
    offered, findings = OFFERED[resource.name], FINDINGS
    barred = sa.select(findings.c.offered_no).where(
        findings.c.resource == resource.name, findings.c.action.in_([QUARANTINED, MERGED])
    )
    rows = sa.select(offered.c.offered_no).where(offered.c.offered_no.not_in(barred))
    run(connection, sa.insert(KEPT[resource.name]).from_select(["offered_no"], rows))


def _count(connection: sa.Connection, resource: Resource, offered: int) -> Count:
    barred = (
        sa.select(FINDINGS.c.action, sa.func.count(FINDINGS.c.offered_no.distinct()))
        .where(FINDINGS.c.resource == resource.name, FINDINGS.c.action != FLAGGED)
        .group_by(FINDINGS.c.action)
    )
    found: dict[str, int] = dict(iter(connection.execute(barred)))
    count = Count(
        offered=offered,
        kept=connection.scalar(sa.select(sa.func.count()).select_from(KEPT[resource.name])) or 0,
        quarantined=found.get(QUARANTINED, 0),
        merged=found.get(MERGED, 0),
    )
    if count.offered != count.kept + count.quarantined + count.merged:
        raise LoadRefused(f"The rows of {resource.path} do not add up: this is a fault of the program.")
    return count


def _forget_flags_of_rows_not_kept(connection: sa.Connection) -> None:
    other = FINDINGS.alias("other")
    barred = sa.exists().where(
        other.c.resource == FINDINGS.c.resource,
        other.c.offered_no == FINDINGS.c.offered_no,
        other.c.action != FLAGGED,
    )
    run(connection, sa.delete(FINDINGS).where(FINDINGS.c.action == FLAGGED, barred))
