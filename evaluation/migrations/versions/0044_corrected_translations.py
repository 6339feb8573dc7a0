"""A signed translation is corrected as its next number, which answers name"""

import sqlalchemy as sa
from alembic import op

from evaluation.migrations.permanent import guard, protect, unguard, unprotect
from evaluation.models.base import Json, UtcDateTime

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "correction_proposal",
        sa.Column("instrument", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(30), nullable=False),
        sa.Column("texts", Json, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.String(40), nullable=False),
        sa.Column("proposer", sa.String(254), nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_proposal")),
        sa.UniqueConstraint("instrument", "number", "language", name=op.f("uq_correction_proposal_instrument_number_language")),
    )
    op.create_table(
        "corrected_translation",
        sa.Column("instrument_version_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(30), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("changes", Json, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.String(40), nullable=False),
        sa.Column("proposer", sa.String(254), nullable=False),
        sa.Column("signed_by", sa.String(254), nullable=False),
        sa.Column("signed_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instrument_version_id"],
            ["instrument_version.id"],
            name=op.f("fk_corrected_translation_instrument_version_id_instrument_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrected_translation")),
        sa.UniqueConstraint(
            "instrument_version_id",
            "language",
            "number",
            name=op.f("uq_corrected_translation_instrument_version_id_language_number"),
        ),
    )
    protect("corrected_translation")
    guard("corrected_translation", (("id",), ("instrument_version_id", "language", "number")))
    op.add_column("response", sa.Column("translation", sa.String(300), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("response", "translation")
    unguard("corrected_translation")
    unprotect("corrected_translation")
    op.drop_table("corrected_translation")
    op.drop_table("correction_proposal")
