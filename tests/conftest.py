"""What tests of several folders share: a home folder that holds a small published release."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home folder with a small synthetic council that the real commands loaded; do not change it."""
    home = tmp_path_factory.mktemp("sample") / "msp_home"
    source = str(home / "sample")
    for arguments in (
        ["sample", source, "--enquiries", "600", "--seed", "7"],
        ["load", "standard", "--source", source],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "etl", *arguments],
            cwd=ROOT,
            env={**os.environ, "MSP_HOME": str(home)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"python -m etl {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
    return home
