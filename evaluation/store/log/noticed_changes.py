"""What the log says was noticed of changes that somebody made past the safeguards."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import AuditEntry

NOTICED = "change of published questions noticed"


def is_noticed(db: Session, found: str) -> bool:
    """Whether a finding stands in the log already."""
    noted = db.scalars(select(AuditEntry.details).where(AuditEntry.action == NOTICED))
    return any(details.get("found") == found for details in noted)
