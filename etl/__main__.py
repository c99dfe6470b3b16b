"""The command line of the load: python -m etl."""

import os
import sys

import typer

from etl.commands.check import check
from etl.commands.context import context
from etl.commands.erase import erase_command
from etl.commands.explain import explain_command
from etl.commands.load import load
from etl.commands.profile import profile_command
from etl.commands.read import read
from etl.commands.sample import sample
from etl.commands.unmapped import unmapped
from msp_dashboard.settings import SettingsRefused

app = typer.Typer(
    name="python -m etl",
    help="Bring a council's case export into a release that the dashboard reads.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for command in (
    profile_command,
    read,
    check,
    load,
    unmapped,
    explain_command,
    erase_command,
    context,
    sample,
):
    app.command(command.__name__.removesuffix("_command"))(command)


@app.callback()
def private() -> None:
    """Bring a council's case export into a release that the dashboard reads."""
    os.umask(0o077)


def main() -> None:
    """Run the command that was asked for; a setting that cannot be used ends it in a sentence."""
    try:
        app(prog_name="python -m etl")
    except SettingsRefused as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
