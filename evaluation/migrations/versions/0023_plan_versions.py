"""Who wrote a version of a study's plan, and why"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("analysis_plan", sa.Column("reason", sa.Text(), nullable=False, server_default=""))
    op.add_column("analysis_plan", sa.Column("written_by", sa.String(200), nullable=False, server_default=""))


def downgrade() -> None:
    for column in ("written_by", "reason"):
        op.drop_column("analysis_plan", column)
