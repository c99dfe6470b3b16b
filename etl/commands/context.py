"""The command that imports the published figures of all councils, for one's own to stand among."""

from pathlib import Path
from typing import Annotated

import typer

from etl.commands.output import progress, refusals, warn, write_json
from etl.context import Imported, import_published
from etl.reading.typed import rows_in_words
from msp_dashboard.operations import FigureState

OWN_UNKNOWN = (
    "Which council is yours is not known yet: import the file again with --council and its code, or set "
    "MSP_COUNCIL_CODE."
)
DONE = {
    "imported": "Imported",
    "replaced": "Replaced what was there",
    "unchanged": "Unchanged, these bytes were imported before",
}


def context(
    file: Annotated[Path, typer.Argument(help="A publisher's file, as it was downloaded.")],
    council: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            help="Your own council, by its ONS code or its code in the national returns; MSP_COUNCIL_CODE "
            "where not given.",
        ),
    ] = None,
    year: Annotated[
        str | None, typer.Option(help="Such as 2024-25, for a file that does not name its year.")
    ] = None,
    as_document: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Import published figures of all councils for the page "In context": ASCOF 4b, or the national return.

    A newer file replaces the years that it holds. The page shows your own council among dots without names.

    Example: python -m etl context ascof_4b.csv --council E06000001
    """
    with refusals("the import"):
        with progress() as say:
            say(f"Reading {file.name}")
            imported = import_published(file, year=year, council=council)
        for words in imported.warnings:
            warn(words)
        if as_document:
            write_json(_document(imported))
        else:
            _say(imported)


def _document(imported: Imported) -> dict[str, object]:
    return {
        "status": imported.status,
        "source": imported.source,
        "years": list(imported.years),
        "councils": imported.councils,
        "figures": sum(imported.states.values()),
        **{state.value: count for state, count in imported.states.items()},
        "not_usable_rows": list(imported.not_usable_rows),
        "council": imported.council_code,
    }


def _say(imported: Imported) -> None:
    states, rows = imported.states, imported.not_usable_rows
    typer.echo(
        f"{DONE[imported.status]}: {imported.title}, {' and '.join(imported.years)}, "
        f"{sum(states.values()):,} figures of {imported.councils:,} councils."
    )
    if rows:
        typer.echo(
            f"{len(rows)} cannot be, such as a part larger than its whole, and {_is(len(rows))} kept as not "
            f"usable: {rows_in_words(rows)}."
        )
    if hidden := states[FigureState.suppressed]:
        typer.echo(f"{hidden} {_is(hidden)} hidden by the publisher.")
    if missing := states[FigureState.not_available]:
        typer.echo(f"{missing} {_is(missing)} not available.")
    typer.echo(_own(imported))


def _own(imported: Imported) -> str:
    if imported.council_code is None:
        return OWN_UNKNOWN
    if imported.council_name is None:
        return (
            f"Your own council, {imported.council_code}, is not in this file. Where its borders changed, the "
            "file may hold an older ONS code: then use its code in the national returns, such as 102."
        )
    return f"Your own council: {imported.council_name}, {imported.council_code}."


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
