"""Evenings that are cancelled or archived, and those that were removed a few minutes ago"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import Json, UtcDateTime

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("experiment", sa.Column("cancelled_at", UtcDateTime(), nullable=True))
    op.add_column("experiment", sa.Column("archived_at", UtcDateTime(), nullable=True))
    op.create_table(
        "removed_experiment",
        sa.Column("chapter_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("rows", Json, nullable=False),
        sa.Column("removed_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name=op.f("fk_removed_experiment_chapter_id_chapter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removed_experiment")),
    )


def downgrade() -> None:
    op.drop_table("removed_experiment")
    op.drop_column("experiment", "archived_at")
    op.drop_column("experiment", "cancelled_at")
