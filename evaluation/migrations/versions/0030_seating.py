"""Seating plans of evenings, a row for each time that one was made or changed"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from evaluation.models.base import UtcDateTime

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seating_version",
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_round", sa.Integer(), nullable=False),
        sa.Column("plan", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["experiment_id"], ["experiment.id"], name=op.f("fk_seating_version_experiment_id_experiment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seating_version")),
        sa.UniqueConstraint("experiment_id", "number", name=op.f("uq_seating_version_experiment_id_number")),
    )


def downgrade() -> None:
    op.drop_table("seating_version")
