"""The tables of the operations database: restricted text under seal, what readers write, the audit log."""

from enum import StrEnum

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

record_references = sa.Table(
    "record_references",
    METADATA,
    sa.Column("source_system", sa.String, primary_key=True),
    sa.Column("token_group", sa.String, primary_key=True, comment="How the enquiries' pseudonyms begin"),
    sa.Column("sealed", sa.LargeBinary, nullable=False, comment="The source's references by pseudonym, JSON"),
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

annotations = sa.Table(
    "annotations",
    METADATA,
    sa.Column("annotation_id", sa.Integer, primary_key=True),
    sa.Column("happened_on", sa.Date, nullable=False),
    sa.Column("ends_on", sa.Date, comment="Blank where it goes on"),
    sa.Column("kind", sa.String, nullable=False, comment="From a closed list"),
    sa.Column("text", sa.String, nullable=False, comment="Screened for identifiers"),
    sa.Column("team", sa.String, comment="A team of a release; blank for the whole council"),
    sa.Column("written_by", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("written_at", sa.String, nullable=False, comment="UTC, ISO 8601"),
    sa.Column("withdrawn_by", sa.String),
    sa.Column("withdrawn_at", sa.String, comment="Nothing is ever deleted"),
    sa.CheckConstraint("ends_on >= happened_on", name="ends_after_it_began"),
    sa.CheckConstraint("(withdrawn_by IS NULL) = (withdrawn_at IS NULL)", name="withdrawn_by_somebody"),
)

signed_answers = sa.Table(
    "signed_answers",
    METADATA,
    sa.Column("answer_id", sa.Integer, primary_key=True),
    sa.Column("release_number", sa.Integer, nullable=False),
    sa.Column(
        "content_hash", sa.String, nullable=False, comment="Of the facts that the signer had before them"
    ),
    sa.Column("question", sa.String, nullable=False, comment="From a closed list"),
    sa.Column("version", sa.Integer, nullable=False, comment="From 1; the highest stands, all are kept"),
    sa.Column("text", sa.String, nullable=False, comment="Screened for identifiers"),
    sa.Column("signed_by", sa.String, nullable=False),
    sa.Column("signer_name", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("signed_at", sa.String, nullable=False, comment="UTC, ISO 8601"),
    sa.UniqueConstraint("release_number", "question", "version"),
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


class FigureState(StrEnum):
    """What a published figure is: a number, one that cannot be, hidden by its publisher, or not there."""

    usable = "usable"
    not_usable = "not_usable"
    suppressed = "suppressed"
    not_available = "not_available"


published_years = sa.Table(
    "published_years",
    METADATA,
    sa.Column("source", sa.String, primary_key=True, comment="ascof_4b or sac"),
    sa.Column("year", sa.String, primary_key=True, comment="A financial year, such as 2024-25"),
    sa.Column("input_digest", sa.String, nullable=False, comment="The file that its figures are from"),
    sa.Column("imported_at", sa.String, nullable=False),
    sa.Column("council_code", sa.String, comment="One's own of either kind, where known"),
    sa.Column("council_name", sa.String, comment="One's own, as published; no other name is kept"),
)

published_figures = sa.Table(
    "published_figures",
    METADATA,
    sa.Column("source", sa.String, primary_key=True),
    sa.Column("year", sa.String, primary_key=True),
    sa.Column("council_code", sa.String, primary_key=True, comment="ONS code, new where borders change"),
    sa.Column("measure", sa.String, primary_key=True, comment="The measure here that it is closest to"),
    sa.Column("la_code", sa.String, nullable=False, comment="The return's own code, the same for years"),
    sa.Column("state", sa.String, nullable=False, comment="One of FigureState"),
    sa.Column("numerator", sa.Integer),
    sa.Column("denominator", sa.Integer),
    sa.Column("not_recorded", sa.Integer, comment="Blank where it is not published"),
    sa.Column("percentage", sa.Float, comment="As published, where it is"),
    sa.ForeignKeyConstraint(
        ["source", "year"], ["published_years.source", "published_years.year"], ondelete="CASCADE"
    ),
)
