"""Whether a session acts as PostgreSQL's role of participants' pages, which sees the rows that a request is about."""

import uuid

from sqlalchemy import text
from sqlalchemy.orm import Session

_SEEING = text(
    "SELECT set_config('weaving.brought', "
    "concat_ws(',', current_setting('weaving.brought', true), CAST(:identity AS text)), true)"
)


def is_of_participants(db: Session) -> bool:
    """Whether what a question about everybody asks has to be asked of a function of the database."""
    return db.info.get("role") == "participants"


def see_rows_of(db: Session, identity: uuid.UUID) -> None:
    """See what is stored under an identity that was made here, though the request did not bring it."""
    if is_of_participants(db) and str(identity) not in db.info.get("brought", ""):
        db.execute(_SEEING, {"identity": str(identity)})
