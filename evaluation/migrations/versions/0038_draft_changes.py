"""The history of every draft: who changed what, and when"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import Json, UtcDateTime

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft_change",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(10), nullable=False),
        sa.Column("of", sa.Integer(), nullable=True),
        sa.Column("changes", Json, nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("writer", sa.String(40), nullable=False),
        sa.Column("made_by", sa.String(254), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "step IN ('saved', 'undone', 'redone', 'restored', 'typed')", name=op.f("ck_draft_change_step_known")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_draft_change_draft_id_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_change")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_draft_change_draft_id_number")),
    )


def downgrade() -> None:
    op.drop_table("draft_change")
