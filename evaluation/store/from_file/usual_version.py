"""Which questionnaire a study asks: it is chosen before any other where answers are put into it."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from evaluation.models import Chapter, Experiment, InstrumentVersion, Wave

MEETING = "common-ground"
"""What an evening is asked unless somebody chooses otherwise."""


def usual_version(db: Session, chapters: Sequence[Chapter], *, among: Sequence[str]) -> str:
    """The version that most waves of these chapters' studies ask, of those `among`.

    Where none do it is the newest that an evening is asked, and without that the last.
    """
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
    usual = [name for name in among if name.partition("/")[0] == MEETING]
    return next((name for name in names if name in known), (usual or among)[-1])
