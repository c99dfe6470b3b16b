"""How commands speak: one JSON document on stdout, or plain sentences on stderr and an exit code."""

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console

from etl.identifiers import masked
from etl.refusals import LoadRefused
from etl.run import Say


def write_json(document: object) -> None:
    """Write one JSON document to stdout, and nothing else."""
    sys.stdout.write(as_json(document) + "\n")


def as_json(document: object) -> str:
    """Return a document as JSON that stdout can encode, whatever its encoding."""
    return json.dumps(document, ensure_ascii=not _is_utf_8(sys.stdout.encoding))


def _is_utf_8(encoding: str | None) -> bool:
    return (encoding or "").casefold().replace("_", "-") in ("utf-8", "utf8")


def printable(words: str) -> str:
    """Return words without the characters by which a file could steer a terminal."""
    return "".join(each if each.isprintable() or each == "\n" else " " for each in words)


def warn(words: str) -> None:
    """Say on stderr what a person should know; an identifier in a file's name is left out."""
    typer.echo(masked(words), err=True)


def refuse(words: str) -> NoReturn:
    """Say why nothing was done, and end with exit code 1."""
    typer.echo(masked(words), err=True)
    raise typer.Exit(1)


@contextlib.contextmanager
def refusals(stopped: str, so: str = "Nothing changed.") -> Iterator[None]:
    """End with the sentence of a refusal; for a fault of ours, with what it stopped, and where."""
    try:
        yield
    except LoadRefused as refusal:
        refuse(str(refusal))
    except (typer.Exit, BrokenPipeError):
        raise
    except Exception as fault:  # its own words could quote a cell
        refuse(f"A fault in the program stopped {stopped} ({_place(fault)}). {so}")


@contextlib.contextmanager
def progress() -> Iterator[Say]:
    """Yield what says the step that is under way: to a terminal only."""
    console = Console(stderr=True)
    if not sys.stderr.isatty():
        yield str
        return
    with console.status("Starting") as status:
        yield status.update


def _place(fault: Exception) -> str:
    last = fault.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    place = f" at {Path(last.tb_frame.f_code.co_filename).name} line {last.tb_lineno}" if last else ""
    return f"{type(fault).__name__}{place}"
