"""The way back from an enquiry's pseudonym to the source's own reference, under seal."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "record_references",
        sa.Column("source_system", sa.String, nullable=False),
        sa.Column("token_group", sa.String, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("source_system", "token_group", name="pk_record_references"),
    )


def downgrade() -> None:
    """Remove it, and with it every way back."""
    op.drop_table("record_references")
