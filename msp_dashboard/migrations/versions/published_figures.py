"""The figures that were published of every council, for one's own to stand among."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "published_years",
        sa.Column("source", sa.String, nullable=False),
        sa.Column("year", sa.String, nullable=False),
        sa.Column("input_digest", sa.String, nullable=False),
        sa.Column("imported_at", sa.String, nullable=False),
        sa.Column("council_code", sa.String),
        sa.Column("council_name", sa.String),
        sa.PrimaryKeyConstraint("source", "year", name="pk_published_years"),
    )
    op.create_table(
        "published_figures",
        sa.Column("source", sa.String, nullable=False),
        sa.Column("year", sa.String, nullable=False),
        sa.Column("council_code", sa.String, nullable=False),
        sa.Column("measure", sa.String, nullable=False),
        sa.Column("la_code", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("numerator", sa.Integer),
        sa.Column("denominator", sa.Integer),
        sa.Column("not_recorded", sa.Integer),
        sa.Column("percentage", sa.Float),
        sa.PrimaryKeyConstraint("source", "year", "council_code", "measure", name="pk_published_figures"),
        sa.ForeignKeyConstraint(
            ["source", "year"],
            ["published_years.source", "published_years.year"],
            name="fk_published_figures_source",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    """Remove both."""
    for name in ("published_figures", "published_years"):
        op.drop_table(name)
