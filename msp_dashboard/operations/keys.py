"""Secret keys: 32 random bytes in a file that only its owner may read."""

import os
import secrets
from pathlib import Path

from msp_dashboard.operations.database import OperationsError
from msp_dashboard.settings import settings

PSEUDONYM = "pseudonym.key"
RESTRICTED = "restricted.key"
LENGTH = 32


class KeyRefused(OperationsError):
    """A key is missing, changed, or open to others; the message is a sentence for people."""


def read_key(name: str) -> bytes:
    """Return a key; raises KeyRefused where it is missing, of the wrong length, or others may read it."""
    path = settings().keys / name
    try:
        for place in (path, path.parent):
            if place.stat().st_mode & 0o077:
                raise KeyRefused(f"{place} can be read by others. Close it with: chmod go= {place}")
        key = path.read_bytes()
    except OSError as error:
        raise KeyRefused(f"The key {path} cannot be read: {error.strerror}.") from error
    if len(key) != LENGTH:
        raise KeyRefused(f"The key {path} is not one of ours: it should hold {LENGTH} bytes. Restore it.")
    return key


def make_key(name: str) -> bytes:
    """Return a key, made now where its file does not exist; raises KeyRefused."""
    path = settings().keys / name
    if not path.exists():
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            _write(path, secrets.token_bytes(LENGTH))
        except OSError as error:
            raise KeyRefused(f"The key {path} cannot be made: {error.strerror}.") from error
    return read_key(name)


def _write(path: Path, key: bytes) -> None:
    """A key that is there is whole, also after a power cut."""
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    descriptor = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(key)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)
