"""An evening from a file that was stored by mistake: its answers go, until a release tells of them."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session, joinedload

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import FROM_FILE, Chapter, Consent, Experiment, Participant, Study, Wave
from evaluation.store.accounts.role_scope import RoleScope, within
from evaluation.store.evening.switch_wave import lock_experiment
from evaluation.store.log.actor import RecordedActor
from evaluation.store.releases.ledger_entries import entries_of
from evaluation.store.responses.withdrawals import delete_answers_of_some
from evaluation.store.studies.remove_experiment import remove_experiment

NOT_FROM_FILE = Message("%(title)s is no evening from a file: only what came from a file can be taken out like this.")
IN_A_RELEASE = Message("A release tells of %(title)s, so that its answers stay as they are.")


def why_not_taken_out(experiment: Experiment) -> Message | None:
    """Why an evening cannot be taken out of its study; None where it can."""
    if not experiment.is_from_file:
        return Message(NOT_FROM_FILE, title=experiment.title)
    return Message(IN_A_RELEASE, title=experiment.title) if experiment.frozen_at else None


def take_out(db: Session, experiment: Experiment, *, by: RecordedActor) -> int:
    """Delete the answers of an evening from a file, and the evening; how many people's they were.

    Where a draft report has told of it, the evening stays, empty, cancelled and archived, since the ledger names it.
    """
    lock_experiment(db, experiment)
    if (why := why_not_taken_out(experiment)) is not None:
        raise Refused(why)
    study, name = db.get_one(Study, experiment.study_id), str(experiment.id)
    is_known = any(entry.speaks_of([name]) or name in entry.page.used for entry in entries_of(db, study))
    people = db.scalar(select(func.count()).where(Participant.experiment_id == experiment.id)) or 0
    _, forms = delete_answers_of_some(db, experiment.id, now=by.now, most=people)
    title = experiment.title
    if is_known:
        experiment.cancelled_at = experiment.archived_at = by.now
        mark = {**experiment.options[FROM_FILE], "taken_out": True}
        experiment.options = {**experiment.options, FROM_FILE: mark}
        db.flush()
    else:
        waves = select(Wave.id).where(Wave.experiment_id == experiment.id)
        db.execute(delete(Consent).where(Consent.wave_id.in_(waves)))
        remove_experiment(db, experiment)
    by.note(db, "answers from a file taken out", f"experiment {name}", title=title, forms=forms)
    return people


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptiedEvening:
    """An evening from a file whose answers were taken out, and from when until when they were there."""

    experiment: str
    chapter: str
    study: str
    since: datetime
    until: datetime | None
    """None where the day of taking them out was not kept."""


def evenings_from_files(db: Session, scope: RoleScope) -> list[Experiment]:
    """The evenings within a scope whose answers came from a file and are there, the latest first."""
    held = select(Experiment).join(Chapter).where(within(scope), Experiment.cancelled_at.is_(None))
    rows = db.scalars(held.options(joinedload(Experiment.chapter)).order_by(Experiment.date.desc(), Experiment.id))
    return [each for each in rows if each.is_from_file and not each.is_taken_out]


def taken_out(db: Session, subjects: Collection[uuid.UUID]) -> tuple[EmptiedEvening, ...]:
    """The evenings from files, among these or in these chapters or studies, whose answers were taken out.

    The mark holds whatever became of the evening.
    """
    within_them = (column.in_(subjects) for column in (Experiment.id, Experiment.chapter_id, Experiment.study_id))
    rows = db.scalars(select(Experiment).where(or_(*within_them)))
    return tuple(_taken_out(each) for each in rows if each.is_taken_out)


def _taken_out(experiment: Experiment) -> EmptiedEvening:
    return EmptiedEvening(
        experiment=str(experiment.id),
        chapter=str(experiment.chapter_id),
        study=str(experiment.study_id),
        since=experiment.created_at,
        until=experiment.cancelled_at or experiment.archived_at,
    )
