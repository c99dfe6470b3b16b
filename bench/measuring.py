"""One side of a comparison: a program run from start to end, its time and the most memory that it held."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Side:
    """What a side took: seconds of wall clock and of processors, its peak megabytes, and what it printed."""

    name: str
    seconds: float
    busy: float
    megabytes: float
    printed: str


def run_side(name: str, arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Side:
    """Run Python with arguments in a process of its own; raises RuntimeError where it fails."""
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[1],
        env={**os.environ, **(environment or {})},
        text=True,
    )
    printed = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    if status:
        raise RuntimeError(f"{name} ended with status {os.waitstatus_to_exitcode(status)}")
    return Side(
        name=name,
        seconds=seconds,
        busy=used.ru_utime + used.ru_stime,
        megabytes=used.ru_maxrss / 1024,
        printed=printed,
    )
