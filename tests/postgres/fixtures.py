"""A PostgreSQL server for a run of the tests, and an empty database for each test."""

import itertools
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from tests.postgres.server import OWNER

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class PostgreSQL:
    """A server, asked through its pipe: see server.py."""

    process: "subprocess.Popen[str]"

    def start(self) -> Path:
        """Start it; returns the folder of its socket."""
        return self._tell("start")

    def kill(self) -> None:
        """Kill it as the kernel does."""
        self._tell("kill")

    def _tell(self, word: str) -> Path:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        assert answer, "PostgreSQL did not start"
        return Path(answer)


@dataclass(frozen=True, kw_only=True)
class Database:
    """An empty database of a server."""

    server: PostgreSQL
    folder: Path
    name: str

    def url(self, user: str = OWNER, password: str | None = None) -> str:
        """Return its URL for SQLAlchemy."""
        address = sa.URL.create(
            "postgresql+psycopg", user, password, database=self.name, query={"host": str(self.folder)}
        )
        return address.render_as_string(hide_password=False)

    def run(self, statement: str) -> list[tuple[object, ...]]:
        """Execute one statement of the owner's; returns its rows, if it has any."""
        with _connect(self.folder, self.name) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []


def _connect(folder: Path, name: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(host=str(folder), dbname=name, user=OWNER, autocommit=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """Return a server of this run's own, apart from the terminal, so that it sees the run's end."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.postgres.server"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        yield PostgreSQL(process=process)
        assert process.stdin
        process.stdin.close()


_numbers = itertools.count(1)


@contextmanager
def made(server: PostgreSQL, template: str = "template1") -> Iterator[Database]:
    """Give a database that is like the template, to which nobody is connected; it is dropped at the end."""
    folder, name = server.start(), f"test_{next(_numbers)}"
    with _connect(folder, "postgres") as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    yield Database(server=server, folder=folder, name=name)
    with _connect(server.start(), "postgres") as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def database(postgresql: PostgreSQL) -> Iterator[Database]:
    """Return an empty database of the test's own."""
    with made(postgresql) as database:
        yield database
