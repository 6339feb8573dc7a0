"""What is left to do after answers were deleted, and files that were taken away for it"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import UtcDateTime

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pending_erasure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("deleted_at", UtcDateTime(), nullable=False),
        sa.Column("words", sa.Boolean(), nullable=False),
        sa.Column("files_gone_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_pending_erasure"),
    )
    op.add_column("job", sa.Column("recalled_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("job", "recalled_at")
    op.drop_table("pending_erasure")
