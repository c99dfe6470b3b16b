"""Two at once in one home, and readers all the while: the second says so, and nobody reads half a release."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from etl.__main__ import app
from etl.erasure import erase
from etl.home import workroom
from etl.refusals import LoadRefused
from etl.run import Request, run_load
from msp_dashboard import audit
from msp_dashboard.releases import ReleaseError, connected, open_release, use, verify
from msp_dashboard.warehouse import table
from tests.etl.exports import load
from tests.etl.loading import Council, council, loader, two_people, without_remains

__all__ = ["council", "loader"]

# Number, content hash and people of a release.
Reading = tuple[int, str, int]
ANOTHER = "Another load is running in this home folder. Wait until it is done."


@pytest.fixture
def source(council: Council, home: Path, tmp_path: Path) -> Path:
    """Return the folder of the next export; the home folder holds the release of the one before."""
    council.copy(home.parent)
    return two_people(tmp_path / "export", 2)


def erased() -> None:
    erase("standard", "P1", lambda _: True, str)


def choose(number: int) -> None:
    use(number, lambda action, details: audit.record(action, details, actor="a test"))


def test_of_two_at_once_the_second_says_so_and_changes_nothing(source: Path, home: Path) -> None:
    before = open_release().content_hash
    with workroom():
        for command, given in (
            (["load", "standard", "--source", str(source)], None),
            (["erase", "--source", "standard", "--confirm"], "P1\n"),
        ):
            done = CliRunner().invoke(app, command, input=given)
            assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"{ANOTHER}\n")
    assert (open_release().content_hash, audit.verify()) == (before, 2)
    assert load(source).status == "published"
    assert without_remains(home)


@pytest.mark.parametrize("step", ["Reading the export", "Building the release"])
def test_what_begins_while_a_load_runs_is_refused_and_the_load_goes_on(step: str, source: Path) -> None:
    refused = []

    def begin(said: str) -> None:
        if said == step:
            for another in (lambda: load(source), erased):
                try:
                    another()
                except LoadRefused as refusal:
                    refused.append(str(refusal))

    done = run_load(Request(mapping="standard", source=source), begin, str)
    # The home folder is held from when the export was found to be readable.
    assert refused == ([] if step == "Reading the export" else [ANOTHER, ANOTHER])
    assert done.status == ("unchanged" if step == "Reading the export" else "published")


def test_a_release_chosen_while_a_load_runs_is_kept(source: Path, home: Path) -> None:
    load(source)

    def choose_the_first(said: str) -> None:
        if said == "Building the release":
            choose(1)

    with pytest.raises(LoadRefused, match="Another release was chosen while this load ran"):
        run_load(Request(mapping="standard", source=two_people(source, 3)), choose_the_first, str)
    assert open_release().number == 1
    assert without_remains(home)
    assert load(source).release == "r000003"


@contextmanager
def being_read() -> Iterator[set[Reading]]:
    """Read the current release again and again meanwhile; gives what was read so far."""
    seen: set[Reading] = set()
    wrong: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        people = sa.select(sa.func.count()).select_from(table("people"))
        while not done.is_set():
            try:
                release = open_release()
                with connected(release) as connection:
                    seen.add((release.number, release.content_hash, connection.scalar(people) or 0))
            except (ReleaseError, OSError) as error:
                wrong.append(error)
                return

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield seen
    finally:
        done.set()
        reader.join()
    assert wrong == []


def await_reading(seen: set[Reading], expected: Reading) -> None:
    """Wait until that was read."""
    ends = time.monotonic() + 20
    while expected not in seen:
        assert time.monotonic() < ends, f"{expected} is not among {seen}"
        time.sleep(0.01)


def test_readers_see_one_whole_release_or_the_other_whatever_is_done_meanwhile(
    council: Council, source: Path
) -> None:
    first, second = (1, council.before["content_hash"], 2), (2, council.after["content_hash"], 2)
    with being_read() as seen:
        await_reading(seen, first)
        load(source)
        await_reading(seen, second)
        erased()
        without = [(number, open_release(number).content_hash, 1) for number in (1, 2)]
        await_reading(seen, without[1])
        choose(1)
        await_reading(seen, without[0])
    assert seen == {first, second, *without}
    verify(1)
    verify(2)
