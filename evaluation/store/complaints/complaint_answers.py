"""What becomes of a complaint: acknowledged, answered, closed, opened again; each is written down without its words."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Complaint, ComplaintContact
from evaluation.store.log.actor import RecordedActor

LONGEST_ANSWER = 4000


def acknowledge(db: Session, row: Complaint, *, by: RecordedActor) -> None:
    """Note that whoever complained was told that it came in."""
    if row.acknowledged_at is None:
        row.acknowledged_at = by.now
        by.note(db, "complaint acknowledged", f"complaint {row.id}", days=(by.now - row.received_at).days)


def answer(db: Session, row: Complaint, *, text: str, seen: str, by: RecordedActor) -> None:
    """Answer it: whoever has its code reads this.

    `seen` is the answer that stood there when this one was begun: refused where somebody has answered since, and where
    it was closed.
    """
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise Refused(Message("Write the answer first."))
    if len(said) > LONGEST_ANSWER:
        raise Refused(Message("An answer has at most %(most)s characters.", most=LONGEST_ANSWER))
    if said == row.answer:
        return
    if row.closed_at is not None:
        raise Refused(Message("This was closed meanwhile. Open it again before you answer."))
    if seen != answer_mark(row):
        raise Refused(
            Message("Somebody answered meanwhile: “%(answer)s”. Send yours again to replace it.", answer=row.answer)
        )
    acknowledge(db, row, by=by)
    row.answer, row.answered_at = said, by.now
    by.note(db, "complaint answered", f"complaint {row.id}", days=(by.now - row.received_at).days)


def answer_mark(row: Complaint) -> str:
    """What tells the answer that stands there from an earlier or a later one; empty where there is none."""
    return row.answered_at.isoformat() if row.answered_at else ""


def close(db: Session, row: Complaint, *, by: RecordedActor) -> None:
    """Close it, and delete how to reach whoever complained; refused before it was answered."""
    if row.answered_at is None:
        raise Refused(Message("Answer it before you close it: whoever complained reads the answer with their code."))
    if row.closed_at is None:
        row.closed_at = by.now
        db.execute(delete(ComplaintContact).where(ComplaintContact.complaint_id == row.id))
        by.note(db, "complaint closed", f"complaint {row.id}")


def reopen(db: Session, row: Complaint, *, by: RecordedActor) -> None:
    """Open it again; how to reach whoever complained is gone."""
    if row.closed_at is not None:
        row.closed_at = None
        by.note(db, "complaint reopened", f"complaint {row.id}")
