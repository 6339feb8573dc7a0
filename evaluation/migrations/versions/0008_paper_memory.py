"""Memory elements keyed from paper"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import Json

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sheet_pass", sa.Column("memory", Json, nullable=False, server_default=sa.text("'{}'")))


def downgrade() -> None:
    op.drop_column("sheet_pass", "memory")
