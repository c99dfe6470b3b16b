"""A PostgreSQL server for a comparison, the one that tests start, with an empty database for each side."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from tests.postgres.server import OWNER


@contextmanager
def databases(*names: str) -> Iterator[tuple[str, ...]]:
    """Give the URLs of new databases; raises RuntimeError where the server does not start."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.postgres.server"],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        folder = _started(process)
        engine = sa.create_engine(_url(folder, "postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for name in names:
                connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        yield tuple(_url(folder, name) for name in names)
        if process.stdin:
            process.stdin.close()


def _started(process: "subprocess.Popen[str]") -> str:
    """Its socket's folder; it goes when its input is closed, also by the end of this process."""
    answer = ""
    if process.stdin and process.stdout:
        process.stdin.write("start\n")
        process.stdin.flush()
        answer = process.stdout.readline().strip()
    if not answer:
        raise RuntimeError("PostgreSQL did not start")
    return answer


def _url(folder: str, database: str) -> str:
    address = sa.URL.create("postgresql+psycopg", OWNER, database=database, query={"host": folder})
    return address.render_as_string(hide_password=False)
