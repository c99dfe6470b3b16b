"""The operations database, its migrations and keys, and the audit log that nobody can rewrite unseen."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from msp_dashboard import audit
from msp_dashboard.operations import (
    METADATA,
    PSEUDONYM,
    REVISION,
    KeyRefused,
    OperationsError,
    make_key,
    read_key,
    reading,
    restricted_texts,
    upgrade,
    writing,
)
from msp_dashboard.operations.database import migrate
from msp_dashboard.settings import settings

pytestmark = pytest.mark.usefixtures("made")


@pytest.fixture
def made(home: Path) -> Path:
    """Return a home folder that is there and empty."""
    home.mkdir(mode=0o700)
    return home


@contextmanager
def behind_its_back(home: Path) -> Iterator[sqlite3.Connection]:
    """Give a plain SQLite connection, as an intruder has, without the triggers."""
    connection = sqlite3.connect(home / "operations.sqlite")
    for change in ("update", "delete"):
        connection.execute(f"DROP TRIGGER audit_log_no_{change}")
    yield connection
    connection.commit()
    connection.close()


def tables() -> set[str]:
    with reading() as connection:
        return set(sa.inspect(connection).get_table_names())


def test_migrations_go_up_and_down_and_up_again_and_make_what_the_program_expects(made: Path) -> None:
    for _ in range(2):
        upgrade()
        assert tables() == {*METADATA.tables, "alembic_version"}
        with reading() as connection:
            assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        migrate("base")
        assert tables() == {"alembic_version"}
    config = Config()
    config.set_main_option("script_location", str(files("msp_dashboard") / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION
    assert (made / "operations.sqlite").stat().st_mode & 0o077 == 0


def test_the_database_is_in_wal_mode_with_foreign_keys_and_patience() -> None:
    upgrade()
    with reading() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "secure_delete")
        ]
    assert found == ["wal", 1, 10_000, 1]


def test_a_text_is_sealed_while_open_and_gone_once_closed() -> None:
    upgrade()
    row = {"source_system": "s", "kind": "quote", "record_token": "t", "opened_at": "now"}
    for wrong in ({"sealed": None, "closed_at": None}, {"sealed": b"x", "closed_at": "now"}):
        with pytest.raises(OperationsError, match="a rule in it"), writing() as connection:
            connection.execute(sa.insert(restricted_texts).values(row | wrong))
    with reading() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(restricted_texts)) == 0


def test_what_fails_half_way_leaves_nothing() -> None:
    upgrade()
    statement = sa.text("UPDATE audit_log SET actor = 'nobody'")
    with pytest.raises(OperationsError), writing() as connection:
        _append_and(connection, statement)
    assert audit.verify() == 0


def _append_and(connection: sa.Connection, statement: sa.TextClause) -> None:
    audit.append(connection, "looked", {}, actor="a tester")
    connection.execute(statement)


def test_only_sqlite_is_taken_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    for url in ("postgresql://host/name", "sqlite://", "sqlite:///:memory:"):
        monkeypatch.setenv("MSP_OPERATIONS_URL", url)
        settings.cache_clear()
        with pytest.raises(OperationsError, match="SQLite file"):
            upgrade()


def test_the_audit_log_takes_entries_in_order_and_can_be_verified() -> None:
    upgrade()
    for number in range(3):
        audit.record("release used", {"number": number, "word": "é"}, actor="a tester")
    assert audit.verify() == 3
    with reading() as connection:
        log = connection.execute(sa.text("SELECT entry_id, actor, action, details FROM audit_log")).all()
    assert [(row.entry_id, row.actor, row.action) for row in log] == [
        (number, "a tester", "release used") for number in (1, 2, 3)
    ]
    assert json.loads(log[1].details) == {"number": 1, "word": "é"}


def test_the_audit_log_can_only_be_added_to() -> None:
    upgrade()
    audit.record("looked", {}, actor="a tester")
    for statement in ("UPDATE audit_log SET actor = 'nobody'", "DELETE FROM audit_log"):
        with pytest.raises(OperationsError), writing() as connection:
            connection.exec_driver_sql(statement)
    assert audit.verify() == 1


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("UPDATE audit_log SET actor = 'nobody' WHERE entry_id = 2", 2),
        ("UPDATE audit_log SET details = '{}' WHERE entry_id = 3", 3),
        ("UPDATE audit_log SET at = '2020-01-01' WHERE entry_id = 1", 1),
        ("DELETE FROM audit_log WHERE entry_id = 1", 1),
        ("DELETE FROM audit_log WHERE entry_id = 2", 2),
        ("UPDATE audit_log SET hash = 'x' WHERE entry_id = 1", 1),
    ],
)
def test_a_change_behind_its_back_breaks_the_chain(made: Path, statement: str, entry: int) -> None:
    upgrade()
    for number in range(3):
        audit.record("looked", {"number": number}, actor="a tester")
    with behind_its_back(made) as connection:
        connection.execute(statement)
    with pytest.raises(OperationsError, match=f"changed at entry {entry}"):
        audit.verify()


def test_a_key_is_made_once_for_its_owner_alone_and_refused_where_others_may_read_it(made: Path) -> None:
    key = make_key(PSEUDONYM)
    assert (len(key), make_key(PSEUDONYM), read_key(PSEUDONYM)) == (32, key, key)
    path = made / "keys" / PSEUDONYM
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    for mode in (0o640, 0o604, 0o602):
        path.chmod(mode)
        with pytest.raises(KeyRefused, match="can be read by others"):
            read_key(PSEUDONYM)
