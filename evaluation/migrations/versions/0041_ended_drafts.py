"""A draft that was published or thrown away stays with its history"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import UtcDateTime

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft", sa.Column("ended_at", UtcDateTime(), nullable=True))
    op.add_column("draft", sa.Column("published_as", sa.Integer(), nullable=True))


def downgrade() -> None:
    ended = "(SELECT id FROM draft WHERE ended_at IS NOT NULL)"
    op.execute(f"DELETE FROM draft_change WHERE draft_id IN {ended}")  # noqa: S608 - no input is in it
    op.execute(f"DELETE FROM draft_translation WHERE draft_id IN {ended}")  # noqa: S608 - no input is in it
    op.execute("DELETE FROM draft WHERE ended_at IS NOT NULL")
    op.drop_column("draft", "published_as")
    op.drop_column("draft", "ended_at")
