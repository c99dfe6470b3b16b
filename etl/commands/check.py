"""The command that says what a load would do, and changes nothing."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from etl.commands.checked import as_document, show
from etl.commands.output import progress, refusals, warn, write_json
from etl.dry_run import rehearse
from etl.prepare import Request, Voice


def check(
    mapping: Annotated[
        str, typer.Argument(metavar="MAPPING", help="A mapping file, or the name of a shipped one.")
    ],
    source: Annotated[Path, typer.Option(metavar="DIR", help="The folder that holds the export's files.")],
    extract_date: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day of the export, as load takes it."
        ),
    ] = None,
    document: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say what a load would do with an export: a dry run that changes nothing.

    It needs no home folder. Exit code 0: a load would go through, or be held for a person to look. Exit code
    1: it would be refused, and the reason is said.

    Example: python -m etl check las_like --source exports/2026-09
    """
    day = extract_date.date() if extract_date else None
    with refusals("the dry run"), progress() as say:
        found = rehearse(Request(mapping=mapping, source=source, extract_date=day), Voice(say=say, warn=warn))
    if document:
        write_json(as_document(found))
    else:
        show(found)
