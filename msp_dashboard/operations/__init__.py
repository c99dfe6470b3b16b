"""The operations database and the keys: what changes between releases, and what only a few may read."""

from msp_dashboard.operations.database import REVISION, OperationsError, reading, upgrade, writing
from msp_dashboard.operations.keys import PSEUDONYM, RESTRICTED, KeyRefused, make_key, read_key
from msp_dashboard.operations.sealing import keyed_digest, owner_of, seal, unseal
from msp_dashboard.operations.tables import (
    METADATA,
    audit_log,
    crosswalk,
    erased_people,
    key_checks,
    quotes,
    restricted_sources,
    restricted_texts,
)

__all__ = [
    "METADATA",
    "PSEUDONYM",
    "RESTRICTED",
    "REVISION",
    "KeyRefused",
    "OperationsError",
    "audit_log",
    "crosswalk",
    "erased_people",
    "key_checks",
    "keyed_digest",
    "make_key",
    "owner_of",
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
