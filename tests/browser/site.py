"""The dashboard as it is served to people: the real command, on a free port of this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60
SECONDS_TO_STOP = 30


@dataclass(frozen=True, kw_only=True)
class Site:
    """A dashboard that answers: its address without a slash at the end, home folder, process and prints."""

    url: str
    home: Path
    process: subprocess.Popen[bytes]
    log: Path


@contextmanager
def serving(home: Path, log: Path) -> Iterator[Site]:
    """Serve a home folder's release until the block ends; raises AssertionError where it does not start."""
    port = free_port()
    # Settings that another test of this process has made for itself are not the site's.
    own = {name: value for name, value in os.environ.items() if not name.startswith("MSP_")}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "msp_dashboard", "serve", "--port", str(port)],
            cwd=ROOT,
            env={**own, "MSP_HOME": str(home)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        site = Site(url=f"http://127.0.0.1:{port}", home=home, process=process, log=log)
        try:
            _wait_for_address(site)
            yield site
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=SECONDS_TO_STOP)


def free_port() -> int:
    """Return a port of this machine that nothing listened on a moment ago."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait_for_address(site: Site) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while f"MSP Dashboard is at {site.url}" not in site.log.read_text():
        assert site.process.poll() is None, f"The dashboard did not start:\n{site.log.read_text()}"
        assert time.monotonic() < deadline, f"The dashboard took too long:\n{site.log.read_text()}"
        time.sleep(0.05)
