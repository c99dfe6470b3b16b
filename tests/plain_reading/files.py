"""The files of an export folder: their listed columns and rows, stripped, before anything is checked."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.plain_reading.cells import read_date
from tests.plain_reading.contract import RESOURCES, fields, is_required

# "Never dols starts_on or ends_on, nor team dates"; a review still to come and a note's dates are no events.
_NO_EVENT = {
    ("teams", "open_from"),
    ("teams", "open_to"),
    ("dols", "starts_on"),
    ("dols", "ends_on"),
    ("quotes", "review_on"),
    ("recording_notes", "from_on"),
    ("recording_notes", "to_on"),
}


class Refused(Exception):
    """The whole delivery cannot be loaded."""


@dataclass(frozen=True, kw_only=True)
class OfferedRow:
    """One row of a file: its number (the header is row 1) and its stripped cells of listed columns."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class OfferedFile:
    """One file: the listed columns that it has, and its rows (an absent column is blank in each)."""

    columns: list[str]
    rows: list[OfferedRow]


def read_files(folder: Path) -> dict[str, OfferedFile]:
    """The files that are there; raises Refused for none, an unreadable one or a missing required column."""
    paths = {name: folder / f"{name}.csv" for name in RESOURCES}
    offered = {name: _read_file(name, path) for name, path in paths.items() if path.exists()}
    if not offered:
        raise Refused("There is no file of the case export in this folder.")
    return offered


def _read_file(name: str, path: Path) -> OfferedFile:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            records = list(csv.reader(stream, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"{name}.csv cannot be read as UTF-8 CSV.") from error
    header = [cell.strip() for cell in records[0]] if records else []
    listed = [column["name"] for column in fields(name)]
    for column in fields(name):
        if is_required(column) and column["name"] not in header:
            raise Refused(f"{name}.csv has no column {column['name']}.")
    rows = []
    for number, cells in enumerate(records[1:], start=2):
        if cells:
            of_column = {column: cell.strip() for column, cell in zip(header, cells, strict=False)}
            known = {column: of_column.get(column, "") for column in listed}
            rows.append(OfferedRow(number=number, cells=known))
    return OfferedFile(columns=[column for column in listed if column in header], rows=rows)


def merge(offered: list[OfferedRow]) -> list[OfferedRow]:
    """The rows without those that repeat an earlier one word for word."""
    seen: set[tuple[str, ...]] = set()
    once = []
    for row in offered:
        words = tuple(row.cells.values())
        if words not in seen:
            seen.add(words)
            once.append(row)
    return once


def collected(offered: dict[str, OfferedFile]) -> frozenset[str]:
    """The names of the files and of the file.columns that the delivery has."""
    columns = {f"{name}.{column}" for name, file in offered.items() for column in file.columns}
    return frozenset(columns | set(offered))


def newest_event(offered: dict[str, OfferedFile]) -> date | None:
    """The newest readable event date of any row in the files, kept or not."""
    days: list[date | None] = []
    for name, file in offered.items():
        for column in fields(name):
            if column["type"] == "date" and (name, column["name"]) not in _NO_EVENT:
                days.extend(read_date(row.cells[column["name"]]) for row in file.rows)
    return max((day for day in days if day is not None), default=None)
