"""How commands speak: one JSON document on stdout, or plain sentences on stderr and an exit code."""

import json
import sys
from typing import Any, NoReturn

import typer


def write_json(document: object) -> None:
    """Write one JSON document to stdout, and nothing else."""
    sys.stdout.write(json.dumps(document, indent=1, ensure_ascii=False) + "\n")


def refuse(sentence: str) -> NoReturn:
    """Say why nothing was done, and end with exit code 1."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


def misused(sentence: str) -> NoReturn:
    """Say what is wrong with the command's words, and end with exit code 2."""
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


def document_of(**parts: Any) -> dict[str, Any]:
    """Return the parts of a JSON document in the order given; a trailing underscore of a name is dropped."""
    return {name.rstrip("_"): value for name, value in parts.items()}
