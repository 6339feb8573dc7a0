"""What somebody else read in a translated text, kept with the translation"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import Json

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None
TABLES = ("draft_translation", "published_translation")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("back_translations", Json, nullable=False, server_default=sa.text("'{}'")))


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_column(table, "back_translations")
