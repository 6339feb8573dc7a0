"""A study that lets people under 16 answer where a parent or carer agreed"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("study", "consent"):
        op.add_column(table, sa.Column("parental_consent", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    for table in ("consent", "study"):
        op.drop_column(table, "parental_consent")
