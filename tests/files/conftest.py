"""What tests of drawing share: a council that was really loaded, and its home folder as the one in use."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from msp_dashboard.releases import Release, open_release
from msp_dashboard.settings import settings
from tests.files.council import STORIES
from tests.measures.few_rows import loaded


@pytest.fixture(scope="session")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home folder with the council of two teams; do not change it."""
    folder = tmp_path_factory.mktemp("files")
    loaded(folder, *STORIES)
    return folder / "home"


@pytest.fixture
def home(council: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of that home folder, in use for one test."""
    copied = shutil.copytree(council, tmp_path / "home")
    monkeypatch.setenv("MSP_HOME", str(copied))
    settings.cache_clear()
    yield copied
    settings.cache_clear()


@pytest.fixture
def release(home: Path) -> Release:
    """Return the release of the home folder that is in use."""
    assert home.is_dir()
    return open_release()
