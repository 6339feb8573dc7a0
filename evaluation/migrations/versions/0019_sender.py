"""Which phone sent a response, as a mark that tells nothing else, so that no other phone sends over it"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("response", sa.Column("sender", sa.String(length=12), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("response", "sender")
