"""The day that people were told an evening was on, where it was corrected"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("experiment", sa.Column("promised_date", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("experiment", "promised_date")
