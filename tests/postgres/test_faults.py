"""A load or its PostgreSQL killed: readers keep the last good release, and the next load gives the same."""

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl.refusals import LoadRefused
from etl.run import Request, Say, run_load
from msp_dashboard.releases import open_release, summaries, verify
from msp_dashboard.releases.opening import forget_pointer
from msp_dashboard.settings import settings
from tests.etl.loading import Loader, export, without_remains
from tests.postgres.fixtures import ROOT, Database

KILLS = 6
KNOWN = (
    "SELECT count(*) FILTER (WHERE nspname ~ '^r[0-9]'), count(*) FILTER (WHERE nspname ~ '^replaced'), "
    "(SELECT count(*) FROM msp.releases), (SELECT number FROM msp.current_release) FROM pg_namespace"
)


@contextmanager
def loading(url: str) -> Iterator[Loader]:
    """Give a warm process that loads in children of its own, and publishes to `url`."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.etl.loader"],
        cwd=ROOT,
        env={**os.environ, "MSP_WAREHOUSE_URL": url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Loader(process)
        assert process.stdin
        process.stdin.close()


@pytest.fixture
def loader(published: Database) -> Iterator[Loader]:
    """Return a process that publishes to the test's database."""
    with loading(published.url()) as found:
        yield found


def undisturbed(home: Path, folder: Path, last: Path) -> str:
    """Return the content hash that a load of `last` gives in a copy of a home that knows of no PostgreSQL."""
    shutil.copytree(home, folder / "undisturbed")
    with loading("") as loader:
        assert loader(folder / "undisturbed", source=last)["status"] == "published"
        return str(loader(folder / "undisturbed")["content_hash"])


def test_a_load_killed_at_any_moment_leaves_no_half_release_and_the_next_one_is_as_if_nothing_happened(
    loader: Loader, published: Database, home: Path, tmp_path: Path
) -> None:
    first = loader(home, source=export(tmp_path / "first", 1))
    assert first["status"] == "published"
    last = export(tmp_path / "last", 31)
    expected = undisturbed(home, tmp_path, last)
    moments = random.Random(7)
    killed = 0
    for turn in range(KILLS):
        source = export(tmp_path / "next", 2 + turn)
        kill_after = moments.uniform(0.2, 1) * first["seconds"]
        killed += loader(home, source=source, kill_after=kill_after)["killed"]
        [(schemas, replaced, listed, current)] = published.run(KNOWN)
        assert schemas == listed, f"after a kill at {kill_after:.3f} s"
        assert replaced == 0
        assert loader(home)["number"] == current
    assert killed >= KILLS // 2
    assert loader(home, source=last)["status"] == "published"
    assert loader(home)["content_hash"] == expected
    assert without_remains(home)
    assert (home / "releases" / "CURRENT").read_text() == f"r{loader(home)['number']:06d}\n"


@pytest.mark.parametrize("step", ["Reading the export", "Building the release"])
def test_postgresql_killed_while_a_load_runs_is_a_refusal_that_changes_nothing(
    step: str, published: Database, home: Path, tmp_path: Path
) -> None:
    source, settled = export(tmp_path / "export", 1), settings()
    run_load(Request(mapping="standard", source=source), str, str)
    before = open_release().content_hash
    files = sorted(path.name for path in (home / "releases").iterdir())
    export(source, 2)

    def kill_at(said: str) -> None:
        if said == step:
            published.server.kill()

    with pytest.raises(LoadRefused, match="cannot be reached, or broke off"):
        run_load(Request(mapping="standard", source=source), kill_at, str)
    published.server.start()
    forget_pointer()
    assert open_release().content_hash == before
    assert [each.number for each in summaries()] == [1]
    assert sorted(path.name for path in (home / "releases").iterdir()) == files
    assert run_load(Request(mapping="standard", source=source), str, str).status == "published"
    verify(open_release().number)
    assert published.run(KNOWN) == [(2, 0, 2, 2)]
    assert settings() is settled


def was_refused(source: Path, say: Say) -> bool:
    """Load; returns whether that was refused because of PostgreSQL."""
    try:
        run_load(Request(mapping="standard", source=source), say, str)
    except LoadRefused as refusal:
        return "PostgreSQL (MSP_WAREHOUSE_URL) cannot be reached" in str(refusal)
    return False


def test_postgresql_killed_while_it_is_written_keeps_all_of_a_release_or_nothing(
    published: Database, home: Path, tmp_path: Path
) -> None:
    source = export(tmp_path / "export", 1)
    run_load(Request(mapping="standard", source=source), str, str)
    moments = random.Random(3)
    refused = 0
    for turn in range(3):
        export(source, 2 + turn)
        killer = threading.Timer(moments.uniform(0.3, 1.5), published.server.kill)

        def kill_soon(said: str, killer: threading.Timer = killer) -> None:
            if said == "Building the release":
                killer.start()

        refused += was_refused(source, kill_soon)
        killer.join()
        published.server.start()
        forget_pointer()
        [(schemas, _, listed, current)] = published.run(KNOWN)
        assert (schemas, open_release().number) == (listed, current)
        verify(open_release().number)
    assert refused >= 1
    export(source, 31)
    run_load(Request(mapping="standard", source=source), str, str)
    assert open_release().extract_date.day == 31
    assert without_remains(home)
