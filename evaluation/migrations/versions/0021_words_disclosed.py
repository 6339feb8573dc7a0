"""Which open answers have been shown, and up to when those who came to a wave were counted"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("open_answer", sa.Column("disclosed_at", UtcDateTime(), nullable=True))
    op.add_column("wave", sa.Column("words_disclosed_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("wave", "words_disclosed_at")
    op.drop_column("open_answer", "disclosed_at")
