"""The ledger's pages of reports that are no releases"""

import sqlalchemy as sa
from alembic import op

from evaluation.migrations.permanent import guard, protect, unguard, unprotect
from evaluation.models.base import Json, UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_page",
        sa.Column("study_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("page", Json, nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_report_page_study_id_study")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_page")),
        sa.UniqueConstraint("study_id", "place", name=op.f("uq_report_page_study_id_place")),
    )
    protect("report_page")
    guard("report_page", (("id",), ("study_id", "place")))


def downgrade() -> None:
    unguard("report_page")
    unprotect("report_page")
    op.drop_table("report_page")
