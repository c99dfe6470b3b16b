"""An export as offered rows, judged, and nothing built: what a load and a dry run share."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from etl.checks import Count, check
from etl.dating import extract_date_of, today
from etl.derive import derive
from etl.doubts import blank_identifiers, doubt
from etl.extract import Export, Extracted, extract, find_export
from etl.extract.tidy import LeftOut
from etl.mapping import NamedMapping, find
from etl.source_rows import drop_sources
from etl.staging import BASE_MEMORY, in_any_order, open_staging
from etl.thresholds import broken_thresholds, lurches
from etl.translate import Translated, keep_checks, translate

Say = Callable[[str], object]
Room = Callable[[Export], AbstractContextManager[Path]]


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for: a mapping, a folder, whether to hold the release, and the extract date if given."""

    mapping: str
    source: Path
    hold: bool = False
    extract_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class Voice:
    """Whom to tell each step, and each doubt."""

    say: Say
    warn: Say


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """An export in the workroom as offered rows, not yet checked."""

    request: Request
    export: Export
    connection: sa.Connection
    extracted: Extracted
    translated: Translated
    extract_date: date
    voice: Voice

    @property
    def mapping(self) -> NamedMapping:
        """The mapping that read it."""
        return self.export.mapping

    @property
    def source(self) -> str:
        """The source system."""
        return self.mapping.content.source_system

    @property
    def is_incremental(self) -> bool:
        """Whether the export holds only what is new or changed."""
        return self.mapping.content.mode == "incremental"

    @property
    def digest(self) -> str:
        """The SHA-256 of all that was read."""
        return self.extracted.digest

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What the mapping's steps left out, each with its number of rows."""
        return (*self.extracted.left_out, *self.translated.left_out)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What became of the offered rows, and why a person should look before the release is published."""

    counts: dict[str, Count]
    held_because: tuple[str, ...]


@contextmanager
def prepare(request: Request, voice: Voice, room: Room) -> Iterator[Prepared]:
    """Give an export as offered rows, in a workroom in the folder that `room` gives; raises LoadRefused."""
    mapping = find(request.mapping)
    voice.say("Reading the export")
    export = find_export(mapping, request.source)
    for words in export.warnings:
        voice.warn(words)
    with room(export) as folder, open_staging(folder, BASE_MEMORY + 5 * export.size // 4) as connection:
        extracted = extract(connection, export)
        voice.say("Translating the rows")
        tables = derive(connection, mapping.content, extracted.tables)
        with in_any_order(connection):
            translated = translate(connection, mapping, tables)
        for words in translated.warnings:
            voice.warn(words)
        drop_sources(connection)
        extract_date = extract_date_of(connection, export, request.extract_date)
        if extract_date > today():
            voice.warn(
                f"The extract date {extract_date} is in the future. If that is wrong, use --extract-date."
            )
        yield Prepared(
            request=request,
            export=export,
            connection=connection,
            extracted=extracted,
            translated=translated,
            extract_date=extract_date,
            voice=voice,
        )


def judge(prepared: Prepared, *, has_current: bool) -> Judged:
    """Check every offered row; raises LoadRefused where a check or a threshold of the mapping says stop.

    `has_current` says whether the current release is attached, for the rows to be compared with.
    """
    prepared.voice.say("Checking the rows")
    content = prepared.mapping.content
    keep_checks(prepared.connection, prepared.translated.spans, prepared.extract_date)
    doubt(prepared.connection, prepared.translated.spans, prepared.extract_date)
    counts = check(prepared.connection, content.defaults.unmapped)
    blank_identifiers(prepared.connection)
    source = prepared.source if has_current and not prepared.is_incremental else None
    broken = broken_thresholds(prepared.connection, content.thresholds, counts, source)
    doubted = lurches(prepared.connection, content.thresholds, counts, source)
    for words in (*broken, *doubted):
        prepared.voice.warn(words)
    return Judged(counts=counts, held_because=broken if content.thresholds.then == "hold" else ())
