"""The table of a study's area: what a survey of others found there, beside which those who came can be set.

It is uploaded as CSV, kept in versions and never changed; one without rows takes the last away. It never says what an
evening did: nobody of it came.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.models import AreaTable, Experiment, Study, Wave
from evaluation.store.instruments.modules import modules_of, modules_offered
from evaluation.store.reports.area_file import AreaRow, rows_of_file
from evaluation.store.studies.chapters import chapters_of
from instruments import ResponseFormat
from instruments.several_choice import is_several

LONGEST = {"source": 300, "year": 20, "licence": 200}


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFigures:
    """A version of a study's table: its rows, and where they are from."""

    number: int
    rows: tuple[AreaRow, ...]
    source: str
    year: str
    licence: str

    def percentages(self, item: str, chapter: uuid.UUID | None) -> Mapping[int | str, float]:
        """Of each answer to a question the percentage, of a chapter's own area where it has one in the table."""
        own = {row.answer: row.percent for row in self.rows if row.item == item and row.chapter == str(chapter)}
        return own or {row.answer: row.percent for row in self.rows if row.item == item and not row.chapter}


def current_area(db: Session, study: Study) -> AreaFigures | None:
    """The table as it is now; None where none was uploaded, or it was taken away."""
    newest = select(AreaTable).filter_by(study_id=study.id).order_by(AreaTable.number.desc()).limit(1)
    row = db.scalars(newest).one_or_none()
    if row is None or not row.rows:
        return None
    rows = tuple(AreaRow(**each) for each in row.rows)
    return AreaFigures(number=row.number, rows=rows, source=row.source, year=row.year, licence=row.licence)


def area_versions(db: Session, study: Study) -> list[AreaTable]:
    """Every version of a study's table, the first first."""
    return list(db.scalars(select(AreaTable).filter_by(study_id=study.id).order_by(AreaTable.number)))


def add_area(
    db: Session, study: Study, content: bytes, *, source: str, year: str, licence: str, now: datetime, by: str
) -> AreaTable:
    """Keep a table of the area; refused, with a sentence a fault, where its file or its source cannot be told of."""
    about = {"source": source.strip(), "year": year.strip(), "licence": licence.strip()}
    faults = [f"Say the {name} of the table." for name, text in about.items() if not text]
    faults += [
        f"The {name} has {len(text)} letters; it may have {LONGEST[name]}."
        for name, text in about.items()
        if len(text) > LONGEST[name]
    ]
    chapters = {name: str(each.id) for each in chapters_of(db, study) for name in (each.name, each.slug)}
    rows, found = rows_of_file(content, questions=_questions(db, study), chapters=chapters)
    if faults := [*faults, *found]:
        raise Refused(*faults)
    return _kept(db, study, [each.as_kept() for each in rows], about, now=now, by=by)


def remove_area(db: Session, study: Study, *, now: datetime, by: str) -> AreaTable:
    """Take the table away; its versions are kept, and reports that were released stay as they are."""
    if current_area(db, study) is None:
        raise Refused(f"{study.name} has no table of its area.")
    return _kept(db, study, [], dict.fromkeys(LONGEST, ""), now=now, by=by)


def _kept(
    db: Session, study: Study, rows: list[dict[str, object]], about: Mapping[str, str], *, now: datetime, by: str
) -> AreaTable:
    db.execute(select(Study.id).where(Study.id == study.id).with_for_update())
    newest = db.scalar(select(func.max(AreaTable.number)).filter_by(study_id=study.id))
    made = AreaTable(study_id=study.id, number=(newest or 0) + 1, rows=rows, created_at=now, written_by=by, **about)
    db.add(made)
    db.flush()
    return made


def _questions(db: Session, study: Study) -> dict[str, ResponseFormat]:
    """The questions that a table may have rows of: those of every module, and of older ones that the study asks."""
    waves = db.scalars(select(Wave.modules).join(Experiment).where(Experiment.study_id == study.id))
    asked = modules_of(db, sorted({name for names in waves for name in names}))
    known = (*asked, *modules_offered(db))
    formats = {item.id: each.format_of(item) for each in known for item in each.items}
    return {item: shown for item, shown in formats.items() if shown.choices and not is_several(shown)}
