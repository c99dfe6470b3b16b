"""The audit log: who did what, each entry bound to the one before it by a hash."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

import sqlalchemy as sa

from msp_dashboard.operations import OperationsError, audit_log, reading, writing

START = "0" * 64
_WRITTEN = ("entry_id", "at", "actor", "action", "details", "previous_hash")


def record(action: str, details: Mapping[str, object], *, actor: str) -> None:
    """Append one entry; `details` never holds a person's words or id; raises OperationsError."""
    with writing() as connection:
        append(connection, action, details, actor=actor)


def append(connection: sa.Connection, action: str, details: Mapping[str, object], *, actor: str) -> None:
    """Append one entry within the caller's transaction."""
    query = sa.select(audit_log.c.entry_id, audit_log.c.hash).order_by(audit_log.c.entry_id.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    entry = {
        "entry_id": last.entry_id + 1 if last else 1,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "actor": actor,
        "action": action,
        "details": json.dumps(details, sort_keys=True, default=str),
        "previous_hash": last.hash if last else START,
    }
    connection.execute(sa.insert(audit_log).values(**entry, hash=_hash(entry)))


def verify() -> int:
    """Return how many entries there are; raises OperationsError at the first that was changed or is gone."""
    previous, count = START, 0
    with reading() as connection:
        for row in connection.execute(sa.select(audit_log).order_by(audit_log.c.entry_id)).mappings():
            count += 1
            unbroken = row["entry_id"] == count and row["previous_hash"] == previous
            if not unbroken or row["hash"] != _hash(row):
                raise OperationsError(f"The audit log was changed at entry {count}.")
            previous = row["hash"]
    return count


def _hash(entry: Mapping[str, object] | sa.RowMapping) -> str:
    words = json.dumps([entry[name] for name in _WRITTEN], ensure_ascii=True)
    return hashlib.sha256(words.encode()).hexdigest()
