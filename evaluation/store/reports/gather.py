"""What a report needs from the database, gathered in one reading."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.domain.messages import Message
from evaluation.models import AnalysisPlan, Chapter, Experiment, InstrumentVersion, Response, Study, Wave
from evaluation.store.instruments.comparability import versions_used
from evaluation.store.reports.area_tables import AreaFigures, current_area
from evaluation.store.reports.asked_in_files import as_asked, not_asked
from evaluation.store.reports.comparable_outcomes import ComparableAnswers, comparable_answers
from evaluation.store.reports.frames import responses_frame
from evaluation.store.reports.module_counts import ModuleQuestion, module_digest, module_questions
from evaluation.store.reports.quotable_answers import Wrote, wrote_at
from evaluation.store.responses.answered import answered
from evaluation.store.studies.chapters import chapters_of
from evaluation.store.studies.experiments import experiments_of, held_or_to_come
from evaluation.store.studies.frozen_waves import holds_up, is_follow_up_open, reported_waves
from evaluation.store.studies.persons import REPORTED
from evaluation.store.studies.studies import current_plan
from evaluation.store.studies.study_plan import first_fixed, is_made_afterwards
from instruments.comparison.families import Versions

NOTHING_YET = Message("%(name)s has no experiment yet, so there is nothing to report.")
CANCELLED = Message("%(title)s was cancelled, so there is nothing to report.")
NO_WORKSHOP = Message(
    "%(title)s is a comparison group and has no report of its own: its answers stand beside those of workshops, in the "
    "reports of its chapter and of the study, once a workshop there has closed."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A study as a report sees it: answers as a frame, and everything around them.

    `known` compares the versions that were asked; `alike` says which outcomes the frame's columns are; `asked` is the
    version behind each experiment's waves, by name.
    """

    study: Study
    chapters: list[Chapter]
    experiments: list[Experiment]
    plan: AnalysisPlan
    versions: list[InstrumentVersion]
    known: Versions
    alike: ComparableAnswers
    asked: Mapping[str, Mapping[str, str]]
    frame: pd.DataFrame
    wrote: tuple[Wrote, ...] = ()
    """What people of these experiments let be quoted and somebody has released."""
    one_chapter: bool = False
    """Whether one chapter was asked for, rather than a study that happens to have one with experiments."""
    evenings_held: int = 0
    """Workshops of the whole study at which After was answered and is over, whatever these are a part of."""
    unanswered: int = 0
    """Forms in which nothing was answered: they are not in the frame."""
    plan_changed: str = ""
    """Why the plan was changed after a first Before had opened; empty where it was not."""
    still_open: tuple[str, ...] = ()
    """The titles of a study's experiments that are left out, since a wave of theirs is open."""
    follow_up_open: tuple[str, ...] = ()
    """Those, by join address, that are told of without their follow-up, since it is open."""
    from_file: tuple[str, ...] = ()
    """Those, by join address, whose answers came from a file."""
    not_asked: tuple[str, ...] = ()
    """The outcomes that are none of the report, as the files behind all of it did not ask enough of them."""
    waves: frozenset[uuid.UUID] = frozenset()
    """The waves that are told of; a release freezes these."""
    modules: tuple[ModuleQuestion, ...] = ()
    """What modules ask at these experiments, of which answers are counted."""
    module_sha256: str = ""
    """Fingerprint of the answers to it."""
    area: AreaFigures | None = None
    """The table of the study's area beside which these answers are set; None where there is none."""
    people: int = 0
    """Who has sent a form, answered or not: while their number is the same, the frame's names are the same people's."""

    @property
    def workshops(self) -> list[Experiment]:
        """The experiments at which people met, in their order."""
        return [experiment for experiment in self.experiments if not experiment.is_comparison]

    @property
    def data_sha256(self) -> str:
        """Fingerprint of the answers as they were read: a row each, in a fixed order."""
        return hashlib.sha256(self.frame.to_csv(index=False).encode()).hexdigest()

    @property
    def answers_sha256(self) -> tuple[str, str]:
        """Fingerprints of all that was answered: what is scored, and what modules ask."""
        return self.data_sha256, self.module_sha256


def gather_experiment(db: Session, experiment: Experiment) -> Gathered:
    """One experiment and its answers."""
    return _gather(db, db.get_one(Study, experiment.study_id), [experiment])


def gather_experiments(db: Session, experiments: Sequence[Experiment]) -> Gathered:
    """Any set of a chapter's experiments and their answers."""
    chosen = list({experiment.id: experiment for experiment in experiments}.values())
    if not chosen:
        raise Refused("Name at least one experiment.")
    if len({experiment.chapter_id for experiment in chosen}) > 1:
        raise Refused("Experiments of several chapters are reported across the whole study only: name one chapter's.")
    if len(chosen) == 1:
        return gather_experiment(db, chosen[0])
    of = db.get_one(Chapter, chosen[0].chapter_id)
    ordered = [each for each in experiments_of(db, db.get_one(Study, of.study_id), chapter=of) if each in chosen]
    return replace(_gather(db, db.get_one(Study, of.study_id), ordered), one_chapter=True)


