"""The command that checks an export, loads it and publishes the next release."""

import resource
import time
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from etl.commands.output import progress, refusals, warn, write_json
from etl.report import as_json, show
from etl.run import Request, run_load

NAMED = 20  # of the columns that are not read


def load(
    mapping: Annotated[str, typer.Argument(help="A mapping file, or the name of a shipped one: standard.")],
    source: Annotated[Path, typer.Option(help="The folder that holds the export's files.")],
    hold: Annotated[bool, typer.Option("--hold", help="Build the release without publishing it.")] = False,
    extract_date: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day of the export; else its newest event."),
    ] = None,
    as_document: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Check an export, load it, and publish the next release.

    Example: python -m etl load standard --source exports/2026-09
    """
    started = time.monotonic()
    day = extract_date.date() if extract_date else None
    with refusals("the load"), progress() as say:
        report = run_load(Request(mapping=mapping, source=source, hold=hold, extract_date=day), say, warn)
    for file, columns in report.ignored.items():
        _warn_of_columns(file, columns)
    seconds = time.monotonic() - started
    if as_document:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        write_json(as_json(report, seconds, peak))
    else:
        show(report, seconds)


def _warn_of_columns(file: str, columns: Collection[str]) -> None:
    more = f" and {len(columns) - NAMED:,} more" if len(columns) > NAMED else ""
    named = ", ".join(list(columns)[:NAMED]) + more
    warn(f"Not read from {file}, because the case export does not list them: {named}.")
