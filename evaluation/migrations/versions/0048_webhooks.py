"""Webhooks, and what came of each telling"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import Json, UtcDateTime

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhook",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(500), nullable=False),
        sa.Column("events", Json, nullable=False),
        sa.Column("study_id", sa.Uuid()),
        sa.Column("chapter_id", sa.Uuid()),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("stopped_at", UtcDateTime()),
        sa.Column("removed_at", UtcDateTime()),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("chapter_id IS NULL OR study_id IS NOT NULL", name=op.f("ck_webhook_chapter_in_study")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_webhook_account_id_account")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_webhook_study_id_study")),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name=op.f("fk_webhook_chapter_id_chapter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )
    op.create_index(op.f("ix_webhook_account_id"), "webhook", ["account_id"])
    op.create_table(
        "webhook_delivery",
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("event", sa.String(20), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("happened_at", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", UtcDateTime()),
        sa.Column("delivered_at", UtcDateTime()),
        sa.Column("outcome", sa.String(60), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhook.id"], name=op.f("fk_webhook_delivery_webhook_id_webhook")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
        sa.UniqueConstraint(
            "webhook_id",
            "event",
            "subject",
            "happened_at",
            name=op.f("uq_webhook_delivery_webhook_id_event_subject_happened_at"),
        ),
    )
    op.create_index(op.f("ix_webhook_delivery_next_at"), "webhook_delivery", ["next_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_webhook_delivery_next_at"), "webhook_delivery")
    op.drop_table("webhook_delivery")
    op.drop_index(op.f("ix_webhook_account_id"), "webhook")
    op.drop_table("webhook")
