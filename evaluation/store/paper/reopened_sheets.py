"""A settled sheet is keyed anew for a reason that is written down; what it said stays until it is settled again."""

import uuid

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, selectinload

from evaluation.domain.answers_digest import answers_digest
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Experiment, PaperSheet, Response, ResponseRevision, SheetBatch, Wave
from evaluation.store.paper.double_entry import refuse_frozen, settled_fields, wave_of
from evaluation.store.paper.paper_responses import CODE, Keyer
from evaluation.store.paper.sheets import SheetStanding, locked_sheet, standing_of
from evaluation.store.responses.submission import QUOTE, quote_name


def reopen_sheet(db: Session, batch: SheetBatch, *, sheet: int, reason: str, keyer: Keyer) -> None:
    """Let a settled sheet be keyed anew, from its first pass on.

    The response that it made stays until the sheet is settled again, and then says what was keyed last. What was kept
    beside somebody else's answers goes at once.
    """
    refuse_frozen(wave_of(db, batch))
    row = locked_sheet(db, batch, number=sheet)
    faults = []
    if standing_of(row, batch) is not SheetStanding.SETTLED:
        faults.append(Message("Sheet %(sheet)s is not settled, so that it need not be reopened.", sheet=sheet))
    if not reason.strip():
        faults.append(Message("Say why the sheet is keyed anew: the reason is written down."))
    if faults:
        raise Refused(*faults)
    passes = len(row.passes)
    if not _is_its_own(db, row):
        _forget_conflict(db, row)
        row.response_id = None
    row.settled_at = None
    row.passes.clear()
    db.flush()
    keyer.by.note(db, "sheet reopened", f"sheet {row.id}", reason=reason.strip(), passes=passes)


def conflicting_sheets(db: Session, experiment: Experiment) -> list[tuple[uuid.UUID, int]]:
    """The settled sheets, by pile and number, whose card had answered otherwise: they count for nothing."""
    found = select(PaperSheet).join(SheetBatch).join(Wave, Wave.id == SheetBatch.wave_id)
    settled = found.where(Wave.experiment_id == experiment.id, PaperSheet.settled_at.is_not(None))
    rows = db.scalars(settled.options(selectinload(PaperSheet.passes)).order_by(SheetBatch.made_at, PaperSheet.number))
    return [(row.batch_id, row.number) for row in rows if _is_conflicting(db, row)]


def same_sheet(db: Session, batch: SheetBatch, *, sheet: int) -> int | None:
    """Another settled sheet of the pile that says the same with the same card, the first of them."""
    row = locked_sheet(db, batch, number=sheet)
    others = select(PaperSheet).where(PaperSheet.batch_id == batch.id, PaperSheet.response_id == row.response_id)
    settled = others.where(PaperSheet.id != row.id, PaperSheet.settled_at.is_not(None)).order_by(PaperSheet.number)
    return next((other.number for other in db.scalars(settled) if _digest(other) == _digest(row)), None)


def _is_conflicting(db: Session, row: PaperSheet) -> bool:
    if row.response_id is None or not row.passes:
        return False
    kept = ResponseRevision.response_id == row.response_id, ResponseRevision.digest == _digest(row)
    return db.scalars(select(ResponseRevision.id).where(*kept, ResponseRevision.conflict).limit(1)).first() is not None


def _is_its_own(db: Session, row: PaperSheet) -> bool:
    """Whether the response is of this sheet alone, so that it may say something else."""
    made = db.get(Response, row.response_id) if row.response_id else None
    if made is None or made.mode != "paper" or made.digest != _digest(row):
        return False
    also = select(PaperSheet.id).where(PaperSheet.response_id == made.id, PaperSheet.id != row.id)
    return db.scalars(also.limit(1)).first() is None


def _forget_conflict(db: Session, row: PaperSheet) -> None:
    """Take away what was kept of this sheet beside the answers that stand."""
    if row.response_id is None or not row.passes:
        return
    kept = ResponseRevision.response_id == row.response_id, ResponseRevision.digest == _digest(row)
    db.execute(delete(ResponseRevision).where(*kept, ResponseRevision.conflict))


def _digest(row: PaperSheet) -> str:
    """The digest of what the sheet said when it was settled."""
    fields, texts = settled_fields(row), row.passes[0].texts
    answers = {item: value for item, value in fields.items() if item != CODE and not item.endswith(QUOTE)}
    return answers_digest(answers, texts, may_quote={item for item in texts if quote_name(item) in fields})
