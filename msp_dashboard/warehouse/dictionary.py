"""The data dictionary: every table and column of a release and every code list, as Markdown."""

from collections.abc import Iterator

from sqlalchemy import Table

from msp_dashboard.vocabulary import CodeList, code_lists
from msp_dashboard.warehouse.resources import Resource, resources
from msp_dashboard.warehouse.tables import METADATA


def data_dictionary() -> str:
    """Return the data dictionary, generated from the tables themselves."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "First the files of the case export, as councils deliver them; then the tables of a release, which"
    yield "hold no words, names or source ids, but pseudonyms; then every code list."
    yield ""
    yield "# The case export"
    for resource in resources().values():
        yield from _file(resource)
    yield ""
    yield "# The tables of a release"
    for table in METADATA.sorted_tables:
        yield from _table(table)
    yield ""
    yield "# Code lists"
    for codes in code_lists().values():
        yield from _codes(codes)


def _file(resource: Resource) -> Iterator[str]:
    yield ""
    yield f"## {resource.path}"
    yield ""
    yield f"{resource.title}. Key: {', '.join(resource.key)}."
    yield ""
    yield "| column | type | required | meaning |"
    yield "|---|---|---|---|"
    for field in resource.fields:
        kind = f"code of {field.code_list}" if field.code_list else field.type
        required = "yes" if field.required else ""
        yield f"| {field.name} | {kind} | {required} | {field.description} |"


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
        yield codes.note if codes.note.endswith("?") else f"{codes.note}."
        yield ""
    yield "| code | meaning |"
    yield "|---|---|"
    for entry in codes:
        yield f"| {entry.code} | {entry.label} |"
