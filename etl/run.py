"""A load from end to end: extract, check, transform, load, publish; the last good release stays till then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from etl import history, publish
from etl.extract import Export
from etl.faults import one_sentence
from etl.home import refuse_if_full, workroom
from etl.load import BUILDING, Batch, load
from etl.prepare import Judged, Prepared, Request, Say, Voice, judge, prepare
from etl.pseudonymise import key_for_load
from etl.references import keep_references
from etl.refusals import LoadRefused
from etl.report import Report, report_of
from etl.restricted import Shelf, is_up_to_date, restrict
from etl.staging import attach
from etl.standing import recognise
from etl.transform import Origin, transform
from msp_dashboard import audit
from msp_dashboard.measures import units
from msp_dashboard.operations import PSEUDONYM, RESTRICTED, reading, upgrade, writing
from msp_dashboard.releases import current_number

__all__ = ["Request", "Say", "run_load"]

ACTOR = "load"


def run_load(request: Request, say: Say, warn: Say) -> Report:
    """Load an export; `say` is told each step, `warn` each doubt; raises LoadRefused with nothing changed."""
    voice = Voice(say=say, warn=warn)
    with one_sentence(), publish.reserved() as warehouse, prepare(request, voice, _room) as prepared:
        keys = key_for_load(PSEUDONYM), key_for_load(RESTRICTED)
        draft = publish.start(prepared.connection, warehouse)
        if draft.built_from and _is_unchanged(prepared):
            return _report(prepared, draft.built_from, "unchanged")
        say("Making pseudonyms")
        has_current = draft.built_from is not None
        linked = recognise(
            prepared.connection,
            prepared.source,
            keys[0],
            incremental=prepared.is_incremental,
            has_current=has_current,
        )
        judged = judge(prepared, has_current=has_current)
        judged = replace(judged, counts=judged.counts | linked)
        batch = _batch(prepared, draft, judged)
        transform(prepared.connection, batch.origin, judged.counts)
        say("Building the release")
        _build(prepared.connection, draft, batch)
        shelf = partial(
            Shelf,
            source=prepared.source,
            digest=prepared.digest,
            key=keys[1],
            incremental=prepared.is_incremental,
        )
        return _publish(prepared, draft, shelf, judged)


@contextmanager
def _room(export: Export) -> Iterator[Path]:
    """The home folder's workroom, where there is room for this load."""
    with workroom() as folder:
        upgrade()
        refuse_if_full(3 * export.size + publish.size_of_current())
        yield folder


def _report(prepared: Prepared, number: int, status: str, judged: Judged | None = None) -> Report:
    report = report_of(number, prepared.source, status, prepared.export.ignored)
    held_because = judged.held_because if judged and status == "held" else ()
    return replace(report, left_out=prepared.left_out, held_because=held_because)


def _build(connection: sa.Connection, draft: publish.Draft, batch: Batch) -> None:
    if draft.built_from:
        history.compare(connection, batch.origin)
    attach(connection, draft.path, BUILDING)
    load(connection, batch, has_current=draft.built_from is not None)
    publish.finish(connection, draft)


def _publish(prepared: Prepared, draft: publish.Draft, shelf: Callable[..., Shelf], judged: Judged) -> Report:
    """The restricted store follows the newest extract also where its release is held: consent may be gone."""
    hold = prepared.request.hold or bool(judged.held_because)
    status = "held" if hold else "published"
    with publish.sealed(draft):
        if current_number() != draft.built_from:
            raise LoadRefused("Another release was chosen while this load ran. Nothing changed: load again.")
        report = _report(prepared, draft.number, status, judged)
        with writing() as store:
            restrict(prepared.connection, shelf(store=store))
            keep_references(prepared.connection, shelf(store=store))
            audit.append(store, f"load {status}", _details(prepared, report), actor=ACTOR)
        if not hold:
            publish.use(draft, partial(_record_use, prepared.source))
    return report


def _record_use(source: str, action: str, details: dict[str, object]) -> None:
    audit.record(action, {**details, "source": source}, actor=ACTOR)


def _details(prepared: Prepared, report: Report) -> dict[str, object]:
    return {
        "release": report.release,
        "source": prepared.source,
        "mapping": prepared.mapping.name,
        "input_digest": prepared.digest,
        "extract_date": report.extract_date,
        "rows_kept": {name: count.kept for name, count in report.targets.items()},
    }


def _is_unchanged(prepared: Prepared) -> bool:
    """Whether the current release already holds these bytes; raises LoadRefused where it holds newer ones."""
    connection, source, extract_date = prepared.connection, prepared.source, prepared.extract_date
    batches = history.tables(history.CURRENT).tables[f"{history.CURRENT}.batches"]
    query = sa.select(batches).where(batches.c.source_system == source).order_by(batches.c.batch_id.desc())
    last = connection.execute(query.limit(1)).one_or_none()
    if last is None:
        return False
    if extract_date < last.extract_date:
        raise LoadRefused(
            f"The export is of {extract_date}; the last one of {source} is newer: {last.extract_date}. "
            "If it is a newer one, say its day with --extract-date; to go back, choose an earlier release."
        )
    release = history.tables(history.CURRENT).tables[f"{history.CURRENT}.release"]
    derived = connection.scalar(sa.select(release.c.units_digest))
    known = (last.input_digest, last.mapping_digest, last.extract_date, last.synthetic, derived)
    with reading() as store:
        texts_are_its = is_up_to_date(store, source, prepared.digest)
    return texts_are_its and known == (
        prepared.digest,
        prepared.mapping.digest,
        extract_date,
        prepared.export.synthetic,
        units.digest(),
    )


def _batch(prepared: Prepared, draft: publish.Draft, judged: Judged) -> Batch:
    number = 1
    if draft.built_from:
        batches = history.tables(history.CURRENT).tables[f"{history.CURRENT}.batches"]
        number += prepared.connection.scalar(sa.select(sa.func.max(batches.c.batch_id))) or 0
    row = {
        "batch_id": number,
        "source_system": prepared.source,
        "mapping": prepared.mapping.name,
        "mapping_version": prepared.mapping.content.version,
        "mapping_digest": prepared.mapping.digest,
        "input_digest": prepared.digest,
        "extract_date": prepared.extract_date,
        "synthetic": prepared.export.synthetic,
        "loaded_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "release_number": draft.number,
    }
    origin = Origin(source=prepared.source, batch=number, mode=prepared.mapping.content.mode)
    return Batch(origin=origin, row=row, counts=judged.counts, collected=prepared.translated.collected)