def gather_study(db: Session, study: Study) -> Gathered:
    """Every experiment of a study and its answers, but for those at which a wave is open: these are named.

    Where that is the follow-up alone, the rest is told of. So no chapter's evening holds up what is told of the others;
    where none has closed there is nothing to tell.
    """
    experiments = held_or_to_come(db, study)
    if not experiments:
        raise Refused(Message(NOTHING_YET, name=study.name))
    still_open = [experiment for experiment in experiments if holds_up(db, experiment)]
    closed = [experiment for experiment in experiments if experiment not in still_open]
    found = _gather(db, study, closed or experiments)
    return replace(found, still_open=tuple(experiment.title for experiment in still_open))


def gather_chapter(db: Session, chapter: Chapter) -> Gathered:
    """Every experiment of a chapter and its answers."""
    study = db.get_one(Study, chapter.study_id)
    experiments = held_or_to_come(db, study, chapter=chapter)
    if not experiments:
        raise Refused(Message(NOTHING_YET, name=chapter.name))
    return replace(_gather(db, study, experiments), one_chapter=True)


def _gather(db: Session, study: Study, experiments: list[Experiment]) -> Gathered:
    plan = current_plan(db, study)
    assert plan is not None, "a study is made with its plan"
    if cancelled := [experiment for experiment in experiments if experiment.cancelled_at]:
        raise Refused(*(Message(CANCELLED, title=experiment.title) for experiment in cancelled))
    if all(experiment.is_comparison for experiment in experiments):
        raise Refused(*(Message(NO_WORKSHOP, title=experiment.title) for experiment in experiments))
    still_open = [experiment for experiment in experiments if holds_up(db, experiment)]
    if still_open:
        raise Refused(*(_open_sentence(experiment) for experiment in still_open))
    versions = _versions(db, experiments)
    known = versions_used(db, versions)
    ids = [experiment.id for experiment in experiments]
    sent = responses_frame(db, ids)
    frame = answered(db, sent)
    found = comparable_answers(frame, known)
    questions = module_questions(db, ids)
    return Gathered(
        study=study,
        chapters=chapters_of(db, study),
        experiments=[db.get_one(Experiment, experiment.id) for experiment in experiments],
        plan=plan,
        versions=versions,
        known=known,
        alike=as_asked(found, experiments),
        not_asked=tuple(scale.label for scale in not_asked(found, experiments)),
        asked=_asked(db, experiments),
        frame=found.frame,
        plan_changed=plan.reason if is_made_afterwards(plan, first_fixed(db, study)) else "",
        evenings_held=evenings_held(db, study),
        unanswered=len(sent) - len(frame),
        people=sent["participant"].nunique(),
        follow_up_open=tuple(each.slug for each in experiments if is_follow_up_open(db, each)),
        from_file=tuple(each.slug for each in experiments if each.is_from_file),
        waves=reported_waves(db, ids),
        wrote=wrote_at(db, ids),
        modules=questions,
        module_sha256=module_digest(db, ids, questions),
        area=current_area(db, study) if questions else None,
    )


def evenings_held(db: Session, study: Study) -> int:
    """How many of a study's workshops are held: After was answered there, and no wave but a follow-up is open."""
    is_open = select(Wave.id).where(
        Wave.experiment_id == Experiment.id, Wave.opened_at.is_not(None), Wave.closed_at.is_(None), REPORTED
    )
    after = select(Response.id).join(Wave).where(Wave.experiment_id == Experiment.id, Wave.kind == "post")
    held = select(func.count()).where(
        Experiment.study_id == study.id, Experiment.role == ExperimentRole.WORKSHOP, after.exists(), ~is_open.exists()
    )
    return int(db.scalar(held) or 0)


def _open_sentence(experiment: Experiment) -> str:
    return Message(
        "A wave of %(title)s (%(slug)s) is open: a report is never live, nor is an export. Close the wave, then "
        "ask again.",
        title=experiment.title,
        slug=experiment.slug,
    )


def _versions(db: Session, experiments: list[Experiment]) -> list[InstrumentVersion]:
    """Every version that a wave asks or that somebody answered, by instrument and number."""
    ids = [experiment.id for experiment in experiments]
    asked = select(Wave.instrument_version_id).where(Wave.experiment_id.in_(ids))
    answered = select(Response.instrument_version_id).where(Response.experiment_id.in_(ids))
    found = select(InstrumentVersion).where(InstrumentVersion.id.in_(asked.union(answered)))
    return list(db.scalars(found.order_by(InstrumentVersion.instrument, InstrumentVersion.number)))


def _asked(db: Session, experiments: list[Experiment]) -> dict[str, dict[str, str]]:
    rows = db.execute(
        select(Experiment.slug, Wave.kind, InstrumentVersion.instrument, InstrumentVersion.number)
        .join(Wave, Wave.experiment_id == Experiment.id)
        .join(InstrumentVersion, InstrumentVersion.id == Wave.instrument_version_id)
        .where(Experiment.id.in_([experiment.id for experiment in experiments]), Wave.opened_at.is_not(None))
    )
    found: dict[str, dict[str, str]] = {}
    for slug, kind, instrument, number in rows:
        found.setdefault(slug, {})[kind] = f"{instrument}/{number}"
    return found
