"""A source that vanishes, changes or breaks off while it is read: a sentence, and nothing else changed."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from etl.__main__ import app
from etl.refusals import LoadRefused
from msp_dashboard import audit
from msp_dashboard.releases import open_release, verify
from tests.etl.exports import load
from tests.etl.loading import Council, council, loader, two_people, without_remains
from tests.postgres.fixtures import Database, database, postgresql

__all__ = ["council", "database", "loader", "postgresql"]

PLANTED = "Ottoline"
CHANGED = "concerns.csv changed while it was read. Load again when it is complete."
HEAD = "mapping: msp-mapping/1\nextends: standard\ntitle: A source\nsource_system: standard\nfiles:\n"


@contextmanager
def before_reading(name: str, act: Callable[[], object]) -> Iterator[None]:
    """Do something once every file was proved, just before the first row of a source is read."""

    def look(*arguments: object) -> None:
        if str(arguments[2]).strip().startswith(f"CREATE TABLE source_{name} "):
            act()

    sa.event.listen(sa.Engine, "before_cursor_execute", look)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", look)


@pytest.fixture
def source(council: Council, home: Path, tmp_path: Path) -> Path:
    """Return the folder of the next export; the home folder holds the release of the one before."""
    council.copy(home.parent)
    return two_people(tmp_path / "export", 2)


@contextmanager
def nothing_changes(home: Path) -> Iterator[None]:
    """Prove that the release is the same after what is done, the audit log too, and that nothing remains."""
    before = open_release().number, open_release().content_hash, audit.verify()
    yield
    assert (open_release().number, open_release().content_hash, audit.verify()) == before
    verify(1)
    assert without_remains(home)


def append(path: Path, words: str) -> None:
    with path.open("a") as stream:
        stream.write(words)


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def replaced_by_an_older(path: Path) -> None:
    text, stamp = path.read_text(), path.stat().st_mtime
    path.unlink()
    path.write_text(text.replace("2025-02-01", "2025-02-07"))
    os.utime(path, (stamp - 60, stamp - 60))


@pytest.mark.parametrize(
    "act",
    [
        Path.unlink,
        lambda path: append(path, f"C3,{PLANTED},2025-03-03\n"),
        lambda path: append(path, f'C3,"{PLANTED}'),
        lambda path: os.truncate(path, 50),
        lambda path: os.truncate(path, 0),
        replace_by_folder,
        replaced_by_an_older,
        lambda path: shutil.rmtree(path.parent),
        lambda path: path.parent.rename(path.parent.with_name("unmounted")),
    ],
    ids=["vanishes", "grows", "breaks", "shrinks", "empties", "folder", "replaced", "removed", "unmounted"],
)
@pytest.mark.parametrize("delimiter", [",", ";"], ids=["fast", "slow"])
def test_a_file_that_is_not_as_it_was_when_it_was_proved_is_refused(
    act: Callable[[Path], object], delimiter: str, source: Path, home: Path, tmp_path: Path
) -> None:
    concerns, own = source / "concerns.csv", tmp_path / "own.yaml"
    concerns.write_text(concerns.read_text().replace(",", delimiter))
    word = "semicolon" if delimiter == ";" else "comma"
    own.write_text(HEAD + f"  concerns: {{path: concerns.csv, delimiter: {word}}}\n")
    with nothing_changes(home), before_reading("concerns", lambda: act(concerns)):
        done = CliRunner().invoke(app, ["load", str(own), "--source", str(source)])
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"{CHANGED}\n")


def workbook(path: Path, day: int) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (("concern_ref", "person_ref", "received_on"), ("C1", "P1", f"2025-03-{day:02d}")):
        sheet.append(row)
    book.save(path)


@pytest.mark.parametrize("act", [Path.unlink, lambda path: workbook(path, 30)], ids=["vanishes", "replaced"])
def test_a_workbook_that_is_replaced_meanwhile_is_refused(
    act: Callable[[Path], object], source: Path, home: Path, tmp_path: Path
) -> None:
    (source / "concerns.csv").unlink()
    workbook(source / "concerns.xlsx", 4)
    own = tmp_path / "own.yaml"
    own.write_text(HEAD + "  concerns: {path: concerns.xlsx}\n")
    with (
        nothing_changes(home),
        before_reading("concerns", lambda: act(source / "concerns.xlsx")),
        pytest.raises(LoadRefused) as refused,
    ):
        load(source, mapping=str(own))
    assert str(refused.value) == CHANGED.replace("csv", "xlsx")


def test_of_stacked_files_the_one_that_vanishes_is_named(source: Path, home: Path, tmp_path: Path) -> None:
    for year in ("2024", "2025"):
        shutil.copy(source / "concerns.csv", source / f"concerns_{year}.csv")
    own = tmp_path / "own.yaml"
    own.write_text(HEAD + "  concerns: {path: concerns_*.csv, several: stack}\n")
    last = source / "concerns_2025.csv"
    with (
        nothing_changes(home),
        before_reading("concerns", last.unlink),
        pytest.raises(LoadRefused) as refused,
    ):
        load(source, mapping=str(own))
    assert str(refused.value) == CHANGED.replace("concerns", "concerns_2025")


def of_query(folder: Path, query: str) -> str:
    """Write a mapping that reads concerns from a database; returns its path."""
    (folder / "export" / "concerns.csv").unlink()
    (folder / "concerns.sql").write_text(query)
    own = folder / "own.yaml"
    own.write_text(
        HEAD + "  concerns:\n    query: {connection: A_DATABASE, sql_file: concerns.sql}\n"
        "    columns: [concern_ref, person_ref, received_on]\n"
    )
    return str(own)


# A part in brackets says what kind of error it was.
UNANSWERED = "The database of A_DATABASE did not answer concerns.sql ({}). Try the query there."
ROWS = (
    "SELECT 'C' || n AS concern_ref, '" + PLANTED + "' AS person_ref, '2025-03-01' AS received_on{}\n"
    "FROM generate_series(1, 200000) AS n{}"
)


@pytest.fixture
def at_database(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Return a PostgreSQL database that mappings know as A_DATABASE."""
    monkeypatch.setenv("A_DATABASE", database.url())
    return database


