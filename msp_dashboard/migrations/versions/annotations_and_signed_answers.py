"""What authorised readers write: dated events, and signed answers kept with their release."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make both tables."""
    _annotations()
    _signed_answers()


def downgrade() -> None:
    """Remove both."""
    for name in ("signed_answers", "annotations"):
        op.drop_table(name)


def _annotations() -> None:
    op.create_table(
        "annotations",
        sa.Column("annotation_id", sa.Integer, nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("team", sa.String),
        sa.Column("written_by", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("written_at", sa.String, nullable=False),
        sa.Column("withdrawn_by", sa.String),
        sa.Column("withdrawn_at", sa.String),
        sa.PrimaryKeyConstraint("annotation_id", name="pk_annotations"),
        sa.CheckConstraint("ends_on >= happened_on", name="ck_annotations_ends_after_it_began"),
        sa.CheckConstraint(
            "(withdrawn_by IS NULL) = (withdrawn_at IS NULL)", name="ck_annotations_withdrawn_by_somebody"
        ),
    )


def _signed_answers() -> None:
    op.create_table(
        "signed_answers",
        sa.Column("answer_id", sa.Integer, nullable=False),
        sa.Column("release_number", sa.Integer, nullable=False),
        sa.Column("content_hash", sa.String, nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("signed_by", sa.String, nullable=False),
        sa.Column("signer_name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("signed_at", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("answer_id", name="pk_signed_answers"),
        sa.UniqueConstraint(
            "release_number",
            "question",
            "version",
            name="uq_signed_answers_release_number_question_version",
        ),
    )
