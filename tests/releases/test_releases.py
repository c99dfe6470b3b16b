"""Releases as readers meet them: opened read-only, followed, kept apart, verified, and broken ones named."""

import json
import os
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from etl import publish
from etl.home import workroom
from etl.staging import BASE_MEMORY, open_staging
from msp_dashboard import audit
from msp_dashboard.__main__ import app
from msp_dashboard.releases import ReleaseError, current_number, open_release, summaries, use, verify
from msp_dashboard.warehouse import table
from tests.etl.exports import CONCERNS, load, write


@pytest.fixture
def releases(home: Path, source: Path) -> Path:
    """Return the folder of five releases, of one to five concerns; the last is current."""
    for count in range(1, 6):
        rows = "".join(f"C{number},P{number},2025-03-0{number}\n" for number in range(1, count + 1))
        write(source, concerns=CONCERNS + rows)
        load(source)
    return home / "releases"


def concerns(number: int | None = None) -> int | None:
    query = sa.select(sa.func.count()).select_from(table("concerns"))
    with open_release(number).engine.connect() as connection:
        return connection.scalar(query)


def test_before_the_first_load_the_error_says_how_to_load(home: Path) -> None:
    assert not home.exists()
    assert current_number() is None
    assert summaries() == ()
    with pytest.raises(ReleaseError, match="python -m etl load"):
        open_release()


def test_readers_follow_the_pointer_keep_few_open_and_verify_finds_what_changed(releases: Path) -> None:
    assert concerns() == 5
    newest = open_release()
    assert open_release() is newest
    use(2, partial(audit.record, actor="a tester"))
    assert concerns() == 2
    assert concerns(5) == 5
    assert open_release(5) is newest
    for number in (1, 3, 4):
        assert concerns(number) == number
    assert open_release(5) is not newest
    assert concerns(5) == 5
    _releases_are_read_only(releases)
    _listing_and_choosing(releases)
    _every_flipped_byte_is_found(releases)
    _every_change_of_the_parquet_files_is_found(releases)
    _broken_files_are_named(releases)


def _releases_are_read_only(releases: Path) -> None:
    assert {path.stat().st_mode & 0o777 for path in releases.glob("*.duckdb")} == {0o444}
    assert not list(releases.glob("*.wal"))
    with open_release().engine.connect() as connection:
        for statement in (
            "DELETE FROM concerns",
            "CREATE TABLE more (a INTEGER)",
            "SET enable_external_access = true",
            "SELECT * FROM read_csv('/etc/hostname')",
            "INSTALL httpfs",
            f"ATTACH '{releases / 'r000001.duckdb'}' AS other",
        ):
            with pytest.raises(sa.exc.DBAPIError):
                connection.exec_driver_sql(statement)
            connection.rollback()


def _listing_and_choosing(releases: Path) -> None:
    run = partial(CliRunner().invoke, app)
    listed = json.loads(run(["releases", "--json"]).stdout)["releases"]
    assert [each["number"] for each in listed] == [1, 2, 3, 4, 5]
    assert [each["number"] for each in listed if each["current"]] == [2]
    assert listed[4] | {"built_at": ""} == {
        "number": 5,
        "name": "r000005",
        "readable": True,
        "current": False,
        "extract_date": "2025-03-05",
        "built_at": "",
        "synthetic": False,
        "sources": ["standard"],
    }
    assert "r000005" in run(["releases"]).stdout
    assert run(["releases", "use", "5"]).exit_code == 0
    assert (releases / "CURRENT").read_text() == "r000005\n"
    refused = run(["releases", "use", "9"])
    assert (refused.exit_code, refused.stderr) == (1, f"There is no release 9 in {releases}.\n")
    assert run(["releases", "verify", "5"]).exit_code == 0
    assert run(["releases", "verify", "9"]).exit_code == 1
    assert run(["releases", "use", "0"]).exit_code == 2
    assert current_number() == 5
    audit.verify()


