"""Published to PostgreSQL: a schema a release, a pointer that moves with it, and files that follow."""

import shutil
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from etl import publish
from etl.home import workroom
from etl.refusals import LoadRefused
from etl.run import Request, run_load
from etl.staging import BASE_MEMORY, open_staging
from msp_dashboard import audit
from msp_dashboard.operations import audit_log, reading
from msp_dashboard.releases import ReleaseError, current_number, open_release, summaries, use, verify
from msp_dashboard.releases.opening import forget_pointer, read_file
from msp_dashboard.settings import settings
from tests.etl.exports import load, rows, write
from tests.postgres.conftest import APRIL, MARCH
from tests.postgres.fixtures import Database

ODD = ["tab\tand \\ back", '"quoted"', "\\N", "\\.", "two\nlines\r\nthree", "£ é 😀", "NULL"]


def schemas(database: Database) -> list[object]:
    found = database.run("SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|info|public)' ORDER BY 1")
    return [name for (name,) in found]


def pointer(home: Path) -> str:
    return (home / "releases" / "CURRENT").read_text().strip()


def test_every_load_makes_a_schema_and_moves_both_pointers(
    published: Database, home: Path, source: Path
) -> None:
    load(write(source, concerns=MARCH))
    assert load(source).status == "unchanged"
    load(write(source, concerns=APRIL))
    assert len(rows("concerns", "record_token")) == 3
    assert (schemas(published), pointer(home)) == (["msp", "r000001", "r000002"], "r000002")
    assert [(each.number, each.current) for each in summaries()] == [(1, False), (2, True)]
    verify(1)
    verify(2)
    in_file = read_file(2)
    assert open_release().content_hash == in_file.content_hash
    in_file.engine.dispose()


def test_the_schema_says_what_it_holds_and_keeps_its_references(two_releases: Database) -> None:
    [(said,)] = two_releases.run("SELECT obj_description('r000001.concerns'::regclass)")
    assert said
    [(keys,)] = two_releases.run(
        "SELECT count(*) FROM pg_constraint WHERE conrelid = 'r000001.enquiries'::regclass "
        "AND contype = 'f' AND confrelid IN ('r000001.people'::regclass, 'r000001.concerns'::regclass)"
    )
    assert keys == 2
    [(estimate,)] = two_releases.run(
        "SELECT reltuples FROM pg_class WHERE oid = 'r000001.concerns'::regclass"
    )
    assert estimate == 2, "the planner was not told how many rows there are"


def test_a_held_release_waits_in_its_schema_until_it_is_used(
    published: Database, home: Path, source: Path
) -> None:
    load(write(source, concerns=MARCH))
    assert load(write(source, concerns=APRIL), hold=True).status == "held"
    assert (open_release().number, pointer(home)) == (1, "r000001")
    assert schemas(published) == ["msp", "r000001", "r000002"]
    verify(2)
    use(2, partial(audit.record, actor="a tester"))
    assert (open_release().number, pointer(home)) == (2, "r000002")
    with reading() as connection:
        actions = connection.scalars(sa.select(audit_log.c.action).order_by(audit_log.c.entry_id)).all()
    assert actions == ["load published", "release used", "load held", "release used"]
    with pytest.raises(ReleaseError, match="There is no release 9 in PostgreSQL"):
        use(9, partial(audit.record, actor="a tester"))


def test_where_the_pointers_disagree_postgresql_is_right_and_the_next_load_mends_the_file(
    two_releases: Database, home: Path, source: Path
) -> None:
    """A load that is killed between the two leaves CURRENT behind."""
    for left_behind in ("r000001", "r000009", "broken"):
        (home / "releases" / "CURRENT").write_text(f"{left_behind}\n")
        assert current_number() == open_release().number == 2
        assert load(source).status == "unchanged"
        assert pointer(home) == "r000002"
    (home / "releases" / "CURRENT").write_text("r000001\n")
    assert load(write(source, concerns=APRIL + "C4,P4,2025-04-02\n")).release == "r000003"
    assert two_releases.run("SELECT built_from FROM r000003.release") == [(2,)]
    assert pointer(home) == "r000003"


