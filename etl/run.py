"""A load from end to end: extract, check, transform, load, publish; the last good release stays till then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from etl import history, publish
from etl.checks import Count, check
from etl.extract import Export, extract, find_export
from etl.faults import one_sentence
from etl.fields import as_date, event_dates, ordered
from etl.home import refuse_if_full, workroom
from etl.load import BUILDING, Batch, load
from etl.mapping import NamedMapping, find
from etl.pseudonymise import install, key_for_load
from etl.refusals import LoadRefused
from etl.report import Report, report_of
from etl.restricted import Shelf, is_up_to_date, restrict
from etl.staging import BASE_MEMORY, OFFERED, attach, open_staging
from etl.transform import Origin, transform
from msp_dashboard import audit
from msp_dashboard.measures import units
from msp_dashboard.operations import PSEUDONYM, RESTRICTED, reading, upgrade, writing
from msp_dashboard.releases import current_number, use

ACTOR = "load"

Say = Callable[[str], object]


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for: a mapping, a folder, whether to hold the release, and the extract date if given."""

    mapping: str
    source: Path
    hold: bool = False
    extract_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class _Job:
    """A request with what it found: the mapping, the export, the room to work in, and whom to tell."""

    request: Request
    mapping: NamedMapping
    export: Export
    folder: Path
    say: Say
    warn: Say

    @property
    def source(self) -> str:
        return self.mapping.content.source_system


def run_load(request: Request, say: Say, warn: Say) -> Report:
    """Load an export; `say` is told each step, `warn` each doubt; raises LoadRefused with nothing changed."""
    with one_sentence():
        mapping = find(request.mapping)
        say("Reading the export")
        export = find_export(request.source)
        for words in export.warnings:
            warn(words)
        with workroom() as folder:
            return _load(
                _Job(request=request, mapping=mapping, export=export, folder=folder, say=say, warn=warn)
            )


def _load(job: _Job) -> Report:
    upgrade()
    refuse_if_full(3 * job.export.size + publish.size_of_current())
    keys = key_for_load(PSEUDONYM), key_for_load(RESTRICTED)
    with open_staging(job.folder, BASE_MEMORY + 3 * job.export.size // 2) as connection:
        extract(connection, job.export)
        draft = publish.start(connection)
        extract_date = job.request.extract_date or _newest_event(connection)
        if draft.built_from and _is_unchanged(connection, job, extract_date):
            return report_of(draft.built_from, job.source, "unchanged", job.export.ignored)
        if extract_date > datetime.now(UTC).date():
            job.warn(
                f"The extract date {extract_date} is in the future. If that is wrong, use --extract-date."
            )
        job.say("Checking the rows")
        counts = check(connection)
        job.say("Making pseudonyms")
        install(connection, keys[0])
        batch = _batch(connection, job, draft, extract_date, counts)
        transform(connection, batch.origin, counts)
        job.say("Building the release")
        _build(connection, draft, batch)
        shelf = partial(Shelf, source=job.source, digest=job.export.digest, key=keys[1])
        return _publish(connection, job, draft, shelf)


def _build(connection: sa.Connection, draft: publish.Draft, batch: Batch) -> None:
    if draft.built_from:
        history.compare(connection, batch.origin)
    attach(connection, draft.path, BUILDING)
    load(connection, batch, has_current=draft.built_from is not None)
    publish.finish(connection, draft)


def _publish(
    connection: sa.Connection, job: _Job, draft: publish.Draft, shelf: Callable[..., Shelf]
) -> Report:
    """The restricted store follows the newest extract also where its release is held: consent may be gone."""
    status = "held" if job.request.hold else "published"
    with publish.sealed(draft):
        if current_number() != draft.built_from:
            raise LoadRefused("Another release was chosen while this load ran. Nothing changed: load again.")
        report = report_of(draft.number, job.source, status, job.export.ignored)
        with writing() as store:
            restrict(connection, shelf(store=store))
            audit.append(store, f"load {status}", _details(job, report), actor=ACTOR)
        if not job.request.hold:
            use(draft.number, partial(_record_use, job.source))
    return report


def _record_use(source: str, action: str, details: dict[str, object]) -> None:
    audit.record(action, {**details, "source": source}, actor=ACTOR)


def _details(job: _Job, report: Report) -> dict[str, object]:
    return {
        "release": report.release,
        "source": job.source,
        "mapping": job.mapping.name,
        "input_digest": job.export.digest,
        "extract_date": report.extract_date,
        "rows_kept": {name: count.kept for name, count in report.targets.items()},
    }


def _newest_event(connection: sa.Connection) -> date:
    newest: list[date] = []
    for resource in ordered():
        dates = [
            sa.func.max(as_date(OFFERED[resource.name].c[field.name])) for field in event_dates(resource)
        ]
        if dates:
            newest += [day for day in connection.execute(sa.select(*dates)).one() if day]
    if not newest:
        raise LoadRefused("No date of an event is in the export. Say when it was made with --extract-date.")
    return max(newest)


def _is_unchanged(connection: sa.Connection, job: _Job, extract_date: date) -> bool:
    """Whether the current release already holds these bytes; raises LoadRefused where it holds newer ones."""
    batches = history.tables(history.CURRENT).tables[f"{history.CURRENT}.batches"]
    query = (
        sa.select(batches).where(batches.c.source_system == job.source).order_by(batches.c.batch_id.desc())
    )
    last = connection.execute(query.limit(1)).one_or_none()
    if last is None:
        return False
    if extract_date < last.extract_date:
        raise LoadRefused(
            f"The export is of {extract_date}; the last one of {job.source} is newer: {last.extract_date}. "
            "If it is a newer one, say its day with --extract-date; to go back, choose an earlier release."
        )
    release = history.tables(history.CURRENT).tables[f"{history.CURRENT}.release"]
    derived = connection.scalar(sa.select(release.c.units_digest))
    known = (last.input_digest, last.mapping_digest, last.extract_date, last.synthetic, derived)
    with reading() as store:
        texts_are_its = is_up_to_date(store, job.source, job.export.digest)
    return texts_are_its and known == (
        job.export.digest,
        job.mapping.digest,
        extract_date,
        job.export.synthetic,
        units.digest(),
    )


def _batch(
    connection: sa.Connection, job: _Job, draft: publish.Draft, extract_date: date, counts: dict[str, Count]
) -> Batch:
    number = 1
    if draft.built_from:
        batches = history.tables(history.CURRENT).tables[f"{history.CURRENT}.batches"]
        number += connection.scalar(sa.select(sa.func.max(batches.c.batch_id))) or 0
    row = {
        "batch_id": number,
        "source_system": job.source,
        "mapping": job.mapping.name,
        "mapping_digest": job.mapping.digest,
        "input_digest": job.export.digest,
        "extract_date": extract_date,
        "synthetic": job.export.synthetic,
        "loaded_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "release_number": draft.number,
    }
    origin = Origin(source=job.source, batch=number)
    return Batch(origin=origin, row=row, counts=counts, collected=job.export.collected)
