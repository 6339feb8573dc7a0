"""The secret address at which somebody's calendar finds their evenings, kept as a digest"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("calendar_digest", sa.String(64)))
    op.create_index(op.f("ix_account_calendar_digest"), "account", ["calendar_digest"], unique=True)


def downgrade() -> None:
    op.drop_index(op.f("ix_account_calendar_digest"), "account")
    op.drop_column("account", "calendar_digest")
