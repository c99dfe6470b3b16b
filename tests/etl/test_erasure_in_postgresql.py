"""Erasing a person from releases that PostgreSQL keeps, also where an erasure was killed between the two."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.erasure import Holding, erase
from msp_dashboard.releases import open_release, verify
from msp_dashboard.releases import postgresql as warehouse
from msp_dashboard.releases.opening import forget_pointer, read_file
from msp_dashboard.settings import settings
from tests.etl.exports import CONCERNS, load, rows, write
from tests.postgres.fixtures import Database, database, postgresql

__all__ = ["database", "postgresql"]

MARCH = CONCERNS + "C1,P1,2025-03-01\nC2,P2,2025-03-31\n"


@pytest.fixture
def twice(database: Database, source: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Return the database after two loads of two people."""
    monkeypatch.setenv("MSP_WAREHOUSE_URL", database.url())
    settings.cache_clear()
    load(write(source, concerns=MARCH))
    load(write(source, concerns=MARCH + "C3,P2,2025-04-01\n"))
    yield database
    forget_pointer()
    warehouse.engine().dispose()


def always(holding: Holding) -> bool:
    return bool(holding.releases)


def held(database: Database) -> list[int]:
    """Return the number of people in each release's schema, then in each file."""
    schemas = [database.run(f"SELECT count(*) FROM r00000{number}.people")[0][0] for number in (1, 2)]
    files = []
    for number in (1, 2):
        release = read_file(number)
        with release.engine.connect() as connection:
            files.append(connection.exec_driver_sql("SELECT count(*) FROM people").one()[0])
        release.engine.dispose()
    return [int(str(count)) for count in (*schemas, *files)]


def test_a_person_is_taken_out_of_every_schema_and_every_file(twice: Database) -> None:
    assert held(twice) == [2, 2, 2, 2]
    erase("standard", "P1", always, str)
    forget_pointer()
    assert held(twice) == [1, 1, 1, 1]
    for number in (1, 2):
        verify(number)
        in_file = read_file(number)
        in_file.engine.dispose()
        assert open_release(number).content_hash == in_file.content_hash
    assert len(rows("concerns", "record_token")) == 2
    assert twice.run("SELECT people FROM r000002.erasures") == [(1,)]


def test_stopped_between_file_and_schema_the_next_run_finishes(twice: Database) -> None:
    def stop_before_the_schemas(words: str) -> None:
        if "r000002" in words:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        erase("standard", "P1", always, stop_before_the_schemas)
    assert held(twice) == [2, 2, 1, 2]
    erase("standard", "P1", always, str)
    forget_pointer()
    assert held(twice) == [1, 1, 1, 1]
    for number in (1, 2):
        verify(number)
    assert twice.run("SELECT people FROM r000001.erasures") == [(1,)]
