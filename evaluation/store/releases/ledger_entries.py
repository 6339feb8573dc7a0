"""The one ledger of a study: the pages of every report that was told, drafts and releases in the order of telling."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.disclosure.ledger import LedgerPage
from analysis.disclosure.single_rows import Rows
from evaluation.models import Experiment, Release, ReportPage, Study
from evaluation.store.releases.ledger_json import page_as_json, page_from_json
from evaluation.store.releases.row_ledger import ROWS, rows_as_json


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """A report that was told: its page, its title, when, and by what the same asked again is known."""

    page: LedgerPage
    title: str
    at: datetime
    asked: uuid.UUID | None = None
    """The experiments of a report; None of a release."""
    release: int | None = None
    """The number of a release; None of a report."""

    def speaks_of(self, experiments: Collection[str]) -> bool:
        """Whether people of one of these experiments were told of for the first time, or anew, in it."""
        return any(set(step.parts) & set(experiments) for step in self.page.parcels)


def entries_of(db: Session, study: Study) -> list[LedgerEntry]:
    """Everything that was told of a study, oldest first. Holds the study, so that one report is decided at a time."""
    db.execute(select(Study.id).where(Study.id == study.id).with_for_update())
    return entries_to_read(db, study)


def entries_to_read(db: Session, study: Study) -> list[LedgerEntry]:
    """The same where nothing is decided by it, so that it holds nobody up."""
    placed = {
        (row.number, 0): LedgerEntry(
            page=page_from_json(row.page), title=row.title, at=row.frozen_at, release=row.number
        )
        for row in db.execute(
            select(Release.number, Release.page, Release.title, Release.frozen_at).filter_by(study_id=study.id)
        )
    }
    for row in db.scalars(select(ReportPage).filter_by(study_id=study.id)):
        page = page_from_json(row.page)
        placed[row.after, row.place] = LedgerEntry(page=page, title=row.title, at=row.made_at, asked=row.asked)
    return [placed[place] for place in sorted(placed)]


def keep_page(
    db: Session,
    study: Study,
    page: LedgerPage,
    *,
    experiments: Sequence[Experiment],
    title: str,
    now: datetime,
    rows: Sequence[Rows] = (),
) -> None:
    """Write a report into the ledger, whose study `entries_of` holds. `rows` are those that an export tells.

    One that tells of nobody, or of nobody new and of the same experiments as another, has no page.
    """
    known = [set(entry.page.used) for entry in entries_of(db, study)]
    if not rows and (not page.used or (not page.parcels and set(page.used) in known)):
        return
    newest = db.scalars(select(func.max(Release.number)).filter_by(study_id=study.id)).one() or 0
    place = (db.scalars(select(func.max(ReportPage.place)).filter_by(study_id=study.id)).one() or 0) + 1
    asked, kept = asked_as(experiments), page_as_json(page) | ({ROWS: rows_as_json(rows)} if rows else {})
    row = {"study_id": study.id, "place": place, "after": newest, "asked": asked, "title": title[:300], "page": kept}
    db.add(ReportPage(**row, made_at=now))
    db.flush()


def asked_as(experiments: Sequence[Experiment]) -> uuid.UUID:
    """What a set of experiments is known by, in whatever order they are named."""
    return uuid.uuid5(experiments[0].study_id, " ".join(sorted(str(each.id) for each in experiments)))
