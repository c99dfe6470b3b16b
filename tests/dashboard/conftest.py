"""What tests of the dashboard share: the application over a small council, and its visitors."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import dash
import pytest
import sqlalchemy as sa

from msp_dashboard.application import create_app
from msp_dashboard.operations import annotations, prepare, signed_answers, writing
from msp_dashboard.settings import settings
from tests.dashboard.visiting import Visitor


@pytest.fixture(scope="session")
def app(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dash.Dash]:
    """Return the application over a copy of the small council, since it writes a key and an audit log."""
    home = tmp_path_factory.mktemp("dashboard") / "msp_home"
    shutil.copytree(sample_home, home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSP_HOME", str(home))
        patch.setenv("MSP_BOARD_NAME", "Sampleshire Safeguarding Adults Board")
        settings.cache_clear()
        yield create_app()
    settings.cache_clear()


@pytest.fixture(scope="session")
def visit(app: dash.Dash) -> Callable[[str], Visitor]:
    """Return how a person comes in: give their key, or nothing for somebody who has not chosen."""
    return lambda person: Visitor.of(app, person)


@pytest.fixture(scope="module")
def site(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dash.Dash]:
    """Return an application over a home of its own, for tests that write what every page shows."""
    home = tmp_path_factory.mktemp("written") / "msp_home"
    shutil.copytree(sample_home, home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSP_HOME", str(home))
        settings.cache_clear()
        yield create_app()
    settings.cache_clear()


@pytest.fixture
def come(site: dash.Dash) -> Callable[[str], Visitor]:
    """Return how a person comes in to that, before anybody has written anything."""
    prepare()
    with writing() as connection:
        for each in (annotations, signed_answers):
            connection.execute(sa.delete(each))
    return lambda person: Visitor.of(site, person)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Return a folder for an export of a few rows, beside a home where nobody's words are kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSP_HOME", str(tmp_path / "home"))
        settings.cache_clear()
        yield tmp_path
    settings.cache_clear()
