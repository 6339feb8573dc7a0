"""What keys are known by, and resets of how somebody signs in"""

import sqlalchemy as sa
from alembic import op

from evaluation.models.base import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "key_mark",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_key_mark")),
    )
    op.create_table(
        "sign_in_reset",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sign_in_reset_account_id_account")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_sign_in_reset_asked_by_account")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["account.id"], name=op.f("fk_sign_in_reset_confirmed_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_reset")),
        sa.UniqueConstraint("digest", name=op.f("uq_sign_in_reset_digest")),
    )
    op.create_index(op.f("ix_sign_in_reset_account_id"), "sign_in_reset", ["account_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_sign_in_reset_account_id"), table_name="sign_in_reset")
    op.drop_table("sign_in_reset")
    op.drop_table("key_mark")
