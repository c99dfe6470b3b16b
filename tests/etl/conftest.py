"""A home folder of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from msp_dashboard.settings import settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the path of a home folder that no load has made yet; no test loads into any other."""
    folder = tmp_path / "home"
    monkeypatch.setenv("MSP_HOME", str(folder))
    settings.cache_clear()
    yield folder
    settings.cache_clear()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return the path of a folder to write an export into."""
    return tmp_path / "export"
