"""The command line of the load: python -m etl."""

import contextlib
import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from etl.refusals import LoadRefused
from etl.report import as_json, show
from etl.run import Request, Say, run_load
from msp_dashboard.settings import SettingsRefused

app = typer.Typer(
    name="python -m etl",
    help="Bring a council's case export into a release that the dashboard reads.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


NAMED = 20  # of the columns that are not read


class Shape(StrEnum):
    """The shapes in which a synthetic export can be written."""

    standard = "standard"


@app.callback()
def private() -> None:
    """Bring a council's case export into a release that the dashboard reads."""
    os.umask(0o077)


@app.command("load")
def load_command(
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
    request = Request(
        mapping=mapping, source=source, hold=hold, extract_date=extract_date.date() if extract_date else None
    )
    try:
        with _progress() as say:
            report = run_load(request, say, _warn)
    except LoadRefused as refusal:
        _refuse(str(refusal))
    except Exception as fault:  # a fault of ours: its own words could quote a cell
        _refuse(f"A fault in the program stopped the load ({_place(fault)}). Nothing changed.")
    for file, columns in report.ignored.items():
        more = f" and {len(columns) - NAMED:,} more" if len(columns) > NAMED else ""
        named = ", ".join(columns[:NAMED]) + more
        _warn(f"Not read from {file}, because the case export does not list them: {named}.")
    seconds = time.monotonic() - started
    if as_document:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(as_json(report, seconds, peak), ensure_ascii=False))
    else:
        show(report, seconds)


@app.command()
def sample(
    folder: Annotated[
        Path, typer.Argument(help="A folder that does not exist, is empty, or holds a sample.")
    ],
    councils: Annotated[int | None, typer.Option(min=1, help="How many councils; 1 where not given.")] = None,
    enquiries: Annotated[
        int | None, typer.Option(min=1, help="How many in each; 2,400 where not given.")
    ] = None,
    years: Annotated[int | None, typer.Option(min=1, help="How many years; 4 where not given.")] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed writes the same export.")] = None,
    extract_date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day of the export.")
    ] = None,
    shape: Annotated[Shape, typer.Option(help="How its files look.")] = Shape.standard,  # noqa: ARG001 - one so far
) -> None:
    """Write the case export of a council that does not exist, marked as synthetic.

    Example: python -m etl sample sample_export --enquiries 600 --seed 7
    """
    from etl.sample import write_sample

    asked = {"councils": councils, "enquiries": enquiries, "years": years, "seed": seed}
    day = extract_date.date() if extract_date else None
    try:
        with _progress() as say:
            say("Writing the sample")
            write_sample(folder, {**asked, "extract_date": day})
    except LoadRefused as refusal:
        _refuse(str(refusal))
    typer.echo(
        f"A synthetic export is in {folder}. Load it with: python -m etl load standard --source {folder}"
    )


def _warn(words: str) -> None:
    typer.echo(words, err=True)


def _refuse(words: str) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(1)


def _place(fault: Exception) -> str:
    last = fault.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    place = f" at {Path(last.tb_frame.f_code.co_filename).name} line {last.tb_lineno}" if last else ""
    return f"{type(fault).__name__}{place}"


@contextlib.contextmanager
def _progress() -> Iterator[Say]:
    """Progress goes to a terminal only."""
    console = Console(stderr=True)
    if not sys.stderr.isatty():
        yield str
        return
    with console.status("Starting") as status:
        yield status.update


def main() -> None:
    """Run the command that was asked for; a setting that cannot be used ends it in a sentence."""
    try:
        app(prog_name="python -m etl")
    except SettingsRefused as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
