"""The words that no map knew: out of the release as CSV, reviewed by people, and back beside a mapping."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import sqlalchemy as sa

from etl.fields import codes
from etl.mapping import find, folded, shipped
from etl.mapping.document import read_document
from etl.mapping.mistakes import nearest
from etl.mapping.wording import OF_WORDS, reviewed_rows
from etl.refusals import LoadRefused
from msp_dashboard.releases.opening import read_release
from msp_dashboard.releases.pointer import numbers
from msp_dashboard.vocabulary import code_list
from msp_dashboard.warehouse import Field, Resource, resources, table

COLUMNS = ("field", "source_value", "rows", "code", "status", "note")
# A spreadsheet would run what begins like this; the apostrophe keeps it text, and goes when it comes back.
_FORMULAS = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, kw_only=True)
class UnmappedWord:
    """A word outside the code list of a field, and how many rows held it; None where they were too few."""

    source_system: str
    mapping: str
    field: str
    value: str | None
    rows: int


def unmapped_words() -> tuple[UnmappedWord, ...]:
    """Return the words of each source's last load, of a release that is held for them too.

    Raises ReleaseError, and LoadRefused before the first load.
    """
    built = numbers()
    if not built:
        raise LoadRefused("Nothing has been loaded yet, so nothing is known of its words.")
    release = read_release(built[-1])
    words, batches = table("unmapped"), table("batches")
    latest = sa.select(sa.func.max(batches.c.batch_id)).group_by(batches.c.source_system)
    query = (
        sa.select(batches.c.source_system, batches.c.mapping, words.c.field, words.c.value, words.c.rows)
        .join(batches, batches.c.batch_id == words.c.batch_id)
        .where(words.c.batch_id.in_(latest))
        .order_by(batches.c.source_system, words.c.rows.desc(), words.c.field, words.c.value)
    )
    try:
        with release.engine.connect() as connection:
            return tuple(UnmappedWord(**row) for row in connection.execute(query).mappings())
    finally:
        release.engine.dispose()


def write_words(path: Path, words: Iterable[UnmappedWord]) -> int:
    """Write the words that may be shown, for people to review, with a code where one is near.

    Returns how many; raises LoadRefused where the file exists: it may hold somebody's review. What stands
    where a day or a number should be is no word to give a code to.
    """
    shown = [word for word in words if word.value is not None and _listed(word.field) is not None]
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(COLUMNS)
    for word in shown:
        code = _proposed(word)
        status = "proposed" if code else "unsure"
        writer.writerow((word.field, _inert(word.value or ""), word.rows, code, status, ""))
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as stream:
            stream.write(lines.getvalue())
    except FileExistsError as error:
        raise LoadRefused(
            f"{path.name} exists, and may hold a review: take it back with --into, or give another name."
        ) from error
    return len(shown)


def _inert(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULAS) else value


def _proposed(word: UnmappedWord) -> str:
    """The code whose own name or label is nearest to the word, if one is near."""
    at = _field(word.field)
    listed = codes(*at) if at else None
    if at is None or listed is None or word.value is None:
        return ""
    name = at[1].code_list
    labels = {folded(entry.label): entry.code for entry in code_list(name)} if name else {}
    known = {code.replace("_", " "): code for code in listed} | labels
    close = get_close_matches(folded(word.value), known, n=1, cutoff=0.7)
    return known[close[0]] if close else ""


def _listed(name: str) -> tuple[str, ...] | None:
    """The codes of a field such as enquiries.risk_outcome; None where it has none."""
    at = _field(name)
    return codes(*at) if at else None


def _field(name: str) -> tuple[Resource, Field] | None:
    resource, _, column = name.partition(".")
    try:
        return resources()[resource], resources()[resource][column]
    except KeyError:
        return None


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """What came back: the files that hold it now, how many rows count, and how many wait."""

    mapping: Path
    words: Path
    agreed: int
    open: int


def take_back(path: Path, mapping: Path, starter: str) -> Reviewed:
    """Put reviewed words beside a mapping, which is made from `starter` where it does not exist.

    Raises LoadRefused, with nothing written, where a field, a code or a status cannot be meant.
    """
    try:
        rows = list(reviewed_rows(path.name, path.read_bytes(), OF_WORDS))
    except OSError as error:
        raise LoadRefused(f"{path.name} cannot be read: {error.strerror}.") from error
    for number, row in enumerate(rows, 2):
        _check(path.name, number, row)
    if mapping.exists():
        find(str(mapping))
    elif starter not in shipped():
        find(str(mapping.parent / starter))
    text, words = _mapping_text(mapping, starter)
    known = list(reviewed_rows(words.name, words.read_bytes(), OF_WORDS)) if words.exists() else []
    merged = {(row["field"], folded(_plain(row["source_value"]))): row for row in (*known, *rows)}
    _write(words, _as_csv(list(merged.values())))
    _write(mapping, text)
    agreed = sum(row["status"] == "agreed" for row in rows)
    return Reviewed(mapping=mapping, words=words, agreed=agreed, open=len(rows) - agreed)


def _check(file: str, number: int, row: dict[str, str]) -> None:
    listed = _listed(row["field"])
    if listed is None:
        raise LoadRefused(
            f"{file} row {number}: {row['field'][:60]} is no coded field, such as enquiries.risk_outcome."
        )
    if row["code"] and row["code"] not in listed:
        hint = nearest(row["code"], listed)
        raise LoadRefused(
            f"{file} row {number}: {row['code'][:60]} is no code of {row['field']}. {hint}".strip()
        )


def _mapping_text(mapping: Path, starter: str) -> tuple[str, Path]:
    """The mapping's text with its words file named, and that file."""
    if mapping.name in shipped() or mapping.suffix != ".yaml":
        raise LoadRefused(
            f"{mapping.name} is no mapping of your own: give a file such as our_{starter}.yaml."
        )
    text = mapping.read_text("utf-8") if mapping.exists() else f"mapping: msp-mapping/1\nextends: {starter}\n"
    named = read_document(mapping.name, text.encode()).value.get("words")
    first = named if isinstance(named, str) else named[0] if named else None
    if first:
        return text, mapping.parent / first
    words = mapping.with_suffix(".words.csv")
    text = f"{text.rstrip()}\nwords: {words.name}\n"
    read_document(mapping.name, text.encode())
    return text, words


def _plain(value: str) -> str:
    return value[1:] if value[:1] == "'" and value[1:].startswith(_FORMULAS) else value


def _as_csv(rows: Sequence[dict[str, str]]) -> str:
    lines = io.StringIO()
    writer = csv.DictWriter(lines, (*OF_WORDS, "note"), extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows({**row, "source_value": _plain(row["source_value"])} for row in rows)
    return lines.getvalue()


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.part")
    draft.write_text(text, encoding="utf-8", newline="")
    draft.replace(path)
