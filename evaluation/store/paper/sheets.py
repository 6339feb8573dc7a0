"""Piles of paper forms, and where each sheet stands: to key, to key again, to decide, settled."""

import enum
import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Experiment, PaperSheet, SheetBatch, Wave
from evaluation.store.paper.paper_responses import Keyer
from evaluation.store.studies.persons import FOLLOW_UP, REPORTED
from evaluation.store.studies.wave_windows import window_of
from evaluation.store.studies.waves import waves_of

TWICE_FROM = 20
"""From this many sheets of a wave on, every sheet is keyed a second time: 0.37 errors in 1,000 fields become 0.046."""

OF_A_FILE = Message("The answers of this evening came from a file: no paper can be keyed there.")


class SheetStanding(enum.StrEnum):
    """Where a sheet stands."""

    TO_KEY = "to_key"
    TO_KEY_AGAIN = "to_key_again"
    TO_DECIDE = "to_decide"
    SETTLED = "settled"


def add_batch(
    db: Session,
    experiment: Experiment,
    *,
    kind: str,
    sheets: int,
    keyer: Keyer,
    language: str = "en",
    numbers: Sequence[int] = (),
) -> SheetBatch:
    """A pile of sheets of one wave; keyed twice where the wave has 20 or more on paper, earlier piles counted.

    `numbers` are those printed on the sheets; without them the sheets are numbered from 1.
    """
    sheets, numbers = (len(numbers), numbers) if numbers else (sheets, range(1, sheets + 1))
    wave = waves_of(db, experiment).get(kind)
    faults = []
    if wave is None:
        faults.append(Message("This experiment has no wave “%(wave)s”.", wave=kind))
    if not 1 <= sheets <= 500:
        faults.append(Message("A pile has between 1 and 500 sheets, not %(sheets)s.", sheets=sheets))
    if experiment.is_from_file:
        faults.append(OF_A_FILE)
    if wave is not None and wave.frozen_at:
        faults.append(Message("The data of this experiment are frozen: no sheet can be added any more."))
    if faults or wave is None:
        raise Refused(*faults)
    before = db.scalars(select(func.sum(SheetBatch.sheets)).where(SheetBatch.wave_id == wave.id)).one() or 0
    batch = SheetBatch(
        wave_id=wave.id, sheets=sheets, twice=before + sheets >= TWICE_FROM, language=language, made_at=keyer.by.now
    )
    db.add(batch)
    db.flush()
    db.add_all(PaperSheet(batch_id=batch.id, number=number) for number in numbers)
    db.flush()
    keyer.by.note(db, "pile of sheets added", f"sheet_batch {batch.id}", wave=kind, sheets=sheets, twice=batch.twice)
    return batch


def unfrozen_kinds(db: Session, experiment: Experiment) -> list[str]:
    """The waves of which sheets can still be keyed; none of an evening whose answers came from a file."""
    if experiment.is_from_file:
        return []
    return [kind for kind, wave in waves_of(db, experiment).items() if wave.frozen_at is None]


def kinds_on_paper(db: Session, experiment: Experiment) -> list[str]:
    """The waves that are asked on paper now: Before and After until they are frozen, then a follow-up that is asked."""
    unfrozen, follow_up = unfrozen_kinds(db, experiment), waves_of(db, experiment).get(FOLLOW_UP)
    that_day = [kind for kind in unfrozen if kind in {"pre", "post"}]
    is_asked = follow_up is not None and (follow_up.opened_at is not None or bool(window_of(experiment, FOLLOW_UP)))
    return that_day or ([FOLLOW_UP] if is_asked and FOLLOW_UP in unfrozen else [])


def remove_batch(db: Session, batch: SheetBatch, *, keyer: Keyer) -> None:
    """Take away a pile that was begun by mistake or in a wrong number; refused once a sheet of it has been keyed."""
    sheets = db.scalars(select(PaperSheet).where(PaperSheet.batch_id == batch.id).with_for_update()).all()
    keyed = sum(bool(sheet.passes or sheet.settled_at) for sheet in sheets)
    if keyed:
        raise Refused(
            Message(
                "Sheets of this pile have been keyed already, %(keyed)s of them, so that it stays. Say of a sheet that "
                "is too many that it is empty.",
                keyed=keyed,
            )
        )
    keyer.by.note(db, "pile of sheets removed", f"sheet_batch {batch.id}", sheets=batch.sheets)
    for sheet in sheets:
        db.delete(sheet)
    db.flush()
    db.delete(batch)
    db.flush()


