"""The command that prints every measure's definition, source and caveats, as Markdown."""

import typer

from msp_dashboard.results.method import method_page


def methods() -> None:
    """Print what every number means, where its definition comes from, and what it cannot say.

    Example: python -m msp_dashboard methods > methods.md
    """
    typer.echo(method_page(), nl=False)
