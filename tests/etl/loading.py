"""A home folder on which things go wrong: the process that loads into it, what it loads, and little room."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.etl.exports import CONCERNS, ENQUIRIES, write

ROOT = Path(__file__).parents[2]
MEGABYTE = 1 << 20
QUOTES = "quote_ref,enquiry_ref,kind,said_by,text,consent\n"


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


@dataclass(frozen=True, kw_only=True)
class Council:
    """A home with one release, not to be changed; the next export; and what is kept before and after it."""

    home: Path
    source: Path
    before: dict[str, Any]
    after: dict[str, Any]

    def copy(self, folder: Path) -> Path:
        """Copy the home into a folder, and return the copy."""
        return shutil.copytree(self.home, folder / "home")


@pytest.fixture(scope="module")
def council(loader: Loader, tmp_path_factory: pytest.TempPathFactory) -> Council:
    """Return a home with a release, and what an undisturbed load of the next export gives."""
    folder = tmp_path_factory.mktemp("council")
    assert loader(folder / "home", source=two_people(folder / "first", 1))["status"] == "published"
    undisturbed = shutil.copytree(folder / "home", folder / "undisturbed")
    source = two_people(folder / "next", 2)
    assert loader(undisturbed, source=source)["status"] == "published"
    return Council(
        home=folder / "home", source=source, before=loader(folder / "home"), after=loader(undisturbed)
    )


def what_matters(kept: dict[str, Any]) -> tuple[object, object]:
    """Return the facts and the words, whatever the number of their release."""
    return kept["content_hash"], kept["texts"]


def export(folder: Path, day: int) -> Path:
    """Write an export of 3,000 concerns, the newest of which came on a day of March 2025."""
    rows = "".join(f"C{number},P{number % 700},2025-02-{number % 28 + 1:02d}\n" for number in range(3000))
    return write(
        folder,
        concerns=CONCERNS + rows + f"C9000,P9000,2025-03-{day:02d}\n",
        quotes="quote_ref,kind,said_by,text,consent\nQ1,quote,adult,They asked me first,given\n",
    )


def two_people(folder: Path, day: int) -> Path:
    """Write an export of two people, each with an enquiry and words, the newest of a day of March 2025."""
    return write(
        folder,
        concerns=CONCERNS + f"C1,P1,2025-02-01\nC2,P2,2025-03-{day:02d}\n",
        enquiries=ENQUIRIES + "E1,P1,s42,2025-02-02\nE2,P2,s42,2025-02-03\n",
        quotes=QUOTES
        + f"Q1,E1,quote,adult,They asked me first,given\nQ2,E2,quote,adult,Day {day} was better,given\n",
    )


def without_remains(home: Path) -> bool:
    """Whether a home folder holds nothing unfinished."""
    return not (home / "work").exists() and not list((home / "releases").glob(".*"))


@contextmanager
def little_disk(folder: Path, room: int) -> Iterator[Path | None]:
    """Give a folder on a disk of that many bytes; None where none can be mounted there."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={room}", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
