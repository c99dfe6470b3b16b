"""The data dictionary: every table and column of a release and every code list, as Markdown."""

from collections.abc import Iterator

from sqlalchemy import Table

from msp_dashboard.vocabulary import CodeList, code_lists
from msp_dashboard.warehouse.tables import METADATA


def data_dictionary() -> str:
    """Return the data dictionary, generated from the tables themselves."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "Every table of a release. No words, names or source ids are held: ids are pseudonyms."
    for table in METADATA.sorted_tables:
        yield from _table(table)
    yield ""
    yield "# Code lists"
    for codes in code_lists().values():
        yield from _codes(codes)


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield f"## {table.name}"
    yield ""
    yield f"{table.comment}."
    yield ""
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for column in table.columns:
        yield f"| {column.name} | {str(column.type).lower()} | {column.comment or ''} |"


def _codes(codes: CodeList) -> Iterator[str]:
    yield ""
    yield f"## {codes.name}"
    yield ""
    if codes.note:
        yield f"{codes.note}."
        yield ""
    yield "| code | meaning |"
    yield "|---|---|"
    for entry in codes:
        yield f"| {entry.code} | {entry.label} |"
