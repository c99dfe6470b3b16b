"""The commands that list, verify and choose releases."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from msp_dashboard import audit
from msp_dashboard.commands.author import author_here
from msp_dashboard.operations import OperationsError, upgrade
from msp_dashboard.releases import ReleaseError, Summary
from msp_dashboard.releases import summaries as list_releases
from msp_dashboard.releases import use as use_release
from msp_dashboard.releases import verify as verify_release

app = typer.Typer(
    help="List, verify and choose releases.", pretty_exceptions_enable=False, invoke_without_command=True
)

Number = Annotated[int, typer.Argument(min=1, help="The release's number.")]


@app.callback()
def releases(
    context: typer.Context,
    as_document: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List the releases; the current one is what readers see.

    Example: python -m msp_dashboard releases --json
    """
    if context.invoked_subcommand:
        return
    try:
        found = list_releases()
    except ReleaseError as error:
        _refuse(str(error))
    if as_document:
        print(json.dumps({"releases": [asdict(each) for each in found]}, default=str))
    elif found:
        _show(found)
    else:
        typer.echo(
            "No release yet. Load an export with: python -m etl load standard --source FOLDER", err=True
        )


@app.command("use")
def use(number: Number) -> None:
    """Show readers this release: publish a held one, go back, or forward again. It is written down.

    Example: python -m msp_dashboard releases use 41
    """
    try:
        use_release(number, _record)
    except (ReleaseError, OperationsError) as error:
        _refuse(str(error))
    typer.echo(f"Readers now see release {number}.")


@app.command("verify")
def verify(number: Number) -> None:
    """Check that a release's file and facts are those that were published.

    Example: python -m msp_dashboard releases verify 42
    """
    try:
        verify_release(number)
    except ReleaseError as error:
        _refuse(str(error))
    typer.echo(f"Release {number} is whole.")


def _show(found: tuple[Summary, ...]) -> None:
    rows = Table("Release", "Data up to", "Built at", "Sources", "", box=None, pad_edge=False)
    for each in found:
        marks = [
            ("current", each.current),
            ("synthetic", each.synthetic),
            ("cannot be read", not each.readable),
        ]
        rows.add_row(
            each.name,
            str(each.extract_date or ""),
            each.built_at or "",
            ", ".join(each.sources),
            ", ".join(word for word, holds in marks if holds),
        )
    Console().print(rows)


def _record(action: str, details: Mapping[str, object]) -> None:
    upgrade()
    audit.record(action, details, actor=author_here().key)


def _refuse(words: str) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(1)
