"""What people wrote freely, sorted by theme and stance, and who released it"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WORDS = (("theme", 80), ("stance", 11), ("released_by", 200))


def upgrade() -> None:
    answer = sa.table("open_answer", sa.column("may_quote", sa.Boolean), sa.column("released_at"))
    op.execute(sa.update(answer).where(sa.not_(answer.c.may_quote)).values(released_at=None))
    with op.batch_alter_table("open_answer") as batch:
        for name, length in WORDS:
            batch.add_column(sa.Column(name, sa.String(length), nullable=False, server_default=""))
        batch.create_check_constraint("stance_known", "stance IN ('', 'supports', 'complicates', 'contradicts')")
        batch.create_check_constraint("released_as_agreed", "released_at IS NULL OR may_quote")


def downgrade() -> None:
    with op.batch_alter_table("open_answer") as batch:
        for name in ("released_as_agreed", "stance_known"):
            batch.drop_constraint(batch.f(f"ck_open_answer_{name}"), type_="check")
        for name, _length in reversed(WORDS):
            batch.drop_column(name)