@pytest.mark.usefixtures("at_database")
@pytest.mark.parametrize(
    ("query", "kind"),
    [
        (ROWS.format("", " WHERE n < 90000 OR pg_terminate_backend(pg_backend_pid())"), "AdminShutdown"),
        (ROWS.format(", 1 / (90000 - n) AS x", ""), "DivisionByZero"),
        (ROWS.format("", "").replace("generate_series", "gone"), "UndefinedFunction"),
    ],
)
def test_a_query_that_breaks_off_in_the_middle_is_refused(
    query: str, kind: str, source: Path, home: Path
) -> None:
    own = of_query(source.parent, query)
    with nothing_changes(home):
        done = CliRunner().invoke(app, ["load", own, "--source", str(source)])
    assert (done.exit_code, done.stderr) == (1, f"{UNANSWERED.format(kind)}\n")


def test_a_database_killed_while_it_answers_is_refused(
    source: Path, at_database: Database, home: Path
) -> None:
    own = of_query(source.parent, ROWS.format("", ""))
    with (
        nothing_changes(home),
        before_reading("concerns", at_database.server.kill),
        pytest.raises(LoadRefused) as refused,
    ):
        load(source, mapping=own)
    at_database.server.start()
    assert str(refused.value).startswith(UNANSWERED.partition("{")[0])
    assert PLANTED not in str(refused.value)


def test_a_locked_sqlite_database_is_refused(
    source: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "council.sqlite"
    monkeypatch.setenv("A_DATABASE", f"sqlite:///{path}?timeout=0.1")
    own = of_query(source.parent, "SELECT * FROM concern")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE concern (concern_ref, person_ref, received_on)")
        connection.execute("BEGIN EXCLUSIVE")
        with nothing_changes(home), pytest.raises(LoadRefused) as refused:
            load(source, mapping=own)
    assert str(refused.value) == UNANSWERED.format("OperationalError")
