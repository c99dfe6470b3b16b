"""A mapping's words and their codes: inline maps, maps kept as CSV, and the analyst's reviewed words."""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.mapping.document import Document
from etl.mapping.mistakes import nearest, refusal
from etl.mapping.model import CodeMapFile
from etl.mapping.model import Mapping as Model
from etl.refusals import LoadRefused

STATUSES = ("agreed", "proposed", "unsure")
OF_A_MAP = ("source_value", "code", "status")
OF_WORDS = ("field", *OF_A_MAP)
LARGEST = 5 << 20


@dataclass(frozen=True, kw_only=True)
class CodeMap:
    """Words as `folded` and their codes; as a prefix, the longest word that a cell begins with counts."""

    codes: Mapping[str, str]
    prefix: bool


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Code maps by name, and for fields such as enquiries.risk_outcome the words that people reviewed."""

    maps: Mapping[str, CodeMap]
    fields: Mapping[str, Mapping[str, str]]


def folded(word: str) -> str:
    """Return a word as it is compared: without regard to case and to how blanks are spread."""
    return " ".join(word.split()).casefold()


def read_wording(document: Document, content: Model, total: "hashlib._Hash") -> Wording:
    """Return every code map of a mapping; adds the bytes of CSV files to `total`; raises LoadRefused."""
    maps = {}
    for name, entry in content.maps.items():
        if isinstance(entry, CodeMapFile):
            rows = _rows(document, ("maps", name, "csv"), entry.csv, OF_A_MAP, total)
            own = [row for row in rows if row.get("map", name) in ("", name)]
            maps[name] = CodeMap(codes=_codes(own), prefix=entry.match == "prefix")
        else:
            maps[name] = _inline(document, name, entry)
    fields: dict[str, dict[str, str]] = {}
    for place, file in enumerate(content.words):
        for row in _rows(document, ("words", place), file, OF_WORDS, total):
            if row["status"] == "agreed":
                fields.setdefault(row["field"], {})[folded(row["source_value"])] = row["code"]
    return Wording(maps=maps, fields=fields)


def _inline(document: Document, name: str, entry: Mapping[str, str]) -> CodeMap:
    match = entry.get("match", "exact")
    if match not in ("exact", "prefix"):
        raise refusal(document, ("maps", name, "match"), "match is exact or prefix.")
    codes: dict[str, str] = {}
    for word, code in entry.items():
        if word == "match":
            continue
        if codes.setdefault(folded(word), code) != code:
            raise refusal(document, ("maps", name, word), f"{word[:60]} is there twice, with another code.")
    return CodeMap(codes=codes, prefix=match == "prefix")


def _codes(rows: list[dict[str, str]]) -> dict[str, str]:
    return {folded(row["source_value"]): row["code"] for row in rows if row["status"] == "agreed"}


def _rows(
    document: Document,
    path: tuple[str | int, ...],
    file: str,
    needed: tuple[str, ...],
    total: "hashlib._Hash",
) -> list[dict[str, str]]:
    try:
        content = Path(file).read_bytes()
    except OSError as error:
        raise refusal(document, path, f"{Path(file).name} cannot be read: {error.strerror}.") from error
    total.update(content)
    return list(reviewed_rows(Path(file).name, content, needed))


def reviewed_rows(name: str, content: bytes, needed: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV that people edit, stripped; Excel's own encodings and delimiters are read.

    Raises LoadRefused with the row where a status is none of `STATUSES`, and where a column is lacking.
    """
    text = _text(name, content)
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(
        text.splitlines(keepends=True), delimiter=max(",;\t", key=first.count), strict=True
    )
    header = [str(column).strip() for column in reader.fieldnames or ()]
    for column in needed:
        if column not in header:
            raise LoadRefused(f"{name} lacks the column {column}. {nearest(column, header)}".strip())
    reader.fieldnames = header
    try:
        for number, row in enumerate(reader, 2):
            cells = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
            if not any(cells.values()):
                continue
            if cells["status"] not in STATUSES:
                raise LoadRefused(f"{name} row {number}: status is one of {', '.join(STATUSES)}.")
            yield cells
    except csv.Error as error:
        raise LoadRefused(f"{name} is not sound CSV: a quote is out of place.") from error


def _text(name: str, content: bytes) -> str:
    if len(content) > LARGEST:
        raise LoadRefused(f"{name} is larger than a list of words can be.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LoadRefused(f"{name} is neither UTF-8 nor Windows text. Save it as CSV UTF-8.")
