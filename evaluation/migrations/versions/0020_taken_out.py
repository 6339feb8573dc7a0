"""What was taken out of a draft, so that it can be put back"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import Json

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft", sa.Column("taken_out", Json, server_default=sa.text("'[]'"), nullable=False))


def downgrade() -> None:
    op.drop_column("draft", "taken_out")
