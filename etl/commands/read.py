"""The command that prints a file's cells as the reader understands them, for an analyst to compare."""

import difflib
import json
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Shown
from rich.text import Text

from etl.commands.output import as_json, printable, progress, refusals
from etl.reading import read_table
from etl.reading.days import Order
from etl.reading.grid import Declared, Table
from etl.reading.typed import ColumnType, TypedTable, typed
from etl.refusals import FileRefused

MOST_SHOWN = 50  # rows on a screen
ROOM = 14  # letters that a cell needs on a screen


def read(
    file: Annotated[Path, typer.Argument(help="A text file or a workbook.")],
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help="The sheet of a workbook.")] = None,
    date_order: Annotated[
        Order | None, typer.Option(help="How its dates are written, where the file itself does not prove it.")
    ] = None,
    types: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help='JSON: column to type, {"Days Open": "integer"}; else all is text.'
        ),
    ] = None,
    as_document: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print a file's cells as the reader understands them, or why it cannot be read. It changes nothing.

    Example: python -m etl read concerns.csv --date-order dmy --types types.json --json
    """
    with refusals("the reading", "Nothing was changed."):
        named = _types(types) if types else {}
        with progress() as say:
            say(f"Reading {file.name}")
            table = read_table(file, Declared(sheet=sheet))
            answer = typed(table, named, date_order)
        if as_document:
            _write(table, answer)
        else:
            _show(table, answer)


def _types(path: Path) -> dict[str, ColumnType]:
    """Return the types that a file names for columns; raises FileRefused."""
    try:
        document = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise FileRefused(f"{path.name} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise FileRefused(f'{path.name} is not JSON: write {{"Column": "date"}}.') from error
    if not isinstance(document, dict):
        raise FileRefused(f'{path.name} names no columns: write {{"Column": "date"}}.')
    return {column: _type(path, column, word) for column, word in document.items()}


def _type(path: Path, column: str, word: object) -> ColumnType:
    known = list(ColumnType)
    if word in known:
        return ColumnType(str(word))
    near = difflib.get_close_matches(str(word), known, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"Choose from {', '.join(known)}."
    raise FileRefused(f"{path.name} gives column {column} an unknown type. {hint}")


def _write(table: Table, answer: TypedTable) -> None:
    """Write the document row by row: a file may be larger than the memory."""
    write = sys.stdout.write
    write(f'{{"header": {as_json(table.header)}, "rows": [')
    for place, (_, cells) in enumerate(answer.rows()):
        write(f"{', ' if place else ''}{as_json(cells)}")
    write(f'], "dialect": {as_json(dict(table.dialect))}, ')
    write(f'"warnings": {as_json([*table.warnings, *answer.warnings])}}}\n')


def _show(table: Table, answer: TypedTable) -> None:
    console = Console()
    fits = console.width // ROOM > len(table.header)
    most = MOST_SHOWN if fits else max(1, console.width // (2 * ROOM))
    rows = list(islice(answer.rows(), most))
    console.print(_rows_down(table, rows) if fits else _rows_across(table, rows))
    if table.row_count > len(rows):
        console.print(f"The first {len(rows)} of {table.row_count:,} rows; --json prints all.")
    for name, what in table.dialect.items():
        console.print(_text(f"{name}: {json.dumps(what, ensure_ascii=False)}"))
    for each in [*table.warnings, *answer.warnings] or ["Nothing is doubtful."]:
        console.print(_text(each))


def _rows_down(table: Table, rows: Sequence[tuple[int, Sequence[object]]]) -> Shown:
    shown = Shown("Row", show_lines=True)
    for name in table.header:
        shown.add_column(_text(name))
    for number, cells in rows:
        shown.add_row(str(number), *(_text(cell) for cell in cells))
    return shown


def _rows_across(table: Table, rows: Sequence[tuple[int, Sequence[object]]]) -> Shown:
    """A wide table's first rows, each as a column of the screen."""
    shown = Shown("Row", *(str(number) for number, _ in rows), show_lines=True)
    for place, name in enumerate(table.header):
        shown.add_row(_text(name), *(_text(cells[place]) for _, cells in rows))
    return shown


def _text(cell: object) -> Text:
    return Text("" if cell is None else printable(str(cell)))
