"""Tables of a study's area, beside which the answers of those who came are set"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from evaluation.models.base import UtcDateTime

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "area_table",
        sa.Column("study_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rows", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("year", sa.String(length=20), nullable=False),
        sa.Column("licence", sa.String(length=200), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_area_table_study_id_study")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_table")),
        sa.UniqueConstraint("study_id", "number", name=op.f("uq_area_table_study_id_number")),
    )


def downgrade() -> None:
    op.drop_table("area_table")
