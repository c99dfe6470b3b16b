"""The measures command as a person types it: in a process of its own, or in this one, which is quicker."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from msp_dashboard.__main__ import app
from msp_dashboard.settings import settings
from tests.measures.few_rows import Row

ROOT = Path(__file__).parents[2]


def typed(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would."""
    command = [sys.executable, "-m", "msp_dashboard", "measures", *arguments]
    environment = {**os.environ, "MSP_HOME": str(home)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def told(home: Path, *arguments: str) -> Result:
    """Run the command inside this process."""
    settings.cache_clear()
    try:
        return CliRunner().invoke(app, ["measures", *arguments], env={"MSP_HOME": str(home)})
    finally:
        settings.cache_clear()


def document(home: Path, *arguments: str) -> dict[str, Any]:
    """Return the JSON document of a command that succeeds."""
    done = told(home, *arguments, "--json")
    assert (done.exit_code, done.stderr) == (0, ""), done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def only(home: Path, *arguments: str) -> Row:
    """Return the one measure of a document."""
    (found,) = document(home, *arguments)["measures"]
    assert isinstance(found, dict)
    return found


def refused(done: Result, code: int) -> None:
    """Hold that a command ended with a code, plain words on stderr, and nothing on stdout."""
    assert done.exit_code == code, done.stderr
    assert isinstance(done.exception, SystemExit)
    assert done.stdout == ""
    assert done.stderr.strip()
