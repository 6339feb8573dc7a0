"""The first schema"""

import sqlalchemy as sa
from alembic import op

from evaluation.migrations.permanent import protect, unprotect
from evaluation.models.base import Json, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "instrument_version",
        sa.Column("instrument", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_version")),
        sa.UniqueConstraint("digest", name=op.f("uq_instrument_version_digest")),
        sa.UniqueConstraint("instrument", "number", name=op.f("uq_instrument_version_instrument_number")),
    )
    op.create_table(
        "study",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study")),
        sa.UniqueConstraint("slug", name=op.f("uq_study_slug")),
    )
    op.create_table(
        "analysis_plan",
        sa.Column("study_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("locked_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_analysis_plan_study_id_study")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analysis_plan")),
        sa.UniqueConstraint("study_id", "number", name=op.f("uq_analysis_plan_study_id_number")),
    )
    op.create_table(
        "chapter",
        sa.Column("study_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["chapter.id"], name=op.f("fk_chapter_parent_id_chapter")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_chapter_study_id_study")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chapter")),
        sa.UniqueConstraint("study_id", "slug", name=op.f("uq_chapter_study_id_slug")),
    )
    with op.batch_alter_table("chapter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chapter_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "experiment",
        sa.Column("study_id", sa.Uuid(), nullable=False),
        sa.Column("chapter_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=True),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.Column("expected", sa.Integer(), nullable=True),
        sa.Column("came", sa.Integer(), nullable=True),
        sa.Column("hosts", sa.Integer(), nullable=True),
        sa.Column("guests", sa.Integer(), nullable=True),
        sa.Column("organisations", sa.Integer(), nullable=True),
        sa.Column("planned_rounds", sa.Integer(), nullable=True),
        sa.Column("actual_rounds", sa.Integer(), nullable=True),
        sa.Column("minutes_a_round", sa.Integer(), nullable=True),
        sa.Column("prompt_set", sa.String(length=200), nullable=False),
        sa.Column("languages", Json, nullable=False),
        sa.Column("options", Json, nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("frozen_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('weaving_trust', 'house_meeting', 'assembly', 'online', 'learning_module', 'other')",
            name=op.f("ck_experiment_kind_known"),
        ),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name=op.f("fk_experiment_chapter_id_chapter")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_experiment_study_id_study")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experiment")),
        sa.UniqueConstraint("slug", name=op.f("uq_experiment_slug")),
    )
    with op.batch_alter_table("experiment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_experiment_chapter_id"), ["chapter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_experiment_study_id"), ["study_id"], unique=False)

    op.create_table(
        "participant",
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=5), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("role IS NULL OR role IN ('host', 'guest')", name=op.f("ck_participant_role_known")),
        sa.ForeignKeyConstraint(
            ["experiment_id"], ["experiment.id"], name=op.f("fk_participant_experiment_id_experiment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_experiment_id"), ["experiment_id"], unique=False)

    op.create_table(
        "wave",
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("instrument_version_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("grace_minutes", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('pretest', 'pre', 'post', 'then', 'follow_up')", name=op.f("ck_wave_kind_known")),
        sa.CheckConstraint("closed_at IS NULL OR opened_at IS NOT NULL", name=op.f("ck_wave_closed_after_opened")),
        sa.ForeignKeyConstraint(["experiment_id"], ["experiment.id"], name=op.f("fk_wave_experiment_id_experiment")),
        sa.ForeignKeyConstraint(
            ["instrument_version_id"],
            ["instrument_version.id"],
            name=op.f("fk_wave_instrument_version_id_instrument_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave")),
        sa.UniqueConstraint("experiment_id", "kind", name=op.f("uq_wave_experiment_id_kind")),
    )
    op.create_table(
        "card",
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.String(length=9), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["experiment_id"], ["experiment.id"], name=op.f("fk_card_experiment_id_experiment")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_card_participant_id_participant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("participant_id", name=op.f("uq_card_participant_id")),
        sa.UniqueConstraint("token", name=op.f("uq_card_token")),
    )
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_card_experiment_id"), ["experiment_id"], unique=False)

    op.create_table(
        "response",
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("instrument_version_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("mode", sa.String(length=5), nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("receipt", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("submitted_at", UtcDateTime(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("mode IN ('phone', 'kiosk', 'paper')", name=op.f("ck_response_mode_known")),
        sa.ForeignKeyConstraint(
            ["experiment_id"], ["experiment.id"], name=op.f("fk_response_experiment_id_experiment")
        ),
        sa.ForeignKeyConstraint(
            ["instrument_version_id"],
            ["instrument_version.id"],
            name=op.f("fk_response_instrument_version_id_instrument_version"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_response_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_response_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
    )
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.create_index("ix_response_experiment_wave", ["experiment_id", "wave_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_response_participant_id"), ["participant_id"], unique=False)

    op.create_table(
        "open_answer",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("may_quote", sa.Boolean(), nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_open_answer_response_id_response")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_answer")),
    )
    with op.batch_alter_table("open_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_open_answer_response_id"), ["response_id"], unique=False)

    op.create_table(
        "response_revision",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("conflict", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_response_revision_response_id_response")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_revision")),
    )
    with op.batch_alter_table("response_revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_revision_response_id"), ["response_id"], unique=False)
    protect("instrument_version")


def downgrade() -> None:
    unprotect("instrument_version")
    with op.batch_alter_table("response_revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_response_revision_response_id"))

    op.drop_table("response_revision")
    with op.batch_alter_table("open_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_open_answer_response_id"))

    op.drop_table("open_answer")
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_response_participant_id"))
        batch_op.drop_index("ix_response_experiment_wave")

    op.drop_table("response")
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_card_experiment_id"))

    op.drop_table("card")
    op.drop_table("wave")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_experiment_id"))

    op.drop_table("participant")
    with op.batch_alter_table("experiment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_experiment_study_id"))
        batch_op.drop_index(batch_op.f("ix_experiment_chapter_id"))

    op.drop_table("experiment")
    with op.batch_alter_table("chapter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chapter_parent_id"))

    op.drop_table("chapter")
    op.drop_table("analysis_plan")
    op.drop_table("study")
    op.drop_table("instrument_version")
