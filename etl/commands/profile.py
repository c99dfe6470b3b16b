"""The command that says what is in a file, and how a mapping could begin."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from etl.commands.dialects import in_words
from etl.commands.output import printable, progress, refusals, write_json
from etl.identifiers import masked
from etl.profile import ColumnProfile, FileProfile, profile, proposal
from etl.reading.grid import Declared


def profile_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Text files or workbooks.")],
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help="The sheet of a workbook.")] = None,
    propose: Annotated[
        bool,
        typer.Option("--propose", help="Print the `files:` of a mapping instead, to confirm or correct."),
    ] = False,
    as_document: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say what is in files: headers, types, how complete, and which columns look like identifiers.

    It shows no value that fewer than 5 rows hold, and none of a column that looks like an identifier.

    Example: python -m etl profile exports/2026-09/*.csv
    """
    found = []
    with refusals("the profile", "Nothing was changed."), progress() as say:
        for file in files:
            say(f"Reading {file.name}")
            found.append(profile(file, Declared(sheet=sheet)))
    if as_document:
        write_json({"files": [_document(each) for each in found]})
    elif propose:
        lines = ["mapping: msp-mapping/1", "title: …", "source_system: …", "files:"]
        for number, each in enumerate(found, 1):
            lines += proposal(each, f"file_{number}")
        typer.echo("\n".join(lines))
    else:
        for each in found:
            _show(each)


def _document(found: FileProfile) -> dict[str, object]:
    columns = [
        {**vars(each), "words": [{"value": word, "rows": rows} for word, rows in each.words]}
        for each in found.columns
    ]
    return {
        "file": masked(found.path.name),
        "rows": found.rows,
        "dialect": dict(found.dialect),
        "warnings": list(found.warnings),
        "columns": columns,
    }


def _show(found: FileProfile) -> None:
    console = Console(markup=False, highlight=False, emoji=False)
    console.print(printable(f"{masked(found.path.name)}: {_rows(found.rows)} ({in_words(found.dialect)})"))
    for words in found.warnings:
        console.print(Padding(printable(words), (0, 0, 0, 2), expand=False))
    table = Table(
        "column", "filled", "different", "what", "words that 5 rows or more share", box=None, pad_edge=False
    )
    for column in table.columns[1:3]:
        column.justify = "right"
    table.columns[4].overflow = "fold"
    for each in found.columns:
        share = f"{100 * each.filled / found.rows:.0f}%" if found.rows else "-"
        words = ", ".join(f"{printable(word)} ({rows:,})" for word, rows in each.words)
        table.add_row(printable(each.name), share, f"{each.different:,}", _what(each), words)
    console.print(table)
    suspected = [f"{printable(each.name)} ({each.identifier})" for each in found.columns if each.identifier]
    if suspected:
        console.print(f"Looks like an identifier, do not list: {', '.join(suspected)}")
    console.print()


def _what(column: ColumnProfile) -> str:
    others = f"; {_rows(column.others)} not" if column.others else ""
    if column.kind != "date" or column.orders == ("any",):
        return f"{column.kind}{others}"
    if not column.orders:
        return f"date, in several orders{others}"
    said = column.orders[0] if len(column.orders) == 1 else "order unproved"
    return f"date ({said}){others}"


def _rows(number: int) -> str:
    return f"{number:,} row{'' if number == 1 else 's'}"
