"""The command that checks an export, loads it and publishes the next release."""

import resource
import time
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from etl.commands.outcomes import in_common, plain_console, show_misfits, show_rows, show_words
from etl.commands.output import printable, progress, refusals, warn, write_json
from etl.report import Report
from etl.run import Request, run_load


def load(
    mapping: Annotated[
        str, typer.Argument(metavar="MAPPING", help="A mapping file, or the name of a shipped one: standard.")
    ],
    source: Annotated[Path, typer.Option(metavar="DIR", help="The folder that holds the export's files.")],
    hold: Annotated[bool, typer.Option("--hold", help="Build the release without publishing it.")] = False,
    extract_date: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            help="The day of the export; else the mapping's, else that of its newest event.",
        ),
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
    seconds = time.monotonic() - started
    if as_document:
        write_json(_document(report, seconds))
    else:
        _show(report, seconds)


def _document(report: Report, seconds: float) -> dict[str, object]:
    """The document of the command line's contract."""
    return {
        "release": report.release,
        "status": report.status,
        "extract_date": report.extract_date.isoformat(),
        **in_common(report),
        "seconds": round(seconds, 2),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def _show(report: Report, seconds: float) -> None:
    console = plain_console()
    number = int(report.release.lstrip("r0") or 0)
    words = {
        "published": "is published",
        "held": f"is built and held: publish it with `python -m msp_dashboard releases use {number}`",
        "unchanged": "already holds this export: nothing changed",
    }
    console.print(
        f"Release {report.release} {words[report.status]} ({seconds:.1f} s). "
        f"Its data go up to {report.extract_date}."
    )
    for reason in report.held_because:
        console.print(printable(reason))
    show_rows(console, report)
    show_misfits(console, report)
    show_words(console, report)
