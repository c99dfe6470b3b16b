"""What is in a file, column by column, without a value that fewer than five rows hold."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from etl.identifiers import identifier_in
from etl.mapping.denied import A_BIRTH, denied
from etl.reading import read_table
from etl.reading.days import Order, WrittenDay, read_day
from etl.reading.grid import Declared, Table
from etl.reading.whole_numbers import read_whole_number

# A value seen less often may be about one person.
SHOWN_FROM = 5
LONGEST = 60
WORDS = 6
# Of a column's different cells, so many are looked at for what they are; of all, how many and how often.
LOOKED_AT = 20_000
FEW = 60
# So much of a column must be dates or numbers for it to be called that.
MOST = 0.8
# Names of columns that hold references: one that many rows share is still about one person.
_REFERENCE = re.compile(r"(?i:(?:^|[^a-z])(?:ids?|refs?|reference|no|number)\W*$)|[a-z]Id$")
# So many of a column's different cells are tried as JSON.
TRIED = 100


@dataclass(frozen=True, kw_only=True)
class ColumnProfile:
    """One column: how many cells are filled, what they are, and the words that many rows share.

    `kind` is blank, date, whole number, JSON, few words, or text; `others` are the filled rows that are none
    of it. `orders` are the orders of day, month and year in which every date of it can be read, `any` where
    each reads the same in all. `identifier` says what makes it look like one; its words are not kept.
    """

    name: str
    filled: int
    different: int
    kind: str
    others: int
    orders: tuple[str, ...]
    words: tuple[tuple[str, int], ...]
    identifier: str | None


@dataclass(frozen=True, kw_only=True)
class FileProfile:
    """One file: how it is written, its rows, and its columns."""

    path: Path
    dialect: Mapping[str, object]
    rows: int
    warnings: tuple[str, ...]
    columns: tuple[ColumnProfile, ...]


def profile(path: Path, declared: Declared) -> FileProfile:
    """Return what is in a file; raises FileRefused where it cannot be read."""
    table = read_table(path, declared)
    cells = _count(table)
    return FileProfile(
        path=path,
        dialect=table.dialect,
        rows=table.row_count,
        warnings=table.warnings,
        columns=tuple(_column(name, each) for name, each in zip(table.header, cells, strict=True)),
    )


def _count(table: Table) -> list[Counter[str]]:
    counts: list[Counter[str]] = [Counter() for _ in table.header]
    for _, cells in table.rows():
        for count, cell in zip(counts, cells, strict=True):
            count[cell.strip()] += 1
    return counts


def _column(name: str, counts: Counter[str]) -> ColumnProfile:
    counts.pop("", None)
    looked_at = dict(counts.most_common(LOOKED_AT))
    identifier = denied(name) or _identifier_among(looked_at)
    kind, others, orders = _kind(looked_at)
    shown = [(word, rows) for word, rows in counts.most_common(WORDS) if rows >= SHOWN_FROM]
    hidden = identifier or _REFERENCE.search(name) or not _may_be_shown(kind, looked_at)
    hidden = hidden or any(len(word) > LONGEST for word, _ in shown)
    return ColumnProfile(
        name=name,
        filled=sum(counts.values()),
        different=len(counts),
        kind=kind,
        others=others,
        orders=orders,
        words=() if hidden else tuple(shown),
        identifier=identifier,
    )


def _identifier_among(counts: Mapping[str, int]) -> str | None:
    found: Counter[str] = Counter()
    for cell, rows in counts.items():
        kind = identifier_in(cell)
        if kind:
            found[kind] += rows
    if not found:
        return None
    kind, rows = found.most_common(1)[0]
    return f"{kind} in {rows:,} row{'s' if rows > 1 else ''}"


def _may_be_shown(kind: str, counts: Mapping[str, int]) -> bool:
    """Many different words with digits in them are somebody's references, however often one is there."""
    with_digits = sum(any(letter.isdigit() for letter in cell) for cell in counts)
    return kind == "few words" or (kind == "text" and 2 * with_digits <= len(counts))


def _kind(counts: Mapping[str, int]) -> tuple[str, int, tuple[str, ...]]:
    """What a column is, how many rows are not of it, and the orders of its dates."""
    rows = sum(counts.values())
    if not rows:
        return "blank", 0, ()
    days = {cell: day for cell in counts if (day := read_day(cell))}
    dated = sum(counts[cell] for cell in days)
    if dated >= MOST * rows and not all(cell.isdigit() for cell in days):
        return "date", rows - dated, _orders(days.values())
    numbers = sum(counts[cell] for cell in counts if read_whole_number(cell))
    if numbers >= MOST * rows:
        return "whole number", rows - numbers, ()
    if all(_is_json(cell) for cell in islice(counts, TRIED)):
        return "JSON", 0, ()
    return ("few words" if len(counts) <= min(FEW, max(5, rows // 4)) else "text"), 0, ()


def _orders(days: Collection[WrittenDay]) -> tuple[str, ...]:
    if all(len(day.by_order) == len(Order) and len({*day.by_order.values()}) == 1 for day in days):
        return ("any",)
    return tuple(order for order in Order if all(order in day.by_order for day in days))


def _is_json(cell: str) -> bool:
    if cell[:1] not in ("{", "["):
        return False
    try:
        json.loads(cell)
    except (ValueError, RecursionError):
        return False
    return True


def proposal(found: FileProfile, name: str) -> Iterator[str]:
    """Yield the lines of a mapping that say how this file is written, for a person to confirm or correct."""
    yield f"  {name}:"
    yield f"    path: {_quoted(found.path.name)}"
    for word in ("sheet", "delimiter"):
        if value := found.dialect.get(word):
            yield f"    {word}: {_quoted(_DELIMITERS.get(str(value), str(value)))}"
    if (encoding := found.dialect.get("encoding")) and encoding != "utf-8":
        yield f"    encodings: {encoding}"
    header_rows = found.dialect.get("header_rows")
    if isinstance(header_rows, list | tuple) and list(header_rows) != [1]:
        yield f"    header_row: [{', '.join(str(row) for row in header_rows)}]"
    yield "    columns:"
    for column in found.columns:
        note = f"  # {_note(column)}" if _note(column) else ""
        yield f"      {'# ' if column.identifier else ''}- {_quoted(column.name)}{note}"


def _note(column: ColumnProfile) -> str:
    if column.identifier:
        birth = "; listed and `transient` it gives an age band" if column.identifier == A_BIRTH else ""
        return f"not listed: {column.identifier}{birth}"
    if column.kind != "date" or column.orders == ("any",):
        return ""
    return f"dates: {' or '.join(column.orders) or 'in several orders'}"


_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
