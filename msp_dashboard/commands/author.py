"""Who acts on the command line: the name that the system knows them by."""

import getpass

from msp_dashboard.results.authors import COMMAND_LINE, ROLES, Author


def author_here() -> Author:
    """Return whoever typed the command, as the audit log names them."""
    try:
        name = getpass.getuser()
    except OSError:
        name = "someone"
    return Author(key=f"{name} on the command line", name=ROLES[COMMAND_LINE], role=COMMAND_LINE)
