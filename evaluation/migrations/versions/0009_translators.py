"""Who wrote a published translation"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import Json

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "published_translation", sa.Column("writers", Json, nullable=False, server_default=sa.text("'[]'"))
    )


def downgrade() -> None:
    op.drop_column("published_translation", "writers")
