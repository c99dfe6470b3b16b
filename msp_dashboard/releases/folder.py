"""The folder of releases: files named by number, each with its checksum, and the pointer CURRENT."""

import hashlib
import os
import re
from pathlib import Path

from msp_dashboard.settings import settings

POINTER = "CURRENT"
MANIFEST = "SHA256SUMS"
NEXT = ".next-"
_NAME = re.compile(r"r(\d{6,})")


class ReleaseError(Exception):
    """A release cannot be found or read; the message is a sentence for people."""


def name_of(number: int) -> str:
    """Return a release's name, such as r000042."""
    return f"r{number:06d}"


def path_of(number: int) -> Path:
    """Return where the release of that number is or would be."""
    return settings().releases.absolute() / f"{name_of(number)}.duckdb"


def parquet_of(number: int) -> Path:
    """Return the folder beside a release that holds its tables as Parquet, one file each."""
    return path_of(number).with_suffix(".parquet")


def numbers() -> tuple[int, ...]:
    """Return the numbers of every release in the folder, the oldest first."""
    found = (_NAME.fullmatch(path.stem) for path in settings().releases.glob("r*.duckdb"))
    return tuple(sorted(int(match[1]) for match in found if match))


def number_in_pointer() -> int | None:
    """Return the number that CURRENT names; None before the first publish; raises ReleaseError if broken."""
    try:
        text = (settings().releases / POINTER).read_text("ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        text = ""
    match = _NAME.fullmatch(text)
    if not match:
        raise ReleaseError(
            f"The file {POINTER} in {settings().releases} names no release. "
            "Choose one with: python -m msp_dashboard releases use N"
        )
    return int(match[1])


def point_to(number: int) -> None:
    """Move the pointer, in one step that readers see whole or not at all; raises OSError."""
    write_whole(settings().releases / POINTER, f"{name_of(number)}\n")


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that it is there completely or not at all, also after a power cut."""
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with draft.open("w", encoding="ascii") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync(path.parent)


def sync(path: Path) -> None:
    """Make the bytes of a file, or the names in a folder, durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def checksum_path(release: Path) -> Path:
    """Return the file beside a release that holds its checksum, as sha256sum writes it."""
    return release.with_suffix(".sha256")


def next_of(path: Path) -> Path:
    """Return where that stands which takes the place of a release's file, Parquet or checksum, until it does.

    Once the checksum is there, the others are as good as in place: see `etl.publish.replacing`.
    """
    return path.with_name(f"{NEXT}{path.name}")


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hex; raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def checksums_in(path: Path) -> dict[str, str]:
    """Return the checksum of each file that a list of sha256sum names; raises OSError and ValueError."""
    lines = path.read_text("ascii").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
