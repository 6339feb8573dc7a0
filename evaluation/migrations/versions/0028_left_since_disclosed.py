"""How many people have left a wave since what was written at it was shown"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("wave", sa.Column("left_since_disclosed", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("wave", "left_since_disclosed")
