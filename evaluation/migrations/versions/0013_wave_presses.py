"""Presses of the evening's switch, so that each can be taken back"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wave_press",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("move", sa.String(6), nullable=False),
        sa.Column("closed_before", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("account_id", sa.Uuid()),
        sa.Column("undone_at", UtcDateTime()),
        sa.CheckConstraint("kind IN ('pretest', 'pre', 'post', 'then', 'follow_up')", name=op.f("ck_wave_press_kind_known")),
        sa.CheckConstraint("move IN ('open', 'reopen', 'close')", name=op.f("ck_wave_press_move_known")),
        sa.ForeignKeyConstraint(["experiment_id"], ["experiment.id"], name="fk_wave_press_experiment_id_experiment"),
        sa.PrimaryKeyConstraint("id", name="pk_wave_press"),
    )
    op.create_index("ix_wave_press_experiment_id", "wave_press", ["experiment_id"])


def downgrade() -> None:
    op.drop_index("ix_wave_press_experiment_id", table_name="wave_press")
    op.drop_table("wave_press")
