"""The tables of the operations database: restricted text under seal, what keys must open, the audit log."""

import sqlalchemy as sa

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

key_checks = sa.Table(
    "key_checks",
    METADATA,
    sa.Column("name", sa.String, primary_key=True, comment="The key's file name"),
    sa.Column("check_value", sa.String, nullable=False, comment="What that key makes of a fixed word"),
)

restricted_sources = sa.Table(
    "restricted_sources",
    METADATA,
    sa.Column("source_system", sa.String, primary_key=True),
    sa.Column("input_digest", sa.String, nullable=False, comment="The export that the texts below are from"),
)

restricted_texts = sa.Table(
    "restricted_texts",
    METADATA,
    sa.Column("text_id", sa.Integer, primary_key=True),
    sa.Column("source_system", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False, comment="own_words, summary or text"),
    sa.Column("record_token", sa.String, nullable=False, comment="As in the release"),
    sa.Column("text_digest", sa.String, comment="Keyed; tells a changed text without opening it"),
    sa.Column("sealed", sa.LargeBinary, comment="Nonce and AES-GCM text; blank once closed"),
    sa.Column("opened_at", sa.String, nullable=False),
    sa.Column("closed_at", sa.String, comment="When the source no longer held it"),
    sa.UniqueConstraint("source_system", "kind", "record_token"),
    sa.CheckConstraint("(sealed IS NULL) = (closed_at IS NOT NULL)", name="closed_is_empty"),
)

quotes = sa.Table(
    "quotes",
    METADATA,
    sa.Column(
        "text_id", sa.Integer, sa.ForeignKey("restricted_texts.text_id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("enquiry_token", sa.String, index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("said_by", sa.String, nullable=False),
    sa.Column("said_on", sa.Date),
    sa.Column("theme", sa.String),
    sa.Column("polarity", sa.String),
    sa.Column("consent", sa.String, nullable=False),
    sa.Column("consent_by", sa.String),
    sa.Column("consent_scope", sa.String),
    sa.Column("consent_on", sa.Date),
    sa.Column("capacity_basis", sa.String),
    sa.Column("review_on", sa.Date),
    sa.Column("safe_to_use", sa.String),
    sa.Column("live_proceedings", sa.String),
)

crosswalk = sa.Table(
    "crosswalk",
    METADATA,
    sa.Column("token", sa.String, primary_key=True, comment="Pseudonym of a reference in `source_system`"),
    sa.Column("same_token", sa.String, nullable=False, comment="Pseudonym of the same record elsewhere"),
    sa.Column("kind", sa.String, nullable=False, comment="person, concern, enquiry …"),
    sa.Column("source_system", sa.String, nullable=False),
    sa.Column("same_system", sa.String, nullable=False),
)

erased_people = sa.Table(
    "erased_people",
    METADATA,
    sa.Column("token", sa.String, primary_key=True, comment="Keeps a later extract from bringing them back"),
    sa.Column("erased_at", sa.String, nullable=False),
)

audit_log = sa.Table(
    "audit_log",
    METADATA,
    sa.Column("entry_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.String, nullable=False, comment="UTC, ISO 8601"),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("action", sa.String, nullable=False),
    sa.Column("details", sa.String, nullable=False, comment="JSON; never a person's words or id"),
    sa.Column("previous_hash", sa.String, nullable=False, unique=True),
    sa.Column("hash", sa.String, nullable=False, unique=True),
)
