"""Waves: opening and closing, and counting who has answered."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Label, Subquery, case, func, select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import WAVES, Experiment, InstrumentVersion, Link, Participant, Response, Study, Wave
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.studies.persons import PERSON, counted, standing_links
from evaluation.store.studies.studies import lock_plan

WAVE_WORDS = {
    "pretest": Message("Pretest"),
    "pre": Message("Before"),
    "post": Message("After"),
    "then": Message("Then"),
    "follow_up": Message("Follow-up"),
}


FROZEN = Message("The data of %(wave)s are frozen: it cannot be opened any more.")

CLOSED_FILE = Message("Its answers came from a file: nothing opens.")

CANCELLED = Message("This was cancelled: nothing opens. Say first that it takes place after all.")


@dataclass(frozen=True, slots=True)
class WaveCounts:
    """Who answered: people at each wave, and people who answered both before and after. Never what they said."""

    pre: int
    post: int
    linked: int


def waves_of(db: Session, experiment: Experiment) -> dict[str, Wave]:
    """An experiment's waves by kind, in the order they are asked."""
    rows = {wave.kind: wave for wave in db.scalars(select(Wave).filter_by(experiment_id=experiment.id))}
    return {kind: rows[kind] for kind in WAVES if kind in rows}


def is_live(db: Session, experiment: Experiment) -> bool:
    """Whether a wave is open: then nothing of what was answered is shown, but counts alone."""
    return any(is_open(wave) for wave in waves_of(db, experiment).values())


def is_open(wave: Wave) -> bool:
    """Whether people can begin a wave now."""
    return wave.opened_at is not None and wave.closed_at is None


def is_running(waves: dict[str, Wave]) -> bool:
    """Whether an evening goes on: Before or After was opened, and not both are over."""
    asked = [wave for kind in ("pre", "post") if (wave := waves.get(kind))]
    return any(wave.opened_at for wave in asked) and not all(wave.closed_at for wave in asked)


def refuse_cancelled(experiment: Experiment) -> None:
    """Refuse a press for an evening that was cancelled."""
    if experiment.cancelled_at:
        raise Refused(CANCELLED)


def open_wave(db: Session, experiment: Experiment, *, kind: str, now: datetime) -> Wave:
    """Open a wave. Opening After closes Before, since one address serves both. Either fixes the study's plan first.

    Raises NotAsPublished where its questions are not those that were published.
    """
    waves = waves_of(db, experiment)
    wave = _known(waves, kind)
    refuse_cancelled(experiment)
    if experiment.is_from_file:
        raise Refused(CLOSED_FILE)
    if wave.frozen_at:
        raise Refused(Message(FROZEN, wave=WAVE_WORDS[kind]))
    if is_open(wave):
        raise Refused(Message("%(wave)s is open already.", wave=WAVE_WORDS[kind]))
    post = waves.get("post")
    if kind == "pre" and post and is_open(post):
        raise Refused("After is open: close it before Before is opened again.")
    version_of_row(db, db.get_one(InstrumentVersion, wave.instrument_version_id))
    if kind in ("pre", "post"):
        lock_plan(db, db.get_one(Study, experiment.study_id), now=now)
    wave.opened_at, wave.closed_at = wave.opened_at or now, None
    if kind == "post":
        before = waves.get("pre")
        if before and is_open(before):
            before.closed_at = now
    db.flush()
    return wave


def close_wave(db: Session, experiment: Experiment, *, kind: str, now: datetime) -> Wave:
    """Close a wave; forms begun before are still taken for its grace."""
    wave = _known(waves_of(db, experiment), kind)
    if not wave.opened_at:
        refuse_cancelled(experiment)
        raise Refused(Message("%(wave)s has not been opened, so it cannot be closed.", wave=WAVE_WORDS[kind]))
    if wave.closed_at:
        raise Refused(Message("%(wave)s is closed already.", wave=WAVE_WORDS[kind]))
    wave.closed_at = now
    db.flush()
    return wave


def wave_counts(db: Session, experiments: list[uuid.UUID]) -> dict[uuid.UUID, WaveCounts]:
    """Counts for each experiment asked for, in one query."""
    people = _people(experiments, "pre", "post")
    rows = db.execute(
        select(
            people.c.experiment_id,
            func.sum(people.c.pre),
            func.sum(people.c.post),
            func.sum(people.c.pre * people.c.post),
        ).group_by(people.c.experiment_id)
    )
    found = {experiment: WaveCounts(int(pre), int(post), int(linked)) for experiment, pre, post, linked in rows}
    return {experiment: found.get(experiment, WaveCounts(0, 0, 0)) for experiment in experiments}


def people_answered(db: Session, experiment: uuid.UUID, *, kind: str) -> int:
    """How many people answered one wave of an experiment, of whatever kind; the same people as in `wave_counts`."""
    people = _people([experiment], kind)
    return int(db.scalars(select(func.coalesce(func.sum(people.c[kind]), 0))).one())


def _people(experiments: list[uuid.UUID], *kinds: str) -> Subquery:
    """Each person, with 1 for a wave that they answered and 0 for one that they did not.

    Two participants who were joined are one person. A form on which nothing was answered counts nowhere.
    """
    return (
        select(Response.experiment_id, *(_answered(kind) for kind in kinds))
        .join(Wave, Wave.id == Response.wave_id)
        .join(Participant, Participant.id == Response.participant_id)
        .outerjoin(Link, standing_links())
        .where(Response.experiment_id.in_(experiments), counted())
        .group_by(Response.experiment_id, PERSON)
        .subquery()
    )


def _answered(kind: str) -> Label[int]:
    return func.max(case((Wave.kind == kind, 1), else_=0)).label(kind)


def _known(waves: dict[str, Wave], kind: str) -> Wave:
    if kind not in waves:
        raise Refused(
            Message("This experiment has no wave “%(wave)s”; it has %(waves)s.", wave=kind, waves=", ".join(waves))
        )
    return waves[kind]
