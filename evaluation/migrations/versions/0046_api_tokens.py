"""API tokens, kept as digests"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import Json, UtcDateTime

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_token",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("scopes", Json, nullable=False),
        sa.Column("study_id", sa.Uuid()),
        sa.Column("chapter_id", sa.Uuid()),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("last_used_on", sa.Date()),
        sa.Column("revoked_at", UtcDateTime()),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("chapter_id IS NULL OR study_id IS NOT NULL", name=op.f("ck_api_token_chapter_in_study")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_api_token_account_id_account")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_api_token_study_id_study")),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name=op.f("fk_api_token_chapter_id_chapter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_token_digest")),
    )
    op.create_index(op.f("ix_api_token_account_id"), "api_token", ["account_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_api_token_account_id"), "api_token")
    op.drop_table("api_token")
