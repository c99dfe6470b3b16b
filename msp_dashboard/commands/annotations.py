"""The commands that list, write down and withdraw what changed in recording."""

import getpass
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from msp_dashboard.commands.output import refuse, write_json
from msp_dashboard.operations import OperationsError
from msp_dashboard.releases import ReleaseError, open_release
from msp_dashboard.results import choices
from msp_dashboard.results.annotations import (
    KINDS,
    WHOLE_COUNCIL,
    Annotation,
    Draft,
    withdraw,
    write,
    written,
)
from msp_dashboard.results.authors import COMMAND_LINE, Author, WritingRefused

app = typer.Typer(
    help="List, write down and withdraw dated events that stand on charts over time.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Number = Annotated[int, typer.Argument(min=1, help="The annotation's number, as the list shows it.")]


@app.command("list")
def list_all(
    as_document: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List the annotations that stand, oldest first.

    Example: python -m msp_dashboard annotations list --json
    """
    try:
        found = written()
    except OperationsError as error:
        refuse(str(error))
    if as_document:
        write_json({"annotations": [_as_document(each) for each in found]})
    elif found:
        _show(found)
    else:
        typer.echo("No annotation is written down.", err=True)


@app.command("add")
def add(
    happened_on: Annotated[str, typer.Option("--on", help="The day, as YYYY-MM-DD.")],
    kind: Annotated[str, typer.Option(help=f"One of {', '.join(KINDS)}.")],
    text: Annotated[str, typer.Option(help="What changed, in at most 200 characters; no names.")],
    team: Annotated[str, typer.Option(help="A team of the release; else the whole council.")] = WHOLE_COUNCIL,
    ends_on: Annotated[str, typer.Option("--until", help="The last day, where it has ended.")] = "",
) -> None:
    """Write down a dated event: it stands on every chart over time.

    Example: python -m msp_dashboard annotations add --on 2025-04-01 --kind form_change --text "A new form"
    """
    draft = Draft(happened_on=happened_on, ends_on=ends_on, kind=kind, text=text, team=team)
    try:
        teams = choices(open_release()).values["team"] if team else ()
        number = write(_author(teams), draft)
    except WritingRefused as refusal:
        refuse(" ".join(f"{_option(name)}{sentence}" for name, sentence in refusal.faults.items()))
    except (ReleaseError, OperationsError) as error:
        refuse(str(error))
    typer.echo(f"Annotation {number} is written down.")


@app.command("withdraw")
def withdraw_one(number: Number) -> None:
    """Take an annotation off every page; it is kept, and who withdrew it is written down.

    Example: python -m msp_dashboard annotations withdraw 3
    """
    try:
        teams = tuple(each.team for each in written() if each.team)
        withdraw(_author(teams), number)
    except (WritingRefused, OperationsError) as refusal:
        refuse(str(refusal))
    typer.echo(f"Annotation {number} is withdrawn.")


def _option(name: str) -> str:
    options = {"happened_on": "--on: ", "ends_on": "--until: ", "": ""}
    return options.get(name, f"--{name}: ")


def _author(teams: tuple[str, ...]) -> Author:
    """Who acts on the command line: the name that the system knows them by."""
    try:
        name = f"{getpass.getuser()} on the command line"
    except OSError:
        name = "someone on the command line"
    return Author(key=name, name=name, role=COMMAND_LINE, teams=teams)


def _as_document(annotation: Annotation) -> dict[str, object]:
    days = {"happened_on": annotation.happened_on.isoformat(), "ends_on": None}
    if annotation.ends_on:
        days["ends_on"] = annotation.ends_on.isoformat()
    return asdict(annotation) | days


def _show(found: tuple[Annotation, ...]) -> None:
    rows = Table("", "On", "Until", "What kind", "What", "Where", box=None, pad_edge=False)
    for each in found:
        rows.add_row(
            str(each.annotation_id),
            str(each.happened_on),
            str(each.ends_on or ""),
            KINDS.get(each.kind, each.kind),
            Text(each.text),
            Text(each.team or "Whole council"),
        )
    Console().print(rows)
