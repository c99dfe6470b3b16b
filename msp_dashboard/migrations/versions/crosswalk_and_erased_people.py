"""Which records of two systems are one, and which people were erased, as pseudonyms."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "crosswalk",
        sa.Column("token", sa.String, nullable=False),
        sa.Column("same_token", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("source_system", sa.String, nullable=False),
        sa.Column("same_system", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_crosswalk"),
    )
    op.create_table(
        "erased_people",
        sa.Column("token", sa.String, nullable=False),
        sa.Column("erased_at", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_erased_people"),
    )


def downgrade() -> None:
    """Remove both."""
    for name in ("erased_people", "crosswalk"):
        op.drop_table(name)
