"""One synthetic council of the usual size, written once for all tests of this folder."""

from pathlib import Path

import pytest

from sample_data.council import write_export
from tests.sample.exports import Rows, read


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the export that is made by default."""
    made = tmp_path_factory.mktemp("council") / "export"
    write_export(made)
    return made


@pytest.fixture(scope="session")
def council(folder: Path) -> Rows:
    """Return the rows of the export that is made by default."""
    return read(folder)
