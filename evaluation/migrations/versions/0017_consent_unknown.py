"""A consent of which nobody knows what version of the words was shown"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consent") as batch:
        batch.alter_column("words", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    consent = sa.table("consent", sa.column("words"))
    op.execute(sa.update(consent).where(consent.c.words.is_(None)).values(words=1))
    with op.batch_alter_table("consent") as batch:
        batch.alter_column("words", existing_type=sa.Integer(), nullable=False)
