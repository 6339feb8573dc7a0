"""The answers of what a report or a release is about."""

from sqlalchemy.orm import Session

from evaluation.models import Chapter, Experiment, ReleaseScope, Study
from evaluation.store.reports.gather import (
    Gathered,
    gather_chapter,
    gather_experiment,
    gather_experiments,
    gather_study,
)
from evaluation.store.reports.subject import ReportSubject


def gather_about(db: Session, about: ReportSubject) -> Gathered:
    """The answers it is about, and everything around them."""
    if about.experiments:
        return gather_experiments(db, [db.get_one(Experiment, each) for each in about.experiments])
    if about.scope is ReleaseScope.EXPERIMENT:
        return gather_experiment(db, db.get_one(Experiment, about.id))
    if about.scope is ReleaseScope.CHAPTER:
        return gather_chapter(db, db.get_one(Chapter, about.id))
    return gather_study(db, db.get_one(Study, about.id))