def test_a_home_that_had_releases_before_publishes_its_current_one_first(
    database: Database, home: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(write(source, concerns=MARCH))
    load(write(source, concerns=APRIL))
    monkeypatch.setenv("MSP_WAREHOUSE_URL", database.url())
    settings.cache_clear()
    with pytest.raises(ReleaseError, match="No release has been published yet"):
        open_release()
    forget_pointer()
    assert load(source).status == "unchanged"
    assert schemas(database) == ["msp", "r000002"]
    assert (open_release().number, pointer(home)) == (2, "r000002")
    verify(2)


def test_a_machine_without_the_files_reads_verifies_and_builds_on_what_postgresql_holds(
    two_releases: Database, home: Path, source: Path
) -> None:
    shutil.rmtree(home / "releases")
    assert len(rows("concerns", "record_token")) == 3
    assert [each.readable for each in summaries()] == [True, True]
    verify(2)
    assert load(source).status == "unchanged"
    assert load(write(source, concerns=APRIL + "C4,P4,2025-04-02\n")).release == "r000003"
    assert two_releases.run("SELECT built_from FROM r000003.release") == [(2,)]
    assert two_releases.run("SELECT count(*) FROM r000003.superseded") == [(0,)]
    assert two_releases.run("SELECT batch_id FROM r000003.concerns ORDER BY source_row") == [
        (1,),
        (1,),
        (2,),
        (3,),
    ]
    assert {path.name for path in (home / "releases").iterdir()} == {
        "CURRENT",
        "r000003.duckdb",
        "r000003.parquet",
        "r000003.sha256",
    }


def test_another_release_of_the_same_number_in_the_home_does_not_mislead_a_load(
    two_releases: Database, home: Path, source: Path
) -> None:
    """A load that was killed left it, and another machine published that number since."""
    there = open_release().content_hash
    for ending in ("duckdb", "sha256"):
        (home / "releases" / f"r000001.{ending}").rename(home / "releases" / f"r000002.{ending}")
    assert load(source).status == "unchanged"
    (home / "releases" / "r000002.duckdb").chmod(0o600)
    (home / "releases" / "r000002.duckdb").write_bytes(b"half a release")
    load(write(source, concerns=APRIL + "C4,P4,2025-04-02\n"))
    assert two_releases.run("SELECT number, built_from FROM r000003.release") == [(3, 2)]
    assert two_releases.run("SELECT batch_id FROM r000003.concerns ORDER BY 1") == [(1,), (1,), (2,), (3,)]
    assert open_release(2).content_hash == there


def test_of_two_loads_to_one_database_the_second_says_so(published: Database, source: Path) -> None:
    write(source, concerns=MARCH)
    with publish.reserved(), pytest.raises(LoadRefused, match="Another load is publishing to the same"):
        load(source)
    assert load(source).status == "published"
    assert schemas(published) == ["msp", "r000001"]


def test_a_release_chosen_while_a_load_runs_stops_that_load(two_releases: Database, source: Path) -> None:
    write(source, concerns=APRIL + "C4,P4,2025-04-02\n")

    def choose_meanwhile(step: str) -> None:
        if step == "Building the release":
            use(1, partial(audit.record, actor="a tester"))

    with pytest.raises(LoadRefused, match="Another release was chosen"):
        run_load(Request(mapping="standard", source=source), choose_meanwhile, str)
    assert (current_number(), schemas(two_releases)) == (1, ["msp", "r000001", "r000002"])


@pytest.mark.usefixtures("published")
def test_odd_text_comes_through_as_it_is(source: Path) -> None:
    cells = [f'"{text.replace(chr(34), chr(34) * 2)}"' for text in ODD]
    notes = "".join(f"2025-03-0{day},{cell}\n" for day, cell in enumerate(cells, 1))
    load(write(source, recording_notes="from_on,note\n" + notes), extract_date=date(2025, 3, 31))
    in_file = read_file(1)
    query = sa.text("SELECT note FROM recording_notes ORDER BY from_on")
    with open_release().engine.connect() as there, in_file.engine.connect() as here:
        found = there.execute(query).scalars().all()
        assert found == here.execute(query).scalars().all()
    in_file.engine.dispose()
    assert len(found) == len(ODD)
    assert ODD[0] in found
    verify(1)


def test_verify_finds_what_was_changed_in_postgresql(two_releases: Database) -> None:
    for table, column in (
        ("concerns", "received_on"),
        ("unit_concern", "days_to_decision"),
        ("load_counts", "kept"),
        ("people", "batch_id"),
    ):
        two_releases.run(f"UPDATE r000001.{table} SET {column} = {column} + 10")
        with pytest.raises(ReleaseError, match=f"The table {table} of release r000001 is not the one"):
            verify(1)
        two_releases.run(f"UPDATE r000001.{table} SET {column} = {column} - 10")
        verify(1)
    two_releases.run("DROP TABLE r000001.superseded")
    with pytest.raises(ReleaseError, match="superseded"):
        verify(1)


def test_a_kept_release_is_replaced_wherever_it_is_kept(
    two_releases: Database, home: Path, tmp_path: Path
) -> None:
    before, manifest = open_release(1), (home / "releases" / "r000001.parquet" / "SHA256SUMS").read_text()
    changed = tmp_path / "changed.duckdb"
    with (
        workroom() as folder,
        publish.reserved() as warehouse,
        open_staging(folder, BASE_MEMORY) as connection,
    ):
        assert publish.kept(warehouse) == (1, 2)
        publish.working_copy(1, changed, warehouse)
        engine = sa.create_engine(f"duckdb:///{changed}", poolclass=sa.NullPool)
        with engine.begin() as working:
            working.exec_driver_sql("DELETE FROM concerns WHERE concern_id = 1")
        digest = publish.rewrite(connection, 1, changed, warehouse)
    forget_pointer()
    assert digest == open_release(1).content_hash != before.content_hash
    with open_release(1).engine.connect() as connection:
        for name in ("concerns", "unit_concern"):
            assert connection.scalar(sa.text(f"SELECT count(*) FROM {name}")) == 1
    verify(1)
    assert (home / "releases" / "r000001.parquet" / "SHA256SUMS").read_text() != manifest
    in_file = read_file(1)
    assert in_file.content_hash == digest
    in_file.engine.dispose()
    assert open_release().number == 2
    verify(2)
    assert schemas(two_releases) == ["msp", "r000001", "r000002"]
