"""The language that somebody chose to read staff pages in"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("language", sa.String(length=35), nullable=True))


def downgrade() -> None:
    op.drop_column("account", "language")
