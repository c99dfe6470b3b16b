"""What a load would say, read from the workroom: counts, what did not fit, words, and measures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from etl.checks import Count
from etl.dry_run.room import refuse_if_older, rehearsed
from etl.extract.tidy import LeftOut
from etl.prepare import Judged, Prepared, Request, Voice
from etl.report import Misfit, Rows, misfits, rejections
from etl.staging import FINDINGS, OFFERED, WORDS
from msp_dashboard.measures.catalogue import is_collected, measures, needs
from msp_dashboard.measures.definition import Measure
from msp_dashboard.warehouse import resources


@dataclass(frozen=True, kw_only=True)
class FileRead:
    """One file that a load would read: its name in the folder, its rows, and how it is written."""

    name: str
    rows: int
    dialect: Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Lights:
    """Which measures an export would light up, and for each of the others the fields that lack.

    A field is named resource.field; `a or b` is met by either.
    """

    collected: tuple[str, ...]
    not_collected: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class DryRun:
    """The outcome that a load would have."""

    files: tuple[FileRead, ...]
    extract_date: date
    targets: Mapping[str, Count]
    left_out: tuple[LeftOut, ...]
    rejections: Rows
    rejections_total: int
    misfits: tuple[Misfit, ...]
    unmapped: Rows
    ignored: Mapping[str, list[str]]
    measures: Lights
    held_because: tuple[str, ...]


def rehearse(request: Request, voice: Voice) -> DryRun:
    """Return what a load would do, with nothing changed; raises LoadRefused where it would be refused."""
    with rehearsed(request, voice) as rehearsal:
        refuse_if_older(rehearsal)
        return _outcome(rehearsal.prepared, rehearsal.judged)


def lights(collected: frozenset[str]) -> Lights:
    """Return which measures fields such as enquiries.started_on light up."""
    dark = {
        key: _missing(measure, collected)
        for key, measure in measures().items()
        if not is_collected(measure, collected)
    }
    return Lights(collected=tuple(key for key in measures() if key not in dark), not_collected=dark)


def _missing(measure: Measure, collected: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(need.replace("|", " or ") for need in needs(measure) if not _is_met(need, collected)))


def _is_met(need: str, collected: frozenset[str]) -> bool:
    return any(name in collected for name in need.split("|"))


def _outcome(prepared: Prepared, judged: Judged) -> DryRun:
    export, connection = prepared.export, prepared.connection
    found = _found().subquery("found")
    fields = frozenset(f"{resource}.{field}" for resource, field in prepared.translated.collected)
    return DryRun(
        files=tuple(
            FileRead(name=part.label, rows=part.table.row_count, dialect=part.table.dialect)
            for part in export.parts
        ),
        extract_date=prepared.extract_date,
        targets={name: judged.counts[name] for name in resources()},
        left_out=prepared.left_out,
        rejections=rejections(connection, found),
        rejections_total=connection.scalar(sa.select(sa.func.count()).select_from(found)) or 0,
        misfits=misfits(connection, found),
        unmapped=_unmapped(connection),
        ignored=export.ignored,
        measures=lights(fields),
        held_because=judged.held_because,
    )


def _found() -> sa.CompoundSelect[str, str, int, str, str]:
    """Every finding with its place."""
    each = (
        sa.select(
            FINDINGS.c.action,
            offered.c.source_file.label("file"),
            offered.c.source_row.label("row"),
            FINDINGS.c.column,
            FINDINGS.c.rule,
        )
        .join(offered, offered.c.offered_no == FINDINGS.c.offered_no)
        .where(FINDINGS.c.resource == name)
        for name, offered in OFFERED.items()
    )
    return sa.union_all(*each)


def _unmapped(connection: sa.Connection) -> Rows:
    """Words that few rows hold are counted together, with nothing in their place."""
    rows = sa.func.sum(WORDS.c.rows).label("rows")
    query = sa.select(WORDS.c.field, WORDS.c.value, rows).group_by(WORDS.c.field, WORDS.c.value)
    found = connection.execute(query.order_by(sa.desc("rows"), WORDS.c.field, WORDS.c.value))
    return tuple({"field": each.field, "value": each.value, "rows": int(each[2])} for each in found)
