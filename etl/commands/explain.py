"""The command that says what happened to one row of a file, and why."""

from pathlib import Path
from typing import Annotated

import typer

from etl.commands.explained import as_document, show
from etl.commands.output import progress, refusals, write_json
from etl.dry_run import explain as explain_row


def explain_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of the export, in its folder.")],
    row: Annotated[
        int,
        typer.Argument(
            min=1, metavar="ROW", help="Its row as reports name it: the header is row 1, a sheet has its own."
        ),
    ],
    mapping: Annotated[
        str | None,
        typer.Option(
            metavar="MAPPING",
            help="What reads it; else that of the last load with this file, else the shipped one that fits.",
        ),
    ] = None,
    document: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say what happened to one row of a file, and why: by rule and place, never what stands in a cell.

    It rehearses the load of the file's folder and changes nothing.

    Example: python -m etl explain exports/2026-09/concerns.csv 12
    """
    with refusals("the explanation"), progress() as say:
        found = explain_row(file, row, mapping, say)
    if document:
        write_json(as_document(found))
    else:
        show(found)
