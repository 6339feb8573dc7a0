"""How many responses each wave has, kept beside them"""

import sqlalchemy as sa
from alembic import op

from evaluation.migrations.counting import keep_count, stop_counting

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "response_count",
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("responses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_response_count_wave_id_wave")),
        sa.PrimaryKeyConstraint("wave_id", "part", name=op.f("pk_response_count")),
    )
    op.execute(
        "INSERT INTO response_count (wave_id, part, responses) "
        "SELECT wave_id, 0, count(*) FROM response GROUP BY wave_id"
    )
    keep_count()


def downgrade() -> None:
    stop_counting()
    op.drop_table("response_count")