def batches_of(db: Session, experiment: Experiment) -> list[SheetBatch]:
    """The piles of an experiment, the oldest first."""
    found = select(SheetBatch).join(Wave).where(Wave.experiment_id == experiment.id)
    return list(db.scalars(found.order_by(SheetBatch.made_at, SheetBatch.id)))


def batch_of(db: Session, experiment: Experiment, *, batch: uuid.UUID) -> SheetBatch:
    """A pile of an experiment; refused where it has no such pile."""
    found = select(SheetBatch).join(Wave).where(Wave.experiment_id == experiment.id, SheetBatch.id == batch)
    row = db.scalars(found).one_or_none()
    if row is None:
        raise Refused(Message("This experiment has no pile of sheets with the id %(pile)s.", pile=batch))
    return row


def sheets_not_in(db: Session, experiments: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many sheets of each experiment a report made now would be without, not being settled; none is left out."""
    counted = select(Wave.experiment_id, func.count(PaperSheet.id)).select_from(PaperSheet)
    counted = counted.join(SheetBatch, SheetBatch.id == PaperSheet.batch_id).join(Wave, Wave.id == SheetBatch.wave_id)
    asked = Wave.experiment_id.in_(list(experiments)), PaperSheet.settled_at.is_(None), REPORTED
    return {
        experiment: int(sheets) for experiment, sheets in db.execute(counted.where(*asked).group_by(Wave.experiment_id))
    }


def sheets_of(db: Session, batch: SheetBatch) -> list[tuple[int, SheetStanding]]:
    """Where each sheet of a pile stands, by its number: never what was keyed."""
    rows = db.scalars(
        select(PaperSheet)
        .where(PaperSheet.batch_id == batch.id)
        .options(selectinload(PaperSheet.passes))
        .order_by(PaperSheet.number)
    )
    return [(sheet.number, standing_of(sheet, batch)) for sheet in rows]


def settled_sheets(db: Session, batch: SheetBatch) -> list[int]:
    """The numbers of the sheets of a pile that are settled."""
    return [number for number, standing in sheets_of(db, batch) if standing is SheetStanding.SETTLED]


def locked_sheet(db: Session, batch: SheetBatch, *, number: int) -> PaperSheet:
    """One sheet of a pile with its passes, held for whoever writes; refused where there is none."""
    found = select(PaperSheet).where(PaperSheet.batch_id == batch.id, PaperSheet.number == number)
    row = db.scalars(found.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if row is None:
        span = select(func.min(PaperSheet.number), func.max(PaperSheet.number)).where(PaperSheet.batch_id == batch.id)
        first, last = db.execute(span).one()
        raise Refused(
            Message(
                "This pile has no sheet %(number)s; its sheets are numbered %(first)s to %(last)s.",
                number=number,
                first=first,
                last=last,
            )
        )
    return row


def standing_of(sheet: PaperSheet, batch: SheetBatch) -> SheetStanding:
    """Where a sheet stands."""
    if sheet.settled_at is not None:
        return SheetStanding.SETTLED
    if not sheet.passes:
        return SheetStanding.TO_KEY
    return SheetStanding.TO_KEY_AGAIN if batch.twice and len(sheet.passes) == 1 else SheetStanding.TO_DECIDE


def keyed_by(sheet: PaperSheet, account: uuid.UUID | None) -> bool:
    """Whether this account keyed the first pass; where accounts are not told apart nobody is known to have."""
    return bool(account and sheet.passes and sheet.passes[0].keyed_by_account == account)


def waiting_for(db: Session, batch: SheetBatch, *, account: uuid.UUID | None) -> list[int]:
    """The sheets of a pile that this account can work on, in order: first passes, second ones of others, decisions."""
    rows = db.scalars(
        select(PaperSheet)
        .where(PaperSheet.batch_id == batch.id)
        .options(selectinload(PaperSheet.passes))
        .order_by(PaperSheet.number)
    ).all()
    order = (SheetStanding.TO_KEY, SheetStanding.TO_KEY_AGAIN, SheetStanding.TO_DECIDE)
    mine = [
        sheet
        for sheet in rows
        if standing_of(sheet, batch) is not SheetStanding.TO_KEY_AGAIN or not keyed_by(sheet, account)
    ]
    return [sheet.number for wanted in order for sheet in mine if standing_of(sheet, batch) is wanted]
