"""The command that erases a person from everything that is kept."""

import getpass
import sys
from typing import Annotated

import typer

from etl.commands.output import refusals, refuse
from etl.erasure import Holding, erase
from etl.fields import SPACES
from etl.refusals import LoadRefused


def erase_command(
    source: Annotated[str, typer.Option(help="The source system whose reference you will give.")],
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Do it without asking; needed where nobody is at the terminal.")
    ] = False,
) -> None:
    """Erase a person on request: every kept release is built anew without them, and their words are deleted.

    The source's own reference of the person is asked for without showing it, or read from standard input; it
    is never an option and is kept nowhere. The exports themselves are yours to delete.

    Example: python -m etl erase --source standard
    """
    with refusals("the erasure", "Run it again: it goes on where it stopped."):
        reference = _reference(source)
        found = erase(source, reference, lambda holding: confirm or _agreed(holding), _say)
    if found is None:
        refuse("Nobody was erased. Nothing changed.")
    if not found.releases:
        typer.echo("That person was erased before, and no release holds them. Nothing changed.")
        return
    typer.echo(f"The person is erased. Built anew without them: {found.names}.")


def _reference(source: str) -> str:
    if sys.stdin.isatty():
        given = getpass.getpass(f"The person's reference in {source} (it is not shown): ")
    else:
        given = sys.stdin.readline()
    reference = given.strip(SPACES)
    if not reference:
        raise LoadRefused("No reference was given. Nothing changed.")
    return reference


def _agreed(holding: Holding) -> bool:
    number = len(holding.releases)
    if not number:
        return True
    words = f"{number} release{'' if number == 1 else 's'} would be built anew: {holding.names}."
    if not sys.stdin.isatty():
        raise LoadRefused(f"{words} Add --confirm to do it. Nothing changed.")
    try:
        return typer.confirm(f"{words} This cannot be undone. Erase the person?", err=True)
    except typer.Abort:
        return False


def _say(words: str) -> None:
    """Lines, since a question is asked between them; to a terminal only."""
    if sys.stderr.isatty():
        typer.echo(words, err=True)
