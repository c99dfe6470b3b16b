"""The command that prints the data dictionary of a release, as Markdown."""

import typer

from msp_dashboard.warehouse.dictionary import data_dictionary


def dictionary() -> None:
    """Print every table and column of a release, and every code list.

    Example: python -m msp_dashboard dictionary > dictionary.md
    """
    typer.echo(data_dictionary(), nl=False)
