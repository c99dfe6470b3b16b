"""The command line of the product: python -m msp_dashboard."""

import sys

import typer

from msp_dashboard.commands import annotations, releases, statistics
from msp_dashboard.commands.dictionary import dictionary
from msp_dashboard.commands.measures import measures
from msp_dashboard.commands.methods import methods
from msp_dashboard.commands.sample_files import sample_files
from msp_dashboard.commands.serve import serve
from msp_dashboard.settings import SettingsRefused

app = typer.Typer(
    name="python -m msp_dashboard",
    help="What difference safeguarding made: figures, releases and pages.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(releases.app, name="releases")
app.add_typer(annotations.app, name="annotations")
app.add_typer(statistics.app, name="statistics")
for command in (measures, methods, dictionary, sample_files, serve):
    app.command()(command)


def main() -> None:
    """Run the command that was asked for; a setting that cannot be used ends it in a sentence."""
    try:
        app(prog_name="python -m msp_dashboard")
    except SettingsRefused as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
