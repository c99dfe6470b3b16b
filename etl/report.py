"""What a load says when it is done: one JSON document, or a summary for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from etl.checks import Count
from etl.crosswalk import TARGET as CROSSWALK
from etl.extract.tidy import LeftOut
from etl.rules import RULES
from msp_dashboard.releases.opening import kept_release
from msp_dashboard.warehouse import resources, table

PLACES = 3
SHOWN = 1000

Rows = tuple[Mapping[str, object], ...]


@dataclass(frozen=True, kw_only=True)
class Report:
    """The outcome of a load, as the command line's contract lists it."""

    release: str
    status: str
    extract_date: date
    targets: Mapping[str, Count]
    rejections: Rows
    rejections_total: int
    unmapped: Rows
    ignored: Mapping[str, list[str]]
    by_rule: tuple[tuple[str, str, int], ...]
    left_out: tuple[LeftOut, ...] = ()
    held_because: tuple[str, ...] = ()


def report_of(number: int, source: str, status: str, ignored: Mapping[str, list[str]]) -> Report:
    """Read from a release what its latest load of a source did; raises ReleaseError."""
    release = kept_release(number)
    try:
        with release.engine.connect() as connection:
            return _read(connection, release.name, source, status, ignored)
    finally:
        release.engine.dispose()


def as_json(report: Report, seconds: float, peak_memory_mb: float) -> dict[str, object]:
    """Return the document of the command line's contract."""
    return {
        "release": report.release,
        "status": report.status,
        "extract_date": report.extract_date.isoformat(),
        "targets": {name: vars(count) for name, count in report.targets.items()},
        "rejections": list(report.rejections),
        "rejections_total": report.rejections_total,
        "unmapped": list(report.unmapped),
        "ignored": dict(report.ignored),
        "left_out": [
            {"target": each.target or None, "from": each.origin, "step": each.step, "rows": each.rows}
            for each in report.left_out
        ],
        "held_because": list(report.held_because),
        "seconds": round(seconds, 2),
        "peak_memory_mb": round(peak_memory_mb, 1),
    }


def show(report: Report, seconds: float) -> None:
    """Print the outcome for people."""
    console = Console()
    number = int(report.release.lstrip("r0") or 0)
    words = {
        "published": "is published",
        "held": f"is built and held: publish it with `python -m msp_dashboard releases use {number}`",
        "unchanged": "already holds this export: nothing changed",
    }
    console.print(
        f"Release {report.release} {words[report.status]} ({seconds:.1f} s). "
        f"Its data go up to {report.extract_date}."
    )
    for reason in report.held_because:
        console.print(reason, highlight=False)
    rows = Table("Records", "offered", "kept", "quarantined", "merged", box=None, pad_edge=False)
    for column in rows.columns[1:]:
        column.justify = "right"
    for name, count in report.targets.items():
        if count.offered:
            numbers = (count.offered, count.kept, count.quarantined, count.merged)
            title = resources()[name].title if name in resources() else "Records that are in two systems"
            rows.add_row(title, *(f"{number:,}" for number in numbers))
    console.print(rows)
    for each in report.left_out:
        where = f" for {resources()[each.target].title.lower()}" if each.target in resources() else ""
        console.print(
            f"{each.rows:,} rows of {each.origin} are left out{where}: {each.step}", highlight=False
        )
    if report.by_rule:
        console.print(f"\nWhat did not fit: {report.rejections_total:,} in all")
        for action, rule, found in report.by_rule:
            console.print(f"  {found:>7,} {action}: {RULES[rule]}", highlight=False)
            console.print(f"          {_places(report, rule, found)}", highlight=False)


def _places(report: Report, rule: str, found: int) -> str:
    """The first places where a rule was broken, never what stood there."""
    rows = [row for row in report.rejections if row["rule"] == rule][:PLACES]
    named = [
        f"{row['file']} row {row['row']}" + (f" ({row['column']})" if row["column"] else "") for row in rows
    ]
    more = f" and {found - len(named):,} more: --json names them" if found > len(named) else ""
    return ", ".join(named) + more


def _read(
    connection: sa.Connection, name: str, source: str, status: str, ignored: Mapping[str, list[str]]
) -> Report:
    batches, counts = table("batches"), table("load_counts")
    latest = sa.select(batches).where(batches.c.source_system == source)
    batch = connection.execute(latest.order_by(batches.c.batch_id.desc()).limit(1)).one()
    number: int = batch.batch_id
    rejections = table("rejections")
    total = sa.select(sa.func.count()).where(rejections.c.batch_id == number)
    return Report(
        release=name,
        status=status,
        extract_date=batch.extract_date,
        targets=_targets(connection, sa.select(counts).where(counts.c.batch_id == number)),
        rejections=_rejections(connection, number),
        rejections_total=connection.scalar(total) or 0,
        unmapped=_unmapped(connection, number),
        ignored=ignored,
        by_rule=_by_rule(connection, number),
    )


def _rejections(connection: sa.Connection, number: int) -> Rows:
    rows = table("rejections")
    place = (rows.c.file, rows.c.row, rows.c.column, rows.c.rule)
    query = sa.select(*place).where(rows.c.batch_id == number).order_by(*place).limit(SHOWN)
    return tuple(dict(row) for row in connection.execute(query).mappings())


def _unmapped(connection: sa.Connection, number: int) -> Rows:
    rows = table("unmapped")
    query = sa.select(rows.c.field, rows.c.value, rows.c.rows).where(rows.c.batch_id == number)
    query = query.order_by(rows.c.rows.desc(), rows.c.field, rows.c.value)
    return tuple(dict(row) for row in connection.execute(query).mappings())


def _by_rule(connection: sa.Connection, number: int) -> tuple[tuple[str, str, int], ...]:
    rows = table("rejections")
    found = sa.func.count().label("found")
    query = sa.select(rows.c.action, rows.c.rule, found).where(rows.c.batch_id == number)
    query = query.group_by(rows.c.action, rows.c.rule).order_by(rows.c.action, sa.desc("found"))
    return tuple((action, rule, count) for action, rule, count in connection.execute(query))


def _targets(connection: sa.Connection, query: sa.Select[tuple[object, ...]]) -> dict[str, Count]:
    found = {row.target: row for row in connection.execute(query)}
    names = ("offered", "kept", "quarantined", "merged")
    return {
        name: Count(**{each: getattr(found[name], each) for each in names})
        for name in (*resources(), CROSSWALK)
        if name in found
    }
