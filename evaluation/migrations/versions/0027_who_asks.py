"""Who asks the questions of a study, as participants are told"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kind = sa.JSON().with_variant(JSONB(), "postgresql")
    op.add_column("study", sa.Column("who_asks", kind, nullable=False, server_default=sa.text("'{}'")))


def downgrade() -> None:
    op.drop_column("study", "who_asks")
