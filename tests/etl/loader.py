"""A process that loads in children of its own, so that a test can kill them or leave them without room.

Reads one JSON instruction a line from standard input and answers each with a line of JSON.
"""

import json
import os
import resource
import signal
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from etl.erasure import erase
from etl.refusals import LoadRefused
from etl.run import Request, run_load
from msp_dashboard import audit
from msp_dashboard.operations import RESTRICTED, owner_of, read_key, reading, restricted_texts, unseal
from msp_dashboard.releases import current_number, open_release, verify
from msp_dashboard.releases.pointer import numbers
from msp_dashboard.settings import settings
from tests.etl.moments import At, Copier, Moment, fill, kill, let_nothing_grow, watch

Instruction = dict[str, Any]


def in_a_child(instruction: Instruction) -> dict[str, Any]:
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


def do(instruction: Instruction) -> dict[str, Any]:
    """Load an export or erase a person if that is asked, then read all that is kept from end to end."""
    os.environ["MSP_HOME"] = instruction["home"]
    os.environ.update(instruction.get("environment", {}))
    settings.cache_clear()
    if "largest_file" in instruction:
        resource.setrlimit(resource.RLIMIT_FSIZE, (instruction["largest_file"], instruction["largest_file"]))
    if "source" not in instruction and "erase" not in instruction:
        return kept()
    moment = chosen_moment(instruction)
    if moment is not None:
        watch(moment)
    said: list[str] = []

    def say(words: str) -> None:
        said.append(words)
        if moment is not None:
            moment(words)

    started = time.monotonic()
    try:
        status = perform(instruction, say)
    except LoadRefused as refusal:
        return {"refused": str(refusal), "step": said[-1] if said else ""}
    if moment is not None:
        moment("end")
    copies = moment.count if isinstance(moment, Copier) else 0
    return {"status": status, "seconds": time.monotonic() - started, "said": said, "copies": copies}


def chosen_moment(instruction: Instruction) -> Moment | None:
    """Return what is to be done at each moment: to kill or to fill the disk at one, or to copy the home."""
    turn = instruction.get("turn", 1)
    if "kill_at" in instruction:
        return At(instruction["kill_at"], turn, kill)
    if "full_at" in instruction:
        disk = instruction.get("disk")
        return At(instruction["full_at"], turn, partial(fill, Path(disk)) if disk else let_nothing_grow)
    if "copies" in instruction:
        return Copier(Path(instruction["home"]), Path(instruction["copies"]))
    return None


def perform(instruction: Instruction, say: Moment) -> str:
    """Load or erase; returns what became of it; raises LoadRefused."""
    if "erase" in instruction:
        found = erase("standard", instruction["erase"], lambda _: True, say)
        return found.names if found else ""
    request = Request(mapping=instruction.get("mapping", "standard"), source=Path(instruction["source"]))
    return run_load(request, say, str).status


def kept() -> dict[str, Any]:
    """Read every release, the audit log and the restricted store; raises what is wrong with them."""
    if current_number() is None:
        return {"number": None}
    hashes = {}
    for number in numbers():
        verify(number)
        hashes[number] = open_release(number).content_hash
    release = open_release()
    return {
        "number": release.number,
        "content_hash": release.content_hash,
        "releases": hashes,
        "entries": audit.verify(),
        "texts": texts(),
    }


def texts() -> list[str]:
    """Return every text that the restricted store holds, opened."""
    key, found = read_key(RESTRICTED), []
    with reading() as store:
        for row in store.execute(restricted_texts.select().where(restricted_texts.c.closed_at.is_(None))):
            found.append(unseal(key, row.sealed, owner_of(row.source_system, row.kind, row.record_token)))
    return sorted(found)


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(in_a_child(json.loads(line))) + "\n")
        sys.stdout.flush()
