"""What happened to one row of a file, and why: its way through the reader, the mapping and the checks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from etl.derive import derive
from etl.dry_run.choosing import mapping_for
from etl.dry_run.reader import aside
from etl.dry_run.room import UNRECOGNISED, rehearsed
from etl.dry_run.standing import Place, Standing
from etl.dry_run.steps import Followed, follow
from etl.dry_run.verdicts import Verdict, verdict_on
from etl.extract import extract
from etl.extract.tidy import CONFLICTING
from etl.identifiers import masked
from etl.mapping.columns import CROSSWALK
from etl.mapping.entries import Entry
from etl.mapping.files import PivotedSource
from etl.prepare import Prepared, Request, Say, Voice
from etl.refusals import LoadRefused

SHOWN = 3  # of the rows that look it up


@dataclass(frozen=True, kw_only=True)
class Story:
    """What one load entry made of the row: offered rows with their verdicts, and what its steps left out."""

    entry: Entry
    verdicts: tuple[Verdict, ...]
    step: str | None
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """The whole way of a row: `words` say what the reader and the mapping's tables made of it."""

    place: Place
    mapping: str
    extract_date: date
    words: tuple[str, ...]
    stories: tuple[Story, ...]


def explain(file: Path, row: int, mapping: str | None, say: Say) -> Explanation:
    """Return what happened to a row; raises LoadRefused where there is no such row, or nothing reads it."""
    if not file.is_file():
        raise LoadRefused(f"There is no file {file}.")
    say("Finding the mapping")
    name = mapping or mapping_for(file)
    request = Request(mapping=name, source=file.parent)
    with rehearsed(request, Voice(say=say, warn=str)) as rehearsal:
        prepared = rehearsal.prepared
        place = Place(file=masked(file.name), row=row)
        left_out = aside(prepared.export, place)
        standing = None if left_out else _standing(prepared, place)
        on_its_way = tuple(_on_its_way(standing)) if standing else (left_out,)
        return Explanation(
            place=place,
            mapping=prepared.mapping.name,
            extract_date=prepared.extract_date,
            words=(*on_its_way, UNRECOGNISED) if prepared.is_incremental else on_its_way,
            stories=tuple(_stories(prepared, standing)) if standing else (),
        )


def _standing(prepared: Prepared, place: Place) -> Standing:
    """The source's tables come in once more: they are taken away as soon as their rows are offered."""
    extracted = extract(prepared.connection, prepared.export)
    tables = derive(prepared.connection, prepared.mapping.content, extracted.tables)
    return Standing(connection=prepared.connection, export=prepared.export, tables=tables, place=place)


def _stories(prepared: Prepared, standing: Standing) -> Iterator[Story]:
    entries = prepared.mapping.content.load
    for span in prepared.translated.spans:
        if standing.feeds(span.entry.from_):
            followed = follow(standing, span, entries.index(span.entry))
            yield Story(
                entry=followed.entry,
                verdicts=tuple(_verdicts(prepared, standing, followed)),
                step=followed.step,
                words=followed.words,
            )


def _verdicts(prepared: Prepared, standing: Standing, followed: Followed) -> Iterator[Verdict]:
    """Rows can conflict by the target's key, or by the key that the mapping says of the file."""
    target = followed.entry.into
    for number in () if target == CROSSWALK else followed.offered:
        found = verdict_on(prepared, target, number)
        by_source = any(each.rule == CONFLICTING for each in found.findings) and not found.conflicts
        yield replace(found, conflicts=standing.rivals()) if by_source else found


def _on_its_way(standing: Standing) -> Iterator[str]:
    """What became of it before any target: which form it is an answer of, and who looks it up."""
    files = standing.export.mapping.content.files
    for name, table in files.items():
        if isinstance(table, PivotedSource) and name in standing.tables and standing.feeds(name):
            yield from _of_form(standing, name, table)
    for name, lookers in standing.lookups().items():
        shown = ", ".join(str(each) for each in lookers[:SHOWN])
        more = f" and {len(lookers) - SHOWN:,} more" if len(lookers) > SHOWN else ""
        yield f"It is looked up ({name}) by {shown}{more}."


def _of_form(standing: Standing, name: str, table: PivotedSource) -> Iterator[str]:
    said = table.pivot_answers
    columns = standing.answered(said)
    if not columns:
        return
    firsts = [each for each in standing.places(name) if each != standing.place]
    kind = "group" if said.rows_by else "form"
    which = f"that begins at {firsts[0]}" if firsts else "that begins with it"
    yield f"It is an answer in {name}: it fills {' and '.join(columns)} of the {kind} {which}."
