"""A database as a source: one SELECT that cannot write, read as a file would be."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from etl.extract.query import read_only
from etl.refusals import LoadRefused
from tests.etl.mapped import Source, rows_of

PLANTED = "s3cret-9917"
MAPPING = (
    "files:\n  concerns:\n    query: {connection: A_DATABASE, sql_file: concerns.sql}\n"
    "    columns: [Ref, Who, Day, Team]\n    rename: {Team: [Group]}\n"
    "load:\n  - {into: concerns, from: concerns, set: {concern_ref: Ref, person_ref: Who, received_on: Day, "
    "team_name: Team}}\n"
)
SELECT = "SELECT ref AS Ref, who AS Who, day AS Day, 'x;y:z' AS \"Group\", name FROM concern ORDER BY ref;\n"


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    """Return a source that reads a small SQLite database."""
    database = tmp_path / "council.sqlite"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE concern (ref INTEGER, who REAL, day TEXT, name TEXT)")
        rows = [(7, 12.0, "2026-01-01", "Zebedee"), (8, None, "2026-01-02 10:00:00", "Ottoline")]
        connection.executemany("INSERT INTO concern VALUES (?, ?, ?, ?)", rows)
    connection.close()
    monkeypatch.setenv("A_DATABASE", f"sqlite:///{database}")
    found = Source(folder=tmp_path)
    (tmp_path / "concerns.sql").write_text(SELECT)
    found.write(MAPPING, {})
    return found


def refusal(source: Source) -> str:
    """Return why a source is refused."""
    with pytest.raises(LoadRefused) as refused, source.prepared():
        pass
    return str(refused.value)


def test_a_query_is_read_as_a_file_is_and_names_its_rows(source: Source) -> None:
    with source.prepared() as prepared:
        columns = ("concern_ref", "person_ref", "received_on", "team_name", "source_file", "source_row")
        assert rows_of(prepared, "concerns", *columns) == [
            ("7", "12", "2026-01-01", "x;y:z", "concerns.sql", 1),
            ("8", None, "2026-01-02", "x;y:z", "concerns.sql", 2),
        ]
        tables = prepared.connection.exec_driver_sql("SELECT table_name FROM duckdb_tables()").scalars().all()
        for name in tables:
            assert "Zebedee" not in str(prepared.connection.exec_driver_sql(f"SELECT * FROM {name}").all())
        digest = prepared.digest
    with source.prepared() as prepared:
        assert prepared.digest == digest


def test_the_digest_changes_with_the_rows(source: Source, tmp_path: Path) -> None:
    with source.prepared() as prepared:
        digest = prepared.digest
    with sqlite3.connect(tmp_path / "council.sqlite") as connection:
        connection.execute("UPDATE concern SET day = '2026-01-03' WHERE ref = 7")
    connection.close()
    with source.prepared() as prepared:
        assert prepared.digest != digest


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM concern",
        "SELECT 1; DELETE FROM concern",
        "WITH gone AS (DELETE FROM concern RETURNING *) SELECT * FROM gone",
        "SELECT * INTO other FROM concern",
        "-- SELECT\nDROP TABLE concern",
        "PRAGMA writable_schema = 1",
        "",
    ],
)
def test_anything_but_one_select_is_refused(source: Source, tmp_path: Path, sql: str) -> None:
    (tmp_path / "concerns.sql").write_text(sql)
    assert refusal(source) == "concerns.sql must be one SELECT that changes nothing."


def test_a_select_may_have_comments_and_words_in_quotes(source: Source, tmp_path: Path) -> None:
    sql = "/* delete; nothing */ WITH c AS (SELECT * FROM concern) -- drop\n" + SELECT.replace(
        "'x;y:z'", "'drop; it''s'"
    ).replace("FROM concern", "FROM c")
    (tmp_path / "concerns.sql").write_text(sql)
    with source.prepared() as prepared:
        assert rows_of(prepared, "concerns", "team_name")[0] == ("drop; it's",)


@pytest.mark.usefixtures("source")
def test_the_database_itself_lets_nothing_be_written(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "council.sqlite") as connection:
        before = connection.execute("SELECT * FROM concern").fetchall()
    connection.close()
    with read_only("A_DATABASE") as opened, pytest.raises(sa.exc.OperationalError):
        opened.exec_driver_sql("DELETE FROM concern")
    with sqlite3.connect(tmp_path / "council.sqlite") as connection:
        assert connection.execute("SELECT * FROM concern").fetchall() == before
    connection.close()


def test_a_column_that_lacks_a_table_that_is_not_there_and_a_blob_are_refused(
    source: Source, tmp_path: Path
) -> None:
    (tmp_path / "concerns.sql").write_text("SELECT ref AS Ref, who AS Who, day AS Day FROM concern")
    assert refusal(source) == "concerns.sql lacks the column Team."
    (tmp_path / "concerns.sql").write_text("SELECT * FROM nowhere")
    assert refusal(source).startswith("The database of A_DATABASE did not answer concerns.sql")
    (tmp_path / "concerns.sql").write_text("SELECT x'00ff' AS Ref, 1 AS Who, 1 AS Day, 1 AS Team")
    assert refusal(source).startswith("concerns.sql row 1 holds what is no text, number or date")


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        f"nothing://user:{PLANTED}@host/base",
        f"postgresql+psycopg://user:{PLANTED}@127.0.0.1:1/base",
        f"{PLANTED} is no URL",
        "sqlite:////nowhere/at/all.sqlite",
    ],
)
def test_a_database_that_cannot_be_reached_is_refused_without_its_password(
    source: Source, monkeypatch: pytest.MonkeyPatch, url: str | None
) -> None:
    if url is None:
        monkeypatch.delenv("A_DATABASE")
    else:
        monkeypatch.setenv("A_DATABASE", url)
    words = refusal(source)
    assert "A_DATABASE" in words
    assert PLANTED not in words
