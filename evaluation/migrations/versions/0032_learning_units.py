"""The units of learning modules, a row for each meeting"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import UtcDateTime

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "learning_unit",
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("begins_at", UtcDateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("came IS NULL OR came >= 0", name=op.f("ck_learning_unit_came_not_below_zero")),
        sa.ForeignKeyConstraint(
            ["experiment_id"], ["experiment.id"], name=op.f("fk_learning_unit_experiment_id_experiment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_unit")),
        sa.UniqueConstraint("experiment_id", "number", name=op.f("uq_learning_unit_experiment_id_number")),
    )


def downgrade() -> None:
    op.drop_table("learning_unit")
