"""Readers of PostgreSQL: they may only read, follow the pointer, and are told what is wrong in a sentence."""

import json
import os
from functools import partial
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from msp_dashboard import audit
from msp_dashboard.__main__ import app
from msp_dashboard.releases import ReleaseError, connected, open_release, summaries, use
from msp_dashboard.releases import postgresql as warehouse
from msp_dashboard.releases.opening import FOLLOWED_SECONDS, forget_pointer
from msp_dashboard.settings import settings
from tests.etl.exports import load
from tests.postgres.conftest import told
from tests.postgres.fixtures import Database

SECRET = "open/sesame@home"  # noqa: S105 - of a database that lives as long as this test
GRANTS = (
    f"CREATE ROLE dashboard LOGIN PASSWORD '{SECRET}'",
    "ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO dashboard",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO dashboard",
)


def concerns(number: int | None = None) -> int:
    with open_release(number).engine.connect() as connection:
        return int(connection.scalar(sa.text("SELECT count(*) FROM concerns")) or 0)


def point(database: Database, number: int) -> None:
    database.run(f"UPDATE msp.current_release SET number = {number}")


def test_readers_follow_the_pointer_and_change_nothing(two_releases: Database) -> None:
    assert (concerns(), concerns(1), concerns(2)) == (3, 2, 3)
    assert open_release() is open_release(2)
    asked = len(two_releases.run("SELECT 1"))
    point(two_releases, 1)
    assert (asked, open_release().number) == (1, 2), "asked at most once a second"
    forget_pointer()
    assert (open_release().number, concerns()) == (1, 2)
    with open_release().engine.connect() as connection:
        for statement in ("DELETE FROM concerns", "CREATE TABLE r000001.more (a integer)", "TRUNCATE teams"):
            with pytest.raises(sa.exc.DBAPIError, match="read-only transaction"):
                connection.exec_driver_sql(statement)
            connection.rollback()
    assert FOLLOWED_SECONDS <= 1


def test_nothing_is_left_in_a_session_that_another_reader_could_meet(two_releases: Database) -> None:
    """Behind pgbouncer in transaction mode the next transaction may be on any server connection."""
    for _ in range(12):
        assert (concerns(1), concerns(2)) == (2, 3)
    with warehouse.engine().connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        driver.rollback()
        driver.read_only = None
        prepared, path, limit = (
            driver.execute(query.encode()).fetchone()
            for query in (
                "SELECT count(*) FROM pg_prepared_statements",
                "SHOW search_path",
                "SHOW statement_timeout",
            )
        )
    assert (prepared, path, limit) == ((0,), ('"$user", public',), ("0",))
    assert two_releases.run("SHOW search_path") == [('"$user", public',)]


def test_a_user_who_may_only_read_is_enough_for_the_dashboard(published: Database, source: Path) -> None:
    for statement in GRANTS:
        published.run(statement)
    load(source)
    with told(settings().home, published.url("dashboard", SECRET)):
        assert (concerns(), len(summaries())) == (3, 1)
        with pytest.raises(ReleaseError, match="does not allow this to the user of the URL"):
            use(1, partial(audit.record, actor="a tester"))
    published.run("DROP OWNED BY dashboard")
    published.run("DROP ROLE dashboard")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"username": "nobody_here", "password": SECRET}, "refuses the user or the password"),
        ({"database": "not_there"}, "has no database of that name"),
        ({"query": {"host": "/nonexistent"}}, "cannot be reached"),
        ({"query": {"host": "127.0.0.1", "port": "1"}}, "cannot be reached"),
        ({"drivername": "postgresql", "password": SECRET}, "MSP_WAREHOUSE_URL is written"),
        ({"drivername": "sqlite", "password": SECRET}, "MSP_WAREHOUSE_URL is written"),
    ],
)
def test_what_is_wrong_with_the_url_is_a_sentence_without_it(
    wrong: dict[str, str], said: str, home: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = sa.make_url(database.url()).set(**wrong)  # type: ignore[arg-type]
    monkeypatch.setenv("MSP_WAREHOUSE_URL", address.render_as_string(hide_password=False))
    settings.cache_clear()
    assert SECRET not in repr(settings())
    for arguments in (["releases"], ["releases", "verify", "1"], ["measures", "asked"]):
        answer = CliRunner().invoke(app, arguments)
        assert (answer.exit_code, answer.stdout) == (1, "")
        assert said in answer.stderr
        assert answer.stderr.count("\n") == 1
        assert not [word for word in (SECRET, "sesame", "/nonexistent") if word in answer.stderr]
    assert not home.exists()


def test_a_url_that_cannot_be_read_is_not_repeated(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for url in (f"{SECRET}", f"postgresql+psycopg:/{SECRET}", f"postgresql+psycopg://u:{SECRET}:x@h:port/d"):
        monkeypatch.setenv("MSP_WAREHOUSE_URL", url)
        settings.cache_clear()
        with pytest.raises(ReleaseError) as refused:
            open_release()
        assert "sesame" not in str(refused.value)
    assert not home.exists()


def test_a_server_that_breaks_off_is_named_and_readers_come_back_with_it(two_releases: Database) -> None:
    release = open_release()
    assert concerns() == 3
    two_releases.server.kill()
    with pytest.raises(ReleaseError, match="cannot be reached, or broke off"), connected(release):
        pass
    forget_pointer()
    with pytest.raises(ReleaseError, match="cannot be reached, or broke off"):
        open_release()
    two_releases.server.start()
    assert concerns() == 3
    with (
        pytest.raises(ReleaseError, match="r000002 cannot be read: PostgreSQL"),
        connected(release) as connection,
    ):
        connection.execute(sa.text("SELECT * FROM not_there"))


def test_a_forked_process_has_connections_of_its_own(two_releases: Database) -> None:
    parents = open_release()
    assert concerns() == 3
    child = os.fork()
    if child == 0:
        answered = open_release() is not parents and concerns() == 3
        os._exit(0 if answered else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert open_release() is parents
    assert concerns() == 3
    assert two_releases.run("SELECT 1") == [(1,)]


def test_the_commands_list_choose_and_answer_from_postgresql(two_releases: Database) -> None:
    run = partial(CliRunner().invoke, app)
    listed = json.loads(run(["releases", "--json"]).stdout)["releases"]
    assert [(each["number"], each["current"], each["sources"]) for each in listed] == [
        (1, False, ["standard"]),
        (2, True, ["standard"]),
    ]
    assert run(["releases", "use", "1"]).exit_code == 0
    assert two_releases.run("SELECT number FROM msp.current_release") == [(1,)]
    period = ["--tier", "exact", "--from", "2025-03-01", "--to", "2025-06-30", "--json"]
    for number in (1, 2):
        answer = run(["measures", "concerns", "--release", str(number), *period])
        assert json.loads(answer.stdout)["measures"][0]["count"] == number + 1
    assert run(["releases", "verify", "2"]).exit_code == 0
    assert run(["releases", "verify", "7"]).exit_code == 1
