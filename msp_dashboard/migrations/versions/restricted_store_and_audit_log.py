"""The restricted store and the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, and let nothing change or remove an entry of the audit log."""
    _keys_and_sources()
    _texts()
    _quotes()
    _audit_log()


def downgrade() -> None:
    """Remove them all."""
    for name in ("audit_log", "quotes", "restricted_texts", "restricted_sources", "key_checks"):
        op.drop_table(name)


def _keys_and_sources() -> None:
    op.create_table(
        "key_checks",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("check_value", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_key_checks"),
    )
    op.create_table(
        "restricted_sources",
        sa.Column("source_system", sa.String, nullable=False),
        sa.Column("input_digest", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("source_system", name="pk_restricted_sources"),
    )


def _texts() -> None:
    op.create_table(
        "restricted_texts",
        sa.Column("text_id", sa.Integer, nullable=False),
        sa.Column("source_system", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("record_token", sa.String, nullable=False),
        sa.Column("text_digest", sa.String),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("opened_at", sa.String, nullable=False),
        sa.Column("closed_at", sa.String),
        sa.PrimaryKeyConstraint("text_id", name="pk_restricted_texts"),
        sa.UniqueConstraint(
            "source_system",
            "kind",
            "record_token",
            name="uq_restricted_texts_source_system_kind_record_token",
        ),
        sa.CheckConstraint(
            "(sealed IS NULL) = (closed_at IS NOT NULL)", name="ck_restricted_texts_closed_is_empty"
        ),
    )


def _quotes() -> None:
    op.create_table(
        "quotes",
        sa.Column("text_id", sa.Integer, nullable=False),
        sa.Column("enquiry_token", sa.String),
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
        sa.PrimaryKeyConstraint("text_id", name="pk_quotes"),
        sa.ForeignKeyConstraint(
            ["text_id"], ["restricted_texts.text_id"], name="fk_quotes_text_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_quotes_enquiry_token", "quotes", ["enquiry_token"])


def _audit_log() -> None:
    op.create_table(
        "audit_log",
        sa.Column("entry_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("details", sa.String, nullable=False),
        sa.Column("previous_hash", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name="pk_audit_log"),
        sa.UniqueConstraint("previous_hash", name="uq_audit_log_previous_hash"),
        sa.UniqueConstraint("hash", name="uq_audit_log_hash"),
    )
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_log_no_{change.lower()} BEFORE {change} ON audit_log "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        )
