"""The operations database and the keys: what changes between releases, and what only a few may read."""

from msp_dashboard.operations.database import REVISION, OperationsError, prepare, reading, upgrade, writing
from msp_dashboard.operations.keys import PSEUDONYM, RESTRICTED, KeyRefused, make_key, read_key
from msp_dashboard.operations.references import keep_group, open_groups, references_of, remove_references
from msp_dashboard.operations.sealing import keyed_digest, owner_of, seal, unseal
from msp_dashboard.operations.tables import (
    METADATA,
    FigureState,
    annotations,
    audit_log,
    crosswalk,
    erased_people,
    key_checks,
    published_figures,
    published_years,
    quotes,
    record_references,
    restricted_sources,
    restricted_texts,
    signed_answers,
)

__all__ = [
    "METADATA",
    "PSEUDONYM",
    "RESTRICTED",
    "REVISION",
    "FigureState",
    "KeyRefused",
    "OperationsError",
    "annotations",
    "audit_log",
    "crosswalk",
    "erased_people",
    "keep_group",
    "key_checks",
    "keyed_digest",
    "make_key",
    "open_groups",
    "owner_of",
    "prepare",
    "published_figures",
    "published_years",
    "quotes",
    "read_key",
    "reading",
    "record_references",
    "references_of",
    "remove_references",
    "restricted_sources",
    "restricted_texts",
    "seal",
    "signed_answers",
    "unseal",
    "upgrade",
    "writing",
]
