"""Waves are frozen, not evenings: a follow-up that was not held yet can be, and is told of by a later release"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import UtcDateTime

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

OF_ITS_EXPERIMENT = "(SELECT frozen_at FROM experiment WHERE experiment.id = wave.experiment_id)"
OF_ITS_WAVES = "(SELECT min(frozen_at) FROM wave WHERE wave.experiment_id = experiment.id)"


def upgrade() -> None:
    op.add_column("wave", sa.Column("frozen_at", UtcDateTime(), nullable=True))
    op.execute(f"UPDATE wave SET frozen_at = {OF_ITS_EXPERIMENT} WHERE kind <> 'follow_up' OR closed_at IS NOT NULL")
    op.drop_column("experiment", "frozen_at")


def downgrade() -> None:
    op.add_column("experiment", sa.Column("frozen_at", UtcDateTime(), nullable=True))
    op.execute(f"UPDATE experiment SET frozen_at = {OF_ITS_WAVES}")
    op.drop_column("wave", "frozen_at")
