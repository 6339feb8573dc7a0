"""Keys that were destroyed on purpose"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import UtcDateTime

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("key_mark", sa.Column("destroyed_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("key_mark", "destroyed_at")
