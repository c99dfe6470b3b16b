"""The operations database and the keys: what changes between releases, and what only a few may read."""

from msp_dashboard.operations.database import OperationsError, REVISION, reading, upgrade, writing
from msp_dashboard.operations.keys import KeyRefused, make_key, read_key
from msp_dashboard.operations.sealing import seal, unseal
from msp_dashboard.operations.tables import (
    METADATA,
    audit_log,
    key_checks,
    quotes,
    restricted_sources,
    restricted_texts,
)

__all__ = [
    "METADATA",
    "REVISION",
    "KeyRefused",
    "OperationsError",
    "audit_log",
    "key_checks",
    "make_key",
    "quotes",
    "read_key",
    "reading",
    "restricted_sources",
    "restricted_texts",
    "seal",
    "unseal",
    "upgrade",
    "writing",
]
