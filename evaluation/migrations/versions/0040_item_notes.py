"""Notes from cognitive interviews, kept with the items they are about"""

import sqlalchemy as sa
from alembic import op

from evaluation.migrations.permanent import guard, protect, unguard, unprotect
from evaluation.models.base import UtcDateTime

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "item_note",
        sa.Column("instrument", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(60), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_note")),
    )
    op.create_index(op.f("ix_item_note_instrument"), "item_note", ["instrument"])
    protect("item_note")
    guard("item_note", (("id",),))


def downgrade() -> None:
    unguard("item_note")
    unprotect("item_note")
    op.drop_table("item_note")
