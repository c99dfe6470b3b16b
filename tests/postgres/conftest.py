"""A home folder and a database for each test, empty or with two releases, and readers told of them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from msp_dashboard.releases import postgresql as warehouse
from msp_dashboard.releases.opening import forget_pointer
from msp_dashboard.settings import settings
from tests.etl.exports import CONCERNS, load, write
from tests.postgres.fixtures import Database, PostgreSQL, database, made, postgresql

__all__ = ["database", "postgresql"]

MARCH = CONCERNS + "C1,P1,2025-03-01\nC2,P2,2025-03-31\n"
APRIL = MARCH + "C3,P3,2025-04-01\n"


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A home folder and the database that its two releases were published to; neither is to be changed."""

    home: Path
    database: Database


@contextmanager
def told(home: Path, url: str) -> Iterator[None]:
    """Let loads and readers of this process use a home folder, and a warehouse unless its URL is blank."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MSP_HOME", str(home))
        environment.setenv("MSP_WAREHOUSE_URL", url)
        settings.cache_clear()
        forget_pointer()
        yield
        if url:
            environment.setenv("MSP_WAREHOUSE_URL", url)
            settings.cache_clear()
            warehouse.engine().dispose()
    forget_pointer()
    settings.cache_clear()


@pytest.fixture(scope="session")
def prepared(postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """Return r000001 of two concerns in March, and r000002 with one more in April, which is current."""
    folder = tmp_path_factory.mktemp("prepared")
    with made(postgresql) as database:
        with told(folder / "home", database.url()):
            for concerns in (MARCH, APRIL):
                load(write(folder / "export", concerns=concerns))
        yield Prepared(home=folder / "home", database=database)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Return the path of a home folder that no load has made yet, of readers that know of no PostgreSQL."""
    with told(tmp_path / "home", ""):
        yield tmp_path / "home"


@pytest.fixture
def published(home: Path, database: Database) -> Iterator[Database]:
    """Return an empty database that loads publish to and readers read."""
    with told(home, database.url()):
        yield database


@pytest.fixture
def two_releases(home: Path, prepared: Prepared) -> Iterator[Database]:
    """Return a database with the two prepared releases, which the home folder holds too."""
    shutil.copytree(prepared.home, home)
    with made(prepared.database.server, prepared.database.name) as database, told(home, database.url()):
        yield database


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a folder that holds the export of the second prepared release, to write another one into."""
    return write(tmp_path / "export", concerns=APRIL)
