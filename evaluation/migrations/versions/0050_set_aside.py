"""People begun in a way that an honest phone hardly takes are set aside; what is tried too often is counted"""

import sqlalchemy as sa
from alembic import op

from evaluation.migrations.counting import BLANK, keep_count, stop_counting
from evaluation.migrations.counting_admitted import keep_admitted_count
from evaluation.models.base import UtcDateTime

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

COUNT_ALL = (
    "INSERT INTO response_count (wave_id, part, responses) "  # noqa: S608 - a digest that the program knows
    f"SELECT wave_id, 0, count(*) FROM response WHERE digest <> '{BLANK}' GROUP BY 1"
)


def upgrade() -> None:
    op.create_table(
        "set_aside",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(8), nullable=False),
        sa.Column("noticed_at", UtcDateTime(), nullable=False),
        sa.Column("admitted_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("reason IN ('no_start', 'repeated', 'flood')", name=op.f("ck_set_aside_reason_known")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_set_aside_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(
            ["experiment_id"], ["experiment.id"], name=op.f("fk_set_aside_experiment_id_experiment")
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_set_aside")),
    )
    op.create_index(op.f("ix_set_aside_experiment_id"), "set_aside", ["experiment_id"])
    op.create_table(
        "attempt_count",
        sa.Column("words", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(13), nullable=False),
        sa.Column("hour", UtcDateTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('wrong_code', 'code_put_off', 'start_put_off')", name=op.f("ck_attempt_count_kind_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt_count")),
    )
    op.create_index(op.f("ix_attempt_count_words"), "attempt_count", ["words"])
    stop_counting()
    keep_admitted_count()


def downgrade() -> None:
    stop_counting()
    keep_count()
    op.execute("DELETE FROM response_count")
    op.execute(COUNT_ALL)
    op.drop_table("attempt_count")
    op.drop_table("set_aside")
