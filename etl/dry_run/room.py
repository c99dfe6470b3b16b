"""Where a dry run works: a private temporary folder, and beside it the current release where there is one."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import sqlalchemy as sa

from etl.extract import Export
from etl.faults import one_sentence
from etl.history import CURRENT, tables
from etl.prepare import Judged, Prepared, Request, Voice, judge, prepare
from etl.refusals import LoadRefused
from etl.staging import attach
from msp_dashboard.releases import ReleaseError
from msp_dashboard.releases.folder import number_in_pointer, path_of
from msp_dashboard.releases.opening import read_file


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """An export judged in a workroom, and whether the current release is attached to it."""

    prepared: Prepared
    judged: Judged
    has_current: bool


UNRECOGNISED = (
    "An incremental export is not compared with what earlier loads brought: that needs the key, which a dry "
    "run leaves alone. Rows of an enquiry that only they hold are called unknown here; a load keeps them."
)


@contextmanager
def rehearsed(request: Request, voice: Voice) -> Iterator[Rehearsal]:
    """Give an export as offered rows that are judged, in a workroom that is gone afterwards.

    The current release is attached where there is one that can be read. Raises LoadRefused as a load does.
    """
    with one_sentence(), prepare(request, voice, _room) as prepared:
        if prepared.is_incremental:
            voice.warn(UNRECOGNISED)
        has_current = _attach_current(prepared)
        judged = judge(prepared, has_current=has_current)
        yield Rehearsal(prepared=prepared, judged=judged, has_current=has_current)


def refuse_if_older(rehearsal: Rehearsal) -> None:
    """Raise LoadRefused where the current release holds a newer extract of the source."""
    if not rehearsal.has_current:
        return
    prepared = rehearsal.prepared
    batches = tables(CURRENT).tables[f"{CURRENT}.batches"]
    query = sa.select(batches.c.extract_date).where(batches.c.source_system == prepared.source)
    last = prepared.connection.scalar(query.order_by(batches.c.batch_id.desc()).limit(1))
    if last is not None and prepared.extract_date < last:
        raise LoadRefused(
            f"A load would be refused: the export is of {prepared.extract_date}, and the last one of "
            f"{prepared.source} is newer: {last}. If it is a newer one, say its day with --extract-date."
        )


@contextmanager
def _room(_: Export) -> Iterator[Path]:
    """What a killed dry run leaves there is encrypted with a key that was in its memory only."""
    with tempfile.TemporaryDirectory(prefix="msp-dry-run-") as folder:
        yield Path(folder)


def _attach_current(prepared: Prepared) -> bool:
    try:
        number = number_in_pointer()
        if number is None:
            return False
        read_file(number).engine.dispose()
        attach(prepared.connection, path_of(number), CURRENT, read_only=True)
    except (ReleaseError, sa.exc.SQLAlchemyError, duckdb.Error, OSError):
        prepared.voice.warn("The current release cannot be read, so this export is not compared with it.")
        return False
    return True
