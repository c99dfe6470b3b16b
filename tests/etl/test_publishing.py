"""From load to load: what a release says of itself, what changes, what stays, and what readers see."""

import json
from datetime import UTC, date, datetime, timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa

from etl.refusals import LoadRefused
from etl.run import Request, run_load
from msp_dashboard import audit
from msp_dashboard.operations import audit_log, reading
from msp_dashboard.releases import current_number, open_release, summaries, use, verify
from msp_dashboard.settings import settings
from tests.etl.exports import CONCERNS, ENQUIRIES, load, mark_synthetic, records, rows, write

pytestmark = pytest.mark.usefixtures("home")
MARCH = CONCERNS + "C1,P1,2025-03-01\nC2,P2,2025-03-31\n"


def actions() -> list[str]:
    with reading() as connection:
        return list(connection.scalars(sa.select(audit_log.c.action).order_by(audit_log.c.entry_id)))


def test_the_same_bytes_again_change_nothing(home: Path, source: Path) -> None:
    write(source, concerns=MARCH)
    first = load(source)
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*") if "operations" not in path.name}
    again = load(source)
    assert (first.status, again.status, again.release) == ("published", "unchanged", "r000001")
    assert (again.targets, again.rejections) == (first.targets, first.rejections)
    after = {path: path.stat().st_mtime_ns for path in home.rglob("*") if "operations" not in path.name}
    changed = {path.name for path in before | after if before.get(path) != after.get(path)}
    assert changed <= {"home", "releases"}
    assert actions() == ["load published", "release used"]
    assert load(source, extract_date=date(2025, 3, 31)).status == "unchanged"
    assert load(source, extract_date=date(2025, 4, 30)).status == "published"


def test_the_same_bytes_are_loaded_again_where_an_earlier_version_derived_the_figures(source: Path) -> None:
    write(source, concerns=MARCH)
    load(source)
    file = settings().releases / "r000001.duckdb"
    file.chmod(0o600)
    with duckdb.connect(str(file)) as earlier:
        earlier.execute("UPDATE release SET units_digest = 'of an earlier version'")
    assert load(source).release == "r000002"


def test_an_older_extract_is_refused_and_one_of_the_same_day_is_not(source: Path) -> None:
    write(source, concerns=MARCH)
    load(source)
    write(source, concerns=CONCERNS + "C1,P1,2025-03-30\n")
    with pytest.raises(LoadRefused, match="2025-03-30; the last one of standard is newer: 2025-03-31"):
        load(source)
    assert [each.number for each in summaries()] == [1]
    write(source, concerns=CONCERNS + "C3,P1,2025-03-31\n")
    assert load(source).release == "r000002"


def test_the_extract_date_is_the_newest_event_and_no_plan_or_team_date(source: Path) -> None:
    write(
        source,
        teams="team_name,open_to\nNorth,2027-01-01\n",
        dols="application_ref,person_ref,received_on,status,starts_on,ends_on\n"
        "D1,P1,2025-02-01,granted,2026-01-01,2026-12-31\n",
        recording_notes="from_on,note\n2026-05-01,A new form\n",
        quotes="quote_ref,kind,said_by,text,consent,review_on\nQ1,quote,adult,Words,given,2027-01-01\n",
        rollout="team_name,as_of,stage\nNorth,2025-02-03,planning\nNorth,never,planning\n",
    )
    assert load(source).extract_date == date(2025, 2, 3)
    assert load(source, extract_date=date(2025, 2, 28)).extract_date == date(2025, 2, 28)


def test_an_extract_date_in_the_future_is_said(source: Path) -> None:
    tomorrow = datetime.now(UTC).date() + timedelta(days=2)
    write(source, concerns=CONCERNS + f"C1,P1,{tomorrow}\n")
    warned: list[str] = []
    run_load(Request(mapping="standard", source=source), str, warned.append)
    assert [words for words in warned if f"{tomorrow} is in the future" in words]


def test_a_held_release_is_complete_and_readers_do_not_see_it_until_it_is_used(source: Path) -> None:
    write(source, concerns=MARCH)
    load(source)
    write(source, concerns=MARCH + "C3,P3,2025-04-01\n")
    held = load(source, hold=True)
    assert (held.status, held.release) == ("held", "r000002")
    assert open_release().number == 1
    verify(2)
    use(2, partial(audit.record, actor="a tester"))
    assert open_release().number == 2
    assert len(rows("concerns", "record_token")) == 3
    assert actions() == ["load published", "release used", "load held", "release used"]
    assert audit.verify() == 4