def _every_flipped_byte_is_found(releases: Path) -> None:
    path = releases / "r000004.duckdb"
    verify(4)
    whole = path.read_bytes()
    path.chmod(0o644)
    for place in (len(whole) // 3, len(whole) // 2, len(whole) - 1):
        spoilt = bytearray(whole)
        spoilt[place] ^= 1
        path.write_bytes(spoilt)
        with pytest.raises(ReleaseError, match="r000004"):
            verify(4)
    path.write_bytes(whole)
    verify(4)
    checksum = path.with_suffix(".sha256")
    checksum.unlink()
    with pytest.raises(ReleaseError, match="no readable checksum"):
        verify(4)


def _every_change_of_the_parquet_files_is_found(releases: Path) -> None:
    folder = releases / "r000005.parquet"
    one, manifest = folder / "concerns.parquet", folder / "SHA256SUMS"
    whole, listed = one.read_bytes(), manifest.read_text()
    for path, content in (
        (one, whole[:-1] + b"?"),
        (one, None),
        (manifest, listed.replace("a", "b", 1).encode()),
        (folder / "more.parquet", b""),
    ):
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(ReleaseError, match="The Parquet files of release r000005 are not those"):
            verify(5)
        (folder / "more.parquet").unlink(missing_ok=True)
        one.write_bytes(whole)
        manifest.write_text(listed)
        verify(5)
    folder.rename(releases / "elsewhere")
    with pytest.raises(ReleaseError, match="Parquet files"):
        verify(5)
    (releases / "elsewhere").rename(folder)


def _broken_files_are_named(releases: Path) -> None:
    path = releases / "r000003.duckdb"
    content = path.read_bytes()
    path.unlink()
    for broken in (content[: len(content) // 2], b"", b"not a database" * 1000):
        path.write_bytes(broken)
        with pytest.raises(ReleaseError, match="r000003 cannot be read: its file is broken"):
            verify(3)
        with pytest.raises(ReleaseError, match="broken"):
            use(3, partial(audit.record, actor="a tester"))
        path.unlink()
    path.write_bytes(content[:100])
    assert [each.number for each in summaries() if not each.readable] == [3]
    path.write_bytes((releases / "r000002.duckdb").read_bytes())
    with pytest.raises(ReleaseError, match="another version of this program, or is not what its name"):
        verify(3)
    for pointer in (b"", b"r5\n", b"\xff", b"r000005 r000004\n"):
        (releases / "CURRENT").write_bytes(pointer)
        with pytest.raises(ReleaseError, match="releases use N"):
            open_release()
        assert not [each for each in summaries() if each.current]
    use(5, partial(audit.record, actor="a tester"))
    assert concerns() == 5


def test_a_release_that_took_the_place_of_another_is_what_readers_meet(home: Path, source: Path) -> None:
    """An erasure replaces a kept release under its own number."""
    write(source, concerns=CONCERNS + "C1,P1,2025-03-01\n")
    load(source)
    before = open_release()
    assert concerns(1) == 1
    with workroom() as folder, open_staging(folder, BASE_MEMORY) as connection:
        assert publish.kept(None) == (1,)
        changed = folder / "changed.duckdb"
        publish.working_copy(1, changed, None)
        with sa.create_engine(f"duckdb:///{changed}", poolclass=sa.NullPool).begin() as working:
            working.exec_driver_sql("DELETE FROM concerns")
            working.exec_driver_sql("DELETE FROM people")
        digest = publish.rewrite(connection, 1, changed, None)
    assert concerns(1) == 0
    assert open_release().content_hash == digest != before.content_hash
    verify(1)
    names = {"CURRENT", "r000001.duckdb", "r000001.parquet", "r000001.sha256"}
    assert {path.name for path in (home / "releases").iterdir()} == names
    assert open_release().units_digest == before.units_digest


def test_a_forked_process_opens_releases_of_its_own(home: Path, source: Path) -> None:
    write(source, concerns=CONCERNS + "C1,P1,2025-03-01\n")
    load(source)
    parents = open_release()
    assert concerns() == 1
    child = os.fork()
    if child == 0:
        answered = open_release() is not parents and concerns() == 1
        os._exit(0 if answered else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert open_release() is parents
    assert home.exists()
