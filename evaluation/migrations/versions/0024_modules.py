"""The modules that are asked after a wave's own questions"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    modules = sa.JSON().with_variant(JSONB(), "postgresql")
    op.add_column("wave", sa.Column("modules", modules, server_default=sa.text("'[]'"), nullable=False))


def downgrade() -> None:
    op.drop_column("wave", "modules")
