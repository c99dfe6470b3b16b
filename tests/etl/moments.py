"""Every moment of this process at which a kill would leave a folder in another state than before."""

import os
import resource
import shutil
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

import sqlalchemy as sa

# Whatever changes a name, or makes something durable; every other way of the program ends in one of them.
CHANGES = ("chmod", "fsync", "mkdir", "rename", "replace", "rmdir", "unlink")

Moment = Callable[[str], object]


def watch(moment: Moment) -> None:
    """Call `moment` with a name just before each change that this process, a forked one, makes from now on.

    The names are those of the functions of `os`, and `commit` for one of the operations database.
    """
    for name in CHANGES:
        setattr(os, name, partial(_after, moment, name, getattr(os, name)))

    def committing(connection: sa.Connection) -> None:
        if connection.dialect.name == "sqlite":
            moment("commit")

    sa.event.listen(sa.Engine, "commit", committing)


def _after(moment: Moment, name: str, change: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    moment(name)
    return change(*arguments, **named)


class At:
    """Does something at the n-th moment of one name."""

    def __init__(self, name: str, turn: int, act: Callable[[], object]) -> None:
        self._name, self._left, self._act = name, turn, act

    def __call__(self, name: str) -> None:
        if name == self._name:
            self._left -= 1
            if not self._left:
                self._act()


def kill() -> None:
    """Kill this process as the kernel does."""
    os.kill(os.getpid(), signal.SIGKILL)


def fill(disk: Path) -> None:
    """Leave a disk no room at all."""
    with (disk / "filler").open("wb", buffering=0) as stream:
        for size in (1 << 20, 1):
            with suppress(OSError):
                while stream.write(bytes(size)):
                    pass


def let_nothing_grow() -> None:
    """Let this process write nothing more: what a full disk is where none can be mounted."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


class Copier:
    """Copies a folder at every moment at which it is not as it was at the one before.

    What a killed process leaves on a disk is what is there when it is killed: so each copy is what a kill
    would have left. They are numbered in the order in which they were made.
    """

    def __init__(self, folder: Path, copies: Path) -> None:
        self._folder, self._copies = folder, copies
        self._before: frozenset[object] = frozenset()
        self._turn = Lock()
        self.count = 0

    def __call__(self, _name: str) -> None:
        # Parts of a release are made side by side, and a copy makes folders itself: it is no moment.
        if not self._turn.acquire(blocking=False):
            return
        try:
            self._copy()
        finally:
            self._turn.release()

    def _copy(self) -> None:
        found = state_of(self._folder)
        if found != self._before:
            shutil.copytree(self._folder, self._copies / f"{self.count:03d}")
            self._before = found
            self.count += 1


def state_of(folder: Path) -> frozenset[object]:
    """Return what is in a folder: a file that is finished by its size and time, an unfinished one by name."""
    return frozenset(_entry(folder, path) for path in folder.rglob("*"))


def _entry(folder: Path, path: Path) -> object:
    parts = path.relative_to(folder).parts
    for place, part in enumerate(parts):
        if part == "work" or part.startswith("."):
            return parts[: place + 1]
    status = path.stat()
    return parts, status.st_ino, status.st_size, status.st_mtime_ns if path.is_file() else 0
