"""That answers compare against the rule is confirmed by two people, whose reasons are kept with the version"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import Json

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("publication", sa.Column("confirmed", Json, nullable=True))


def downgrade() -> None:
    op.drop_column("publication", "confirmed")
