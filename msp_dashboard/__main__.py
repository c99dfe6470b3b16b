"""The command line of the product: python -m msp_dashboard."""

import typer

from msp_dashboard.commands import releases
from msp_dashboard.commands.dictionary import dictionary
from msp_dashboard.commands.measures import measures
from msp_dashboard.commands.methods import methods
from msp_dashboard.commands.serve import serve

app = typer.Typer(
    name="python -m msp_dashboard",
    help="What difference safeguarding made: figures, releases and pages.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(releases.app, name="releases")
for command in (measures, methods, dictionary, serve):
    app.command()(command)

if __name__ == "__main__":
    app(prog_name="python -m msp_dashboard")
