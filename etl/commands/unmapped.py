"""The command that lists the words outside their code lists, and takes them back when they are reviewed."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from etl.commands.output import printable, refusals, write_json
from etl.faults import one_sentence
from etl.unmapped import UnmappedWord, take_back, unmapped_words, write_words


def unmapped(
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", help="Write the words here, to review in a spreadsheet."),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(
            metavar="MAPPING", help="Take the reviewed --csv FILE back, beside this mapping of your own."
        ),
    ] = None,
    extends: Annotated[
        str, typer.Option(metavar="NAME", help="The shipped mapping that a new MAPPING extends.")
    ] = "standard",
    as_document: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List the words that no map knew, write them for review, or take them back reviewed.

    A word that fewer than 5 rows hold is counted, never shown.

    Example: python -m etl unmapped --csv words.csv      then, reviewed:
    python -m etl unmapped --csv words.csv --into our_las.yaml --extends las_like
    """
    if into and csv is None:
        raise typer.BadParameter("say which file comes back with --csv FILE", param_hint="--csv")
    with refusals("the list"), one_sentence():
        if into and csv:
            _take_back(csv, into, extends)
            return
        words = unmapped_words()
        if csv:
            written = write_words(csv, words)
            typer.echo(
                f"Words in {csv}: {written:,}. Give each a code and the status agreed, then bring it "
                "back with --into."
            )
        elif as_document:
            write_json({"unmapped": [vars(word) for word in words]})
        else:
            _show(words)


def _take_back(csv: Path, mapping: Path, starter: str) -> None:
    found = take_back(csv, mapping, starter)
    typer.echo(
        f"Agreed words in {found.words.name}, which {found.mapping.name} names: {found.agreed:,}; "
        f"kept there for later: {found.open:,}. Load again with: "
        f"python -m etl load {found.mapping} --source FOLDER"
    )


def _show(words: tuple[UnmappedWord, ...]) -> None:
    console = Console(markup=False, highlight=False, emoji=False)
    if not words:
        console.print("Every word of the last load is in its code list.")
        return
    rows = Table("source", "field", "word", "rows", box=None, pad_edge=False)
    rows.columns[-1].justify = "right"
    for each in words:
        word = printable(each.value) if each.value is not None else "(words that fewer than 5 rows hold)"
        rows.add_row(each.source_system, each.field, word, f"{each.rows:,}")
    console.print(rows)
