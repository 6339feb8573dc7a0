"""Responses in which nothing is answered are counted no longer"""

from alembic import op

from evaluation.migrations.counting import BLANK, keep_count, stop_counting

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

COUNT_ANEW = "INSERT INTO response_count (wave_id, part, responses) SELECT wave_id, 0, count(*) FROM response{} GROUP BY 1"


def upgrade() -> None:
    stop_counting()
    keep_count()
    op.execute("DELETE FROM response_count")
    op.execute(COUNT_ANEW.format(f" WHERE digest <> '{BLANK}'"))


def downgrade() -> None:
    op.execute("DELETE FROM response_count")
    op.execute(COUNT_ANEW.format(""))
