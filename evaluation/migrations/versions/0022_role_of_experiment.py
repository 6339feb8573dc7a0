"""Whether an experiment is a workshop or a comparison group"""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ROLE = (
    "ALTER TABLE experiment ADD COLUMN role VARCHAR(10) DEFAULT 'workshop' NOT NULL "
    "CONSTRAINT ck_experiment_role_known CHECK (role IN ('workshop', 'comparison'))"
)
"""Written out, since on SQLite Alembic would rebuild the table for the condition."""


def upgrade() -> None:
    op.execute(ROLE)


def downgrade() -> None:
    op.drop_column("experiment", "role")
