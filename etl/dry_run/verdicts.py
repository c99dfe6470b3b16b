"""What became of one offered row: its verdict, what was found, and the rows that have to do with it."""

from dataclasses import dataclass

import sqlalchemy as sa

from etl.dry_run.standing import Place
from etl.fields import MULTIPLE, blank_means, joined, key_cells
from etl.prepare import Prepared
from etl.rules import FLAGGED, MERGED, QUARANTINED
from etl.staging import FINDINGS, KEPT, MARKS, OFFERED
from msp_dashboard.warehouse import Resource, resources

KEPT_AS = "kept"
_UNFIT = ("outside_list", "not_a_date", "not_a_whole_number")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A rule that the row or one of its cells broke, and what follows."""

    action: str
    rule: str
    column: str | None


@dataclass(frozen=True, kw_only=True)
class Parent:
    """The row that a reference of it points at.

    `verdict` is kept or quarantined; created where the load makes the person; unknown where there is none.
    """

    column: str
    target: str
    place: Place | None
    verdict: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One offered row: kept, quarantined or merged, and why.

    `filled_in` are fields that the load fills, each with what it fills in.
    """

    target: str
    verdict: str
    findings: tuple[Finding, ...]
    merged_with: Place | None
    conflicts: tuple[Place, ...]
    parents: tuple[Parent, ...]
    filled_in: tuple[tuple[str, str], ...]


def verdict_on(prepared: Prepared, target: str, number: int) -> Verdict:
    """Return what became of the offered row of that number."""
    resource = resources()[target]
    findings = _findings(prepared.connection, target, number)
    actions = {each.action for each in findings}
    verdict = next((each for each in (MERGED, QUARANTINED) if each in actions), KEPT_AS)
    return Verdict(
        target=target,
        verdict=verdict,
        findings=findings,
        merged_with=_first(prepared.connection, resource, number) if verdict == MERGED else None,
        conflicts=_rivals(prepared.connection, resource, number) if verdict == QUARANTINED else (),
        parents=() if verdict == MERGED else _parents(prepared.connection, resource, number, findings),
        filled_in=_filled_in(prepared, resource, number, findings) if verdict == KEPT_AS else (),
    )


def _findings(connection: sa.Connection, target: str, number: int) -> tuple[Finding, ...]:
    query = (
        sa.select(FINDINGS.c.action, FINDINGS.c.rule, FINDINGS.c.column)
        .where(FINDINGS.c.resource == target, FINDINGS.c.offered_no == number)
        .order_by(FINDINGS.c.column, FINDINGS.c.rule)
    )
    return tuple(Finding(**row) for row in connection.execute(query).mappings())


def _places(
    connection: sa.Connection, offered: sa.Table, condition: sa.ColumnElement[bool]
) -> tuple[Place, ...]:
    query = sa.select(offered.c.source_file, offered.c.source_row).distinct().where(condition)
    return tuple(sorted(Place(file=file, row=row) for file, row in connection.execute(query)))


def _first(connection: sa.Connection, resource: Resource, number: int) -> Place | None:
    """The row of the same words that was kept."""
    offered = OFFERED[resource.name]
    mine = offered.alias("mine")
    names = [field.name for field in resource.fields]
    whole = sa.select(joined([mine.c[name] for name in names])).where(mine.c.offered_no == number)
    again = sa.select(MARKS.c.offered_no).where(MARKS.c.resource == resource.name, MARKS.c.copy > 1)
    same = joined([offered.c[name] for name in names]) == whole.scalar_subquery()
    found = _places(connection, offered, same & offered.c.offered_no.not_in(again))
    return found[0] if found else None


def _rivals(connection: sa.Connection, resource: Resource, number: int) -> tuple[Place, ...]:
    """The rows of its key that differ from it."""
    offered = OFFERED[resource.name]
    mine = offered.alias("mine")
    key = sa.select(joined(key_cells(resource, mine))).where(mine.c.offered_no == number)
    same = joined(key_cells(resource, offered)) == key.scalar_subquery()
    barred = sa.select(FINDINGS.c.offered_no).where(
        FINDINGS.c.resource == resource.name, FINDINGS.c.rule == "conflicting_rows"
    )
    others = same & (offered.c.offered_no != number) & offered.c.offered_no.in_(barred)
    return _places(connection, offered, others)


def _parents(
    connection: sa.Connection, resource: Resource, number: int, findings: tuple[Finding, ...]
) -> tuple[Parent, ...]:
    offered = OFFERED[resource.name]
    found = []
    for column, target in resource.refers_to.items():
        named = sa.select(offered.c[column]).where(offered.c.offered_no == number)
        if connection.scalar(named) is not None:
            is_unknown = any(each.column == column and each.rule.startswith("unknown_") for each in findings)
            found.append(_parent(connection, (column, target), named, is_unknown=is_unknown))
    return tuple(found)


def _parent(
    connection: sa.Connection, link: tuple[str, str], named: sa.Select[str], *, is_unknown: bool
) -> Parent:
    column, target = link
    parents, kept = OFFERED[target].alias("parents"), KEPT[target]
    rows = (
        sa.select(parents.c.offered_no, parents.c.source_file, parents.c.source_row, kept.c.offered_no)
        .join_from(parents, kept, kept.c.offered_no == parents.c.offered_no, isouter=True)
        .where(parents.c[column] == named.scalar_subquery())
        .order_by(kept.c.offered_no.is_(None), parents.c.offered_no)
    )
    row = connection.execute(rows.limit(1)).one_or_none()
    if row is None:
        absent = "unknown" if is_unknown else "created" if target == "people" else "elsewhere"
        return Parent(column=column, target=target, place=None, verdict=absent)
    number, file, place, kept_no = row
    rules = [each.rule for each in _findings(connection, target, number) if each.action != FLAGGED]
    return Parent(
        column=column,
        target=target,
        place=Place(file=file, row=place),
        verdict=QUARANTINED if kept_no is None else KEPT_AS,
        rules=tuple(dict.fromkeys(rules)) if kept_no is None else (),
    )


def _filled_in(
    prepared: Prepared, resource: Resource, number: int, findings: tuple[Finding, ...]
) -> tuple[tuple[str, str], ...]:
    """Cells that a column of the source gives, and that are blank or do not fit."""
    offered = OFFERED[resource.name]
    row = prepared.connection.execute(sa.select(offered).where(offered.c.offered_no == number)).one()._mapping
    unfit = {each.column for each in findings if each.rule in _UNFIT}
    given = {field for name, field in prepared.translated.collected if name == resource.name}
    filled: list[tuple[str, str]] = []
    for field in resource.fields:
        name = field.name
        if name not in given or (resource.name, name) in MULTIPLE or not (row[name] is None or name in unfit):
            continue
        means = blank_means(resource, field)
        if name == "not_asked_reason" and row["outcomes_asked"] != "not_asked":
            means = None
        if means or name in unfit:
            filled.append((name, means or "blank"))
    if any(each.rule == "dated_by_enquiry" for each in findings):
        filled.append(("recorded_on", "the enquiry's day"))
    return tuple(filled)
