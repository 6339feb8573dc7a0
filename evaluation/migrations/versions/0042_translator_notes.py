"""Notes for translators, kept with a draft and with the version that comes of it"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import Json

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft", sa.Column("translator_notes", Json, nullable=False, server_default=sa.text("'{}'")))
    op.add_column("publication", sa.Column("translator_notes", Json, nullable=True))


def downgrade() -> None:
    op.drop_column("publication", "translator_notes")
    op.drop_column("draft", "translator_notes")
