"""Whose an evening key is, so that of two volunteers' keys the right one is ended"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("evening_key", sa.Column("name", sa.String(60), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("evening_key", "name")
