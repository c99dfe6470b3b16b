"""What the reader says of a row that is not in a file's table: header, title, total, blank, or not there."""

import re

from etl.dry_run.standing import Place
from etl.extract import Export
from etl.reading.grid import Table
from etl.refusals import LoadRefused

_LEFT_OUT = re.compile(r"^(Rows?) ([\d, -]+?)( and [\d,]+ more)? .*left out")


def aside(export: Export, place: Place) -> str:
    """Return why the reader leaves a row out, blank where it does not.

    Raises LoadRefused where the mapping does not read the file, or it has no such row.
    """
    tables = [
        part.table for each in export.deliveries.values() for part in each.parts if part.label == place.file
    ]
    if not tables:
        raise LoadRefused(
            f"The mapping {export.mapping.name} does not read {place.file}. Name another with --mapping."
        )
    said = [_said(table, place) for table in tables]
    return "" if "" in said else said[0]


def _said(table: Table, place: Place) -> str:
    last = 0
    for last, _ in table.rows():
        if last == place.row:
            return ""
    header = table.dialect.get("header_rows", [1])
    rows = list(header) if isinstance(header, list | tuple) else [1]
    if place.row in rows:
        return "It is the header: it names the columns, and is no row of the table."
    if place.row < rows[0]:
        return "It stands above the header, so the reader leaves it out."
    for words in table.warnings:
        if _names(words, place.row):
            return f"The reader leaves it out. {words}"
    if place.row > last:
        raise LoadRefused(f"{place.file} has no row {place.row}: the last row of its table is {last}.")
    return "The reader leaves it out: `python -m etl read` says which rows are blank, totals or notes."


def _names(words: str, row: int) -> bool:
    """Whether a warning of the reader says that it left a row out."""
    found = _LEFT_OUT.match(words)
    ranges = found[2].split(", ") if found else []
    bounds = [[int(end) for end in each.split("-")] for each in ranges if each]
    return any(each[0] <= row <= each[-1] for each in bounds)