def test_a_release_is_undone_in_a_step_and_the_next_load_builds_from_what_readers_see(source: Path) -> None:
    write(source, concerns=MARCH)
    load(source)
    write(source, concerns=MARCH + "C3,P3,2025-04-01\n")
    load(source)
    use(1, partial(audit.record, actor="a tester"))
    assert len(rows("concerns", "record_token")) == 2
    write(source, concerns=MARCH + "C4,P4,2025-03-31\n")
    assert load(source).release == "r000003"
    [release] = records("release")
    assert (release["number"], release["built_from"]) == (3, 1)
    assert [row["batch_id"] for row in records("batches")] == [1, 2]


def test_what_is_corrected_or_gone_is_kept_as_history_and_the_rest_keeps_its_lineage(source: Path) -> None:
    header = "concern_ref,person_ref,received_on,decision\n"
    write(
        source, concerns=header + "C1,P1,2025-03-01,pending\nC2,P2,2025-03-02,no_enquiry\nC3,P3,2025-03-03,\n"
    )
    load(source)
    before = dict(rows("concerns", "received_on", "record_token"))
    write(source, concerns=header + "C4,P4,2025-03-05,\nC3,P3,2025-03-03,\nC1,P1,2025-03-01,s42_enquiry\n")
    load(source)
    history = {row["record_token"]: row for row in records("superseded") if row["resource"] == "concerns"}
    corrected, closed = (history[before[date(2025, 3, day)]] for day in (1, 2))
    assert len(history) == 2
    assert (corrected["change"], closed["change"]) == ("corrected", "closed")
    assert (corrected["first_batch_id"], corrected["last_batch_id"]) == (1, 2)
    assert json.loads(corrected["facts"])["decision"] == "pending"
    assert json.loads(closed["facts"])["received_on"] == "2025-03-02"
    lineage = sorted(rows("concerns", "received_on", "batch_id", "source_row"))
    assert lineage == [(date(2025, 3, 1), 2, 4), (date(2025, 3, 3), 1, 4), (date(2025, 3, 5), 2, 2)]
    gone = {row["record_token"] for row in records("superseded") if row["resource"] == "people"}
    assert len(gone) == 1
    write(source, concerns=header + "C4,P4,2025-03-05,\n")
    load(source)
    assert len([row for row in records("superseded") if row["resource"] == "concerns"]) == 4


def test_another_source_keeps_its_rows_and_its_people_stay_apart(tmp_path: Path, source: Path) -> None:
    write(
        source,
        teams="team_name,service\nNorth,Adults\n",
        concerns="concern_ref,person_ref,received_on,team_name\nC1,P1,2025-03-01,North\n",
    )
    load(source)
    mapping = tmp_path / "newer_system.yaml"
    standard = (files("etl") / "mappings" / "standard.yaml").read_text("utf-8")
    mapping.write_text(standard.replace("source_system: standard", "source_system: newer"))
    other = write(
        tmp_path / "other",
        concerns="concern_ref,person_ref,received_on,team_name\nC1,P1,2025-02-01,North\nC2,P1,2025-02-01,South\n",
    )
    load(other, mapping=str(mapping))
    sources = rows("concerns", "source_system", "team_name")
    assert sorted(sources) == [("newer", "North"), ("newer", "South"), ("standard", "North")]
    assert len(rows("people", "record_token")) == 2
    teams = sorted((row["team_id"], row["team_name"], row["service"]) for row in records("teams"))
    assert teams == [(1, "North", "Adults"), (2, "South", "Not stated")]
    [release] = records("release")
    assert release["extract_date"] == date(2025, 3, 1)
    write(source, concerns=CONCERNS + "C9,P9,2025-03-02\n")
    load(source)
    assert sorted(name for (name,) in rows("concerns", "source_system")) == ["newer", "newer", "standard"]
    verify(3)


def test_the_content_is_the_same_whatever_the_order_of_rows_and_columns(source: Path) -> None:
    write(source, concerns=MARCH, enquiries=ENQUIRIES + "E1,P1,s42,2025-03-02\n")
    load(source)
    first = open_release().content_hash
    write(
        source,
        concerns="received_on,person_ref,concern_ref\n2025-03-31,P2,C2\n2025-03-01,P1,C1\n",
    )
    load(source)
    assert open_release().content_hash == first
    write(source, concerns=MARCH.replace("P2", "P3"))
    load(source)
    assert open_release().content_hash != first


