"""A process that loads in children of its own, so that a test can kill them or leave them without room.

Reads one JSON instruction a line from standard input and answers each with a line of JSON.
"""

import json
import os
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any

from etl.refusals import LoadRefused
from etl.run import Request, run_load
from msp_dashboard.releases import open_release, verify
from msp_dashboard.settings import settings


def in_a_child(instruction: dict[str, Any]) -> dict[str, Any]:
    """Do as told in a forked child, killed after `kill_after` seconds if that is given."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        answer = json.dumps(do(instruction)).encode()
        os.write(writer, answer)
        os._exit(0)
    os.close(writer)
    if "kill_after" in instruction:
        time.sleep(instruction["kill_after"])
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reader, "rb") as stream:
        answer = stream.read()
    _, status = os.waitpid(child, 0)
    return {"killed": os.WIFSIGNALED(status)} | (json.loads(answer) if answer else {})


def do(instruction: dict[str, Any]) -> dict[str, Any]:
    """Load an export, or read the current release from end to end."""
    os.environ["MSP_HOME"] = instruction["home"]
    settings.cache_clear()
    if "largest_file" in instruction:
        resource.setrlimit(resource.RLIMIT_FSIZE, (instruction["largest_file"], instruction["largest_file"]))
    if "source" in instruction:
        started = time.monotonic()
        try:
            report = run_load(Request(mapping="standard", source=Path(instruction["source"])), str, str)
        except LoadRefused as refusal:
            return {"refused": str(refusal)}
        return {"status": report.status, "seconds": time.monotonic() - started}
    release = open_release()
    verify(release.number)
    return {"number": release.number, "content_hash": release.content_hash}


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(in_a_child(json.loads(line))) + "\n")
        sys.stdout.flush()
