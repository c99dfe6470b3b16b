"""Killed, out of room, or two at once: the last good release stays, and a new load gives the same content."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from etl.home import workroom
from etl.refusals import LoadRefused
from etl.run import Request, run_load
from tests.etl.exports import CONCERNS, write

ROOT = Path(__file__).parents[2]
KILLS = 20
MEGABYTE = 1 << 20


class Loader:
    """A warm process that loads in children: see loader.py."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def __call__(self, home: Path, **instruction: object) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        told = {"home": str(home)} | {name: value for name, value in instruction.items() if value is not None}
        self._process.stdin.write(json.dumps(told, default=str) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


@pytest.fixture(scope="module")
def loader() -> Iterator[Loader]:
    """Return a warm process that loads in children of its own."""
    command = [sys.executable, "-m", "tests.etl.loader"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Loader(process)
        assert process.stdin
        process.stdin.close()


def export(folder: Path, day: int) -> Path:
    """Write an export of 3,000 concerns, the newest of which came on a day of March 2025."""
    rows = "".join(f"C{number},P{number % 700},2025-02-{number % 28 + 1:02d}\n" for number in range(3000))
    return write(
        folder,
        concerns=CONCERNS + rows + f"C9000,P9000,2025-03-{day:02d}\n",
        quotes="quote_ref,kind,said_by,text,consent\nQ1,quote,adult,They asked me first,given\n",
    )


def without_remains(home: Path) -> bool:
    """Whether a home folder holds nothing unfinished."""
    return not (home / "work").exists() and not list((home / "releases").glob(".*"))


def test_killed_at_any_moment_the_last_release_stays_and_the_next_load_is_as_if_nothing_happened(
    loader: Loader, tmp_path: Path
) -> None:
    home, undisturbed = tmp_path / "home", tmp_path / "undisturbed"
    assert loader(home, source=export(tmp_path / "first", 1))["status"] == "published"
    shutil.copytree(home, undisturbed)
    last = export(tmp_path / "last", 31)
    seconds = loader(undisturbed, source=last)["seconds"]
    moments = random.Random(7)
    killed = 0
    for turn in range(KILLS):
        source = export(tmp_path / "next", 2 + turn)
        kill_after = moments.uniform(0, seconds)
        killed += loader(home, source=source, kill_after=kill_after)["killed"]
        assert loader(home)["number"] >= 1, f"after a kill at {kill_after:.3f} s"
    assert killed >= KILLS // 2
    assert loader(home, source=last)["status"] == "published"
    assert loader(home)["content_hash"] == loader(undisturbed)["content_hash"]
    assert without_remains(home)


@contextmanager
def little_room(folder: Path, room: int) -> Iterator[tuple[Path, int | None]]:
    """Give a home on a disk of that many bytes; where none can be mounted, a limit on each file instead."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={room}", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        yield folder / "home", room // 4
        return
    try:
        yield folder / "home", None
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_out_of_room_at_any_step_the_last_release_stays(loader: Loader, tmp_path: Path) -> None:
    base = tmp_path / "base"
    loader(base, source=export(tmp_path / "first", 1))
    size = sum(path.stat().st_size for path in base.rglob("*") if path.is_file())
    reasons = []
    for megabytes in (1.5, 3.25, 3.75, 4.25):
        disk = tmp_path / f"disk_{megabytes}"
        with little_room(disk, size + int(megabytes * MEGABYTE)) as (home, largest_file):
            shutil.copytree(base, home)
            before = loader(home)
            answer = loader(home, source=export(tmp_path / "next", 2), largest_file=largest_file)
            if answer.get("status") != "published":
                assert loader(home) == before
                assert [path.name for path in (home / "releases").glob("*.duckdb")] == ["r000001.duckdb"]
                reasons.append(answer["refused"])
            assert without_remains(home)
    assert all(words.startswith("The disk") for words in reasons)
    assert len([words for words in reasons if words.startswith("The disk is full")]) >= 2


def test_a_limit_on_the_size_of_files_is_a_full_disk_too(loader: Loader, tmp_path: Path) -> None:
    home = tmp_path / "home"
    loader(home, source=export(tmp_path / "first", 1))
    before = loader(home)
    for largest_file in (0, 100 << 10, 3 * MEGABYTE):
        answer = loader(home, source=export(tmp_path / "next", 2), largest_file=largest_file)
        assert answer["refused"].startswith("The disk is full")
        assert loader(home) == before
        assert without_remains(home)


def test_of_two_loads_at_once_the_second_says_so(home: Path, source: Path) -> None:
    with workroom(), pytest.raises(LoadRefused, match="Another load is running"):
        run_load(Request(mapping="standard", source=export(source, 1)), str, str)
    assert run_load(Request(mapping="standard", source=source), str, str).status == "published"
    assert without_remains(home)
