"""Links, memory answers, paper sheets, evening keys"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import Json, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evening_key",
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_by_account", sa.Uuid(), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["experiment_id"], ["experiment.id"], name=op.f("fk_evening_key_experiment_id_experiment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evening_key")),
        sa.UniqueConstraint("digest", name=op.f("uq_evening_key_digest")),
    )
    with op.batch_alter_table("evening_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evening_key_experiment_id"), ["experiment_id"], unique=False)

    op.create_table(
        "link",
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("earlier_id", sa.Uuid(), nullable=False),
        sa.Column("later_id", sa.Uuid(), nullable=False),
        sa.Column("joined", sa.Boolean(), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("distance", sa.Integer(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_by_account", sa.Uuid(), nullable=True),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("undone_by", sa.String(length=80), nullable=True),
        sa.Column("undone_by_account", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "method IN ('memory_exact', 'memory_confirmed', 'person')", name=op.f("ck_link_method_known")
        ),
        sa.CheckConstraint("earlier_id <> later_id", name=op.f("ck_link_two_people")),
        sa.ForeignKeyConstraint(["earlier_id"], ["participant.id"], name=op.f("fk_link_earlier_id_participant")),
        sa.ForeignKeyConstraint(["experiment_id"], ["experiment.id"], name=op.f("fk_link_experiment_id_experiment")),
        sa.ForeignKeyConstraint(["later_id"], ["participant.id"], name=op.f("fk_link_later_id_participant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_earlier_id"), ["earlier_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_experiment_id"), ["experiment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_later_id"), ["later_id"], unique=False)
        batch_op.create_index(
            "uq_link_standing_later",
            ["later_id"],
            unique=True,
            sqlite_where=sa.text("joined AND undone_at IS NULL"),
            postgresql_where=sa.text("joined AND undone_at IS NULL"),
        )

    op.create_table(
        "sheet_batch",
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("twice", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_sheet_batch_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_batch")),
    )
    with op.batch_alter_table("sheet_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sheet_batch_wave_id"), ["wave_id"], unique=False)

    op.create_table(
        "card_return",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("came_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_card_return_card_id_card")),
        sa.ForeignKeyConstraint(
            ["experiment_id"], ["experiment.id"], name=op.f("fk_card_return_experiment_id_experiment")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_card_return_participant_id_participant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_return")),
        sa.UniqueConstraint("card_id", "experiment_id", name=op.f("uq_card_return_card_id_experiment_id")),
        sa.UniqueConstraint("participant_id", name=op.f("uq_card_return_participant_id")),
    )
    with op.batch_alter_table("card_return", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_card_return_experiment_id"), ["experiment_id"], unique=False)

    op.create_table(
        "memory_answer",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("carer_letter", sa.String(length=32), nullable=True),
        sa.Column("birth_day", sa.String(length=32), nullable=True),
        sa.Column("older_siblings", sa.String(length=32), nullable=True),
        sa.Column("town_letter", sa.String(length=32), nullable=True),
        sa.Column("phone_digits", sa.String(length=32), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_memory_answer_response_id_response"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_answer")),
        sa.UniqueConstraint("response_id", name=op.f("uq_memory_answer_response_id")),
    )
    op.create_table(
        "sheet",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["sheet_batch.id"], name=op.f("fk_sheet_batch_id_sheet_batch")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_sheet_response_id_response"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet")),
        sa.UniqueConstraint("batch_id", "number", name=op.f("uq_sheet_batch_id_number")),
    )
    with op.batch_alter_table("sheet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sheet_response_id"), ["response_id"], unique=False)

    op.create_table(
        "sheet_pass",
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fields", Json, nullable=False),
        sa.Column("texts", Json, nullable=False),
        sa.Column("keyed_at", UtcDateTime(), nullable=False),
        sa.Column("keyed_by", sa.String(length=80), nullable=False),
        sa.Column("keyed_by_account", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("number IN (1, 2, 3)", name=op.f("ck_sheet_pass_number_known")),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["sheet.id"], name=op.f("fk_sheet_pass_sheet_id_sheet"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_pass")),
        sa.UniqueConstraint("sheet_id", "number", name=op.f("uq_sheet_pass_sheet_id_number")),
    )


def downgrade() -> None:
    op.drop_table("sheet_pass")
    with op.batch_alter_table("sheet", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sheet_response_id"))

    op.drop_table("sheet")
    op.drop_table("memory_answer")
    with op.batch_alter_table("card_return", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_card_return_experiment_id"))

    op.drop_table("card_return")
    with op.batch_alter_table("sheet_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sheet_batch_wave_id"))

    op.drop_table("sheet_batch")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_link_standing_later",
            sqlite_where=sa.text("joined AND undone_at IS NULL"),
            postgresql_where=sa.text("joined AND undone_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_link_later_id"))
        batch_op.drop_index(batch_op.f("ix_link_experiment_id"))
        batch_op.drop_index(batch_op.f("ix_link_earlier_id"))

    op.drop_table("link")
    with op.batch_alter_table("evening_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evening_key_experiment_id"))

    op.drop_table("evening_key")
