"""An operations database of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from msp_dashboard.settings import settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a home folder that is there and empty."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("MSP_HOME", str(folder))
    settings.cache_clear()
    yield folder
    settings.cache_clear()
