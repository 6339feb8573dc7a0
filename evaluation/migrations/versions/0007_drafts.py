"""Drafts of instruments, publications, published translations"""

import sqlalchemy as sa
from alembic import op

from evaluation.migrations.permanent import protect, unprotect
from evaluation.models.base import Json, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PERMANENT = ("publication", "published_translation")


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("instrument", sa.String(length=60), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reasons", Json, nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(length=254), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_instrument"), "draft", ["instrument"], unique=False)
    op.create_table(
        "draft_translation",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=30), nullable=False),
        sa.Column("entries", Json, nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_draft_translation_draft_id_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_translation")),
        sa.UniqueConstraint("draft_id", "language", name=op.f("uq_draft_translation_draft_id_language")),
    )
    op.create_table(
        "publication",
        sa.Column("instrument_version_id", sa.Uuid(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reasons", Json, nullable=False),
        sa.Column("published_by", sa.String(length=254), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instrument_version_id"],
            ["instrument_version.id"],
            name=op.f("fk_publication_instrument_version_id_instrument_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("instrument_version_id", name=op.f("uq_publication_instrument_version_id")),
    )
    op.create_table(
        "published_translation",
        sa.Column("instrument_version_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=30), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instrument_version_id"],
            ["instrument_version.id"],
            name=op.f("fk_published_translation_instrument_version_id_instrument_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_translation")),
        sa.UniqueConstraint("digest", name=op.f("uq_published_translation_digest")),
        sa.UniqueConstraint(
            "instrument_version_id", "language", name=op.f("uq_published_translation_instrument_version_id_language")
        ),
    )
    for table in PERMANENT:
        protect(table)


def downgrade() -> None:
    for table in PERMANENT:
        unprotect(table)
    op.drop_table("published_translation")
    op.drop_table("publication")
    op.drop_table("draft_translation")
    op.drop_index(op.f("ix_draft_instrument"), table_name="draft")
    op.drop_table("draft")
