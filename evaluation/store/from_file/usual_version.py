"""Which questionnaire a study asks: it is chosen before any other where answers are put into it."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from evaluation.models import Chapter, Experiment, InstrumentVersion, Wave


def usual_version(db: Session, chapters: Sequence[Chapter], *, among: Sequence[str]) -> str:
    """The version that most waves of these chapters' studies ask, of those `among`; the last of these where none do."""
    studies = {chapter.study_id for chapter in chapters}
    asked = (
        select(InstrumentVersion.instrument, InstrumentVersion.number)
        .join(Wave, Wave.instrument_version_id == InstrumentVersion.id)
        .join(Experiment, Experiment.id == Wave.experiment_id)
        .where(Experiment.study_id.in_(studies))
        .group_by(InstrumentVersion.instrument, InstrumentVersion.number)
        .order_by(func.count().desc(), InstrumentVersion.number.desc())
    )
    known: Collection[str] = set(among)
    names = (f"{instrument}/{number}" for instrument, number in db.execute(asked))
    return next((name for name in names if name in known), among[-1])