def test_keys_are_numbered_in_the_order_of_pseudonyms(source: Path) -> None:
    write(source, concerns=CONCERNS + "".join(f"C{number},P{number},2025-03-01\n" for number in range(40)))
    load(source)
    concerns = sorted(records("concerns"), key=lambda row: int(row["concern_id"]))
    assert [row["concern_id"] for row in concerns] == list(range(1, 41))
    tokens = [row["record_token"] for row in concerns]
    assert tokens == sorted(tokens)
    assert [row["source_row"] for row in concerns] != list(range(2, 42))


def test_a_release_is_synthetic_only_where_its_export_says_so_of_these_bytes(source: Path) -> None:
    write(source, concerns=MARCH)
    mark_synthetic(source)
    load(source)
    assert open_release().synthetic is True
    for spoilt in (MARCH + "C3,P3,2025-04-01\n", MARCH):
        write(source, concerns=spoilt, people="person_ref\nP1\n")
        warned: list[str] = []
        run_load(
            Request(mapping="standard", source=source, extract_date=date(2025, 4, 1)), str, warned.append
        )
        assert "treated as real" in warned[0]
        assert open_release().synthetic is False


def test_a_release_chosen_while_a_load_runs_stops_that_load(source: Path) -> None:
    write(source, concerns=MARCH)
    load(source)
    write(source, concerns=MARCH + "C3,P3,2025-04-01\n")
    load(source)
    write(source, concerns=MARCH + "C4,P4,2025-04-02\n")

    def choose_meanwhile(step: str) -> None:
        if step == "Building the release":
            use(1, partial(audit.record, actor="a tester"))

    with pytest.raises(LoadRefused, match="Another release was chosen"):
        run_load(Request(mapping="standard", source=source), choose_meanwhile, str)
    assert current_number() == 1
    assert [each.number for each in summaries()] == [1, 2]


def test_every_table_is_beside_the_release_as_parquet(home: Path, source: Path) -> None:
    write(source, concerns=MARCH, enquiries=ENQUIRIES + "E1,P1,s42,2025-03-02\n")
    load(source)
    folder = home / "releases" / "r000001.parquet"
    with open_release().engine.connect() as connection, duckdb.connect() as other:
        names = {str(name) for (name,) in connection.exec_driver_sql("SHOW TABLES")}
        assert {path.stem for path in folder.glob("*.parquet")} == names
        for name in names:
            query = sa.text(f'SELECT count(*) FROM "{name}"')
            beside = other.execute(f"SELECT count(*) FROM '{folder / name}.parquet'").fetchone()
            assert beside == (connection.scalar(query),), name
        there = other.execute(f"SELECT * FROM '{folder / 'concerns.parquet'}'").fetchall()
    assert there == [tuple(row.values()) for row in records("concerns")]
    assert {path.stat().st_mode & 0o777 for path in folder.glob("*.parquet")} == {0o444}
    listed = (folder / "SHA256SUMS").read_text().splitlines()
    assert sorted(line.split("  ")[1] for line in listed) == sorted(f"{name}.parquet" for name in names)


def test_the_same_facts_give_the_same_parquet(home: Path, source: Path) -> None:
    facts = ["concerns", "people", "unit_concern"]
    write(source, concerns=MARCH)
    load(source)
    write(source, concerns=MARCH, teams="team_name\n")
    load(source)
    first, second = (home / "releases" / f"r00000{number}.parquet" for number in (1, 2))
    for name in facts:
        assert (first / f"{name}.parquet").read_bytes() == (second / f"{name}.parquet").read_bytes()


def test_what_a_killed_load_left_in_the_folder_is_cleared(home: Path, source: Path) -> None:
    """Killed while it wrote Parquet, or between giving the folder its name and the release its own."""
    write(source, concerns=MARCH)
    load(source)
    for left in (".building-77.parquet", "r000002.parquet"):
        (home / "releases" / left).mkdir()
        (home / "releases" / left / "concerns.parquet").write_bytes(b"half")
    write(source, concerns=MARCH + "C3,P3,2025-04-01\n")
    load(source)
    verify(2)
    assert sorted(path.name for path in (home / "releases").iterdir()) == [
        "CURRENT",
        *(f"r00000{number}.{ending}" for number in (1, 2) for ending in ("duckdb", "parquet", "sha256")),
    ]


def test_a_whole_export_adds_up_in_every_target(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MSP_HOME", str(sample_home))
    settings.cache_clear()
    counts = records("load_counts")
    assert len(counts) == 17
    assert all(row["offered"] == row["kept"] + row["quarantined"] + row["merged"] > 0 for row in counts)
    assert open_release().synthetic
    verify(open_release().number)
