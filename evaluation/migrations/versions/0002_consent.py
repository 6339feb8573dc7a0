"""Consents, and signatures under translations"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "translation_signature",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signed_by", sa.String(length=200), nullable=False),
        sa.Column("signed_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_signature")),
        sa.UniqueConstraint("digest", name=op.f("uq_translation_signature_digest")),
    )
    op.create_table(
        "consent",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("method", sa.String(length=9), nullable=False),
        sa.Column("early", sa.Boolean(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "method IN ('card', 'phone', 'page', 'unmatched')", name=op.f("ck_consent_method_known")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_consent_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_consent_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("participant_id", "wave_id", name=op.f("uq_consent_participant_id_wave_id")),
    )
    op.create_index(op.f("ix_consent_wave_id"), "consent", ["wave_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_consent_wave_id"), table_name="consent")
    op.drop_table("consent")
    op.drop_table("translation_signature")
