"""What is permanent cannot be replaced or emptied; the class that a person declared for a change stays with it"""

import sqlalchemy as sa
from alembic import op

from evaluation.migrations.permanent import guard, protect, unguard, unprotect
from evaluation.models.base import Json

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KEYS = {
    "instrument_version": (("id",), ("instrument", "number"), ("digest",)),
    "publication": (("id",), ("instrument_version_id",)),
    "published_translation": (("id",), ("instrument_version_id", "language"), ("digest",)),
    "release": (("id",), ("study_id", "number")),
    "release_event": (("id",), ("release_id", "place")),
    "release_file": (("id",), ("release_id", "name")),
    "audit_entry": (("number",),),
    "analysis_plan": (("id",), ("study_id", "number")),
}
"""Each permanent table and the columns, alone or together, that no two of its rows share."""


def upgrade() -> None:
    op.add_column("publication", sa.Column("classes", Json, nullable=True))
    op.add_column("draft", sa.Column("classes", Json, nullable=False, server_default=sa.text("'{}'")))
    protect("analysis_plan", once="locked_at")
    for table, keys in KEYS.items():
        guard(table, keys)


def downgrade() -> None:
    for table in KEYS:
        unguard(table)
    unprotect("analysis_plan")
    op.drop_column("draft", "classes")
    op.drop_column("publication", "classes")
