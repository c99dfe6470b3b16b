"""Checking: which offered rows are kept, quarantined or merged, and which cells are flagged, by rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

import sqlalchemy as sa

from etl.fields import as_date, as_integer, codes, is_multiple, ordered, parts
from etl.refusals import LoadRefused
from etl.rules import FLAGGED, MERGED, QUARANTINED, UNREADABLE
from etl.staging import FINDINGS, KEPT, MARKS, OFFERED, WORDS, run
from msp_dashboard.warehouse import Field, Resource

Condition = sa.ColumnElement[bool]

WORD_FLOOR = 5
LONGEST_WORD = 60
_CHILD = (
    r"(aged?\s*)?((under|below|less than|younger than|u|<|<=|≤|up to)\s*(1[0-8]|[0-9])|0*([0-9]|1[0-7])"
    r"(\s*(-|–|to|and)\s*(0*[0-9]|1[0-8]|under))?)\s*(s|years?|yrs?|y)?\s*(old)?|child(ren)?|minor|young person"
)


@dataclass(frozen=True, kw_only=True)
class Count:
    """What became of a target's rows; offered is the sum of the other three."""

    offered: int
    kept: int
    quarantined: int
    merged: int


@dataclass(frozen=True, kw_only=True)
class _Check:
    condition: Condition
    action: str
    rule: str
    column: str = ""


def check(connection: sa.Connection) -> dict[str, Count]:
    """Judge every offered row and cell; returns each target's count."""
    counts = {}
    for resource in ordered():
        _mark(connection, resource)
        _find(connection, resource)
        _keep(connection, resource)
        counts[resource.name] = _count(connection, resource)
        _register_words(connection, resource)
    _forget_flags_of_rows_not_kept(connection)
    return counts


def kept(resource_name: str) -> sa.Select[tuple[object, ...]]:
    """Return the offered rows of a resource that are kept."""
    offered, chosen = OFFERED[resource_name], KEPT[resource_name]
    return sa.select(offered).join(chosen, chosen.c.offered_no == offered.c.offered_no)


def _mark(connection: sa.Connection, resource: Resource) -> None:
    offered = OFFERED[resource.name]
    whole = _fingerprint([offered.c[field.name] for field in resource.fields])
    key = _fingerprint([_comparable(offered, resource[name]) for name in resource.key])
    rows = sa.select(offered.c.offered_no, whole.label("whole"), key.label("key")).subquery()
    copies = sa.func.row_number().over(partition_by=rows.c.whole, order_by=rows.c.offered_no)
    numbered = sa.select(rows, copies.label("copy")).subquery()
    firsts = sa.func.count().filter(numbered.c.copy == 1).over(partition_by=numbered.c.key)
    marks = sa.select(sa.literal(resource.name), numbered.c.offered_no, numbered.c.copy, firsts - 1)
    run(connection, sa.insert(MARKS).from_select(["resource", "offered_no", "copy", "rivals"], marks))


def _fingerprint(cells: list[sa.ColumnElement[str]]) -> sa.ColumnElement[object]:
    """128 bits that are equal where every cell is; a blank equals a blank and nothing else."""
    marked = [sa.func.coalesce(sa.cast(sa.func.length(cell), sa.String) + ":" + cell, "-") for cell in cells]
    return sa.func.md5_number(sa.func.concat(*marked))


def _comparable(offered: sa.Table, field: Field) -> sa.ColumnElement[str]:
    text = offered.c[field.name]
    if field.type != "integer":
        return text
    return sa.func.coalesce(sa.cast(as_integer(text), sa.String), text)


def _find(connection: sa.Connection, resource: Resource) -> None:
    """One pass over the rows finds everything that is wrong with them."""
    offered, source, checks = _with_parents(resource)
    marks = MARKS.alias("own_marks")
    source = source.join(
        marks, (marks.c.offered_no == offered.c.offered_no) & (marks.c.resource == resource.name)
    )
    checks = [
        *checks,
        *_cell_checks(resource, offered),
        _Check(condition=marks.c.rivals > 0, action=QUARANTINED, rule="conflicting_rows"),
    ]
    found = sa.func.concat_ws(
        ";", *(sa.case((each.condition, f"{each.action},{each.rule},{each.column}")) for each in checks)
    )
    verdict = sa.case((marks.c.copy > 1, f"{MERGED},duplicate_row,"), else_=found)
    judged = sa.select(offered.c.offered_no, verdict.label("verdict")).select_from(source).subquery()
    each = sa.select(
        judged.c.offered_no, sa.func.unnest(sa.func.string_split(judged.c.verdict, ";")).label("finding")
    ).where(judged.c.verdict != "")
    rows = each.subquery()
    pieces = [sa.func.split_part(rows.c.finding, ",", place) for place in (1, 2)]
    column = sa.func.nullif(sa.func.split_part(rows.c.finding, ",", 3), "")
    run(
        connection,
        sa.insert(FINDINGS).from_select(
            ["resource", "offered_no", "action", "rule", "column"],
            sa.select(sa.literal(resource.name), rows.c.offered_no, *pieces, column),
        ),
    )


def _keep(connection: sa.Connection, resource: Resource) -> None:
    offered, findings = OFFERED[resource.name], FINDINGS
    barred = sa.select(findings.c.offered_no).where(
        findings.c.resource == resource.name, findings.c.action.in_([QUARANTINED, MERGED])
    )
    rows = sa.select(offered.c.offered_no).where(offered.c.offered_no.not_in(barred))
    run(connection, sa.insert(KEPT[resource.name]).from_select(["offered_no"], rows))


def _count(connection: sa.Connection, resource: Resource) -> Count:
    barred = (
        sa.select(FINDINGS.c.action, sa.func.count(FINDINGS.c.offered_no.distinct()))
        .where(FINDINGS.c.resource == resource.name, FINDINGS.c.action != FLAGGED)
        .group_by(FINDINGS.c.action)
    )
    found = {action: number for action, number in connection.execute(barred)}
    offered, chosen = (
        connection.scalar(sa.select(sa.func.count()).select_from(entry[resource.name])) or 0
        for entry in (OFFERED, KEPT)
    )
    count = Count(
        offered=offered, kept=chosen, quarantined=found.get(QUARANTINED, 0), merged=found.get(MERGED, 0)
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
