"""An experiment as somebody sees it who comes to its join address."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from evaluation.models import (
    Card,
    Chapter,
    Experiment,
    InstrumentVersion,
    Participant,
    Response,
    Study,
    TranslationSignature,
    Wave,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One wave: which version it asks, known by digest, and when it is open."""

    id: uuid.UUID
    kind: str
    digest: str
    opened_at: datetime | None
    closed_at: datetime | None
    grace: timedelta

    def is_open(self) -> bool:
        """Whether people can begin it now."""
        return self.opened_at is not None and self.closed_at is None

    def takes_late(self, now: datetime) -> bool:
        """Whether what was begun before it closed is still accepted."""
        return self.closed_at is not None and now <= self.closed_at + self.grace


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """What a start page needs to know of an experiment."""

    experiment: uuid.UUID
    words: str
    title: str
    place: str
    """The place that questions name; the chapter's where the experiment has none of its own."""
    date: date | None
    time_zone: str
    languages: tuple[str, ...]
    options: Mapping[str, Any]
    is_example: bool
    frozen_at: datetime | None
    waves: Mapping[str, Asking]

    def open_now(self) -> Asking | None:
        """The wave that people begin now: the latest of those that are open."""
        order = ("post", "pre", "follow_up", "pretest")
        return next((wave for kind in order if (wave := self.waves.get(kind)) and wave.is_open()), None)


def evening_at(db: Session, words: str) -> Evening | None:
    """The experiment at a join address with its waves; None where there is none. One statement."""
    rows = db.execute(
        select(Experiment, Chapter.name, Study.time_zone, Study.is_example, Wave, InstrumentVersion.digest)
        .join(Study, Study.id == Experiment.study_id)
        .join(Chapter, Chapter.id == Experiment.chapter_id)
        .join(Wave, Wave.experiment_id == Experiment.id)
        .join(InstrumentVersion, InstrumentVersion.id == Wave.instrument_version_id)
        .where(Experiment.slug == words)
    ).all()
    if not rows:
        return None
    experiment, chapter, time_zone, is_example, *_ = rows[0]
    return Evening(
        experiment=experiment.id,
        words=experiment.slug,
        title=experiment.title,
        place=experiment.place or chapter,
        date=experiment.date,
        time_zone=time_zone,
        languages=tuple(experiment.languages),
        options=experiment.options,
        is_example=is_example,
        frozen_at=experiment.frozen_at,
        waves={row.Wave.kind: _asking(row.Wave, row.digest) for row in rows},
    )


def _asking(wave: Wave, digest: str) -> Asking:
    return Asking(
        id=wave.id,
        kind=wave.kind,
        digest=digest,
        opened_at=wave.opened_at,
        closed_at=wave.closed_at,
        grace=timedelta(minutes=wave.grace_minutes),
    )


def words_of_card(db: Session, token: str) -> str | None:
    """The join address of the experiment that a card belongs to; None where the code is nobody's."""
    found = select(Experiment.slug).join(Card, Card.experiment_id == Experiment.id).where(Card.token == token)
    return db.scalars(found).one_or_none()


def addresses_among(db: Session, candidates: list[str]) -> list[str]:
    """Those of some join addresses that lead to an experiment."""
    return list(db.scalars(select(Experiment.slug).where(Experiment.slug.in_(candidates)).order_by(Experiment.slug)))


def people_who_answered(db: Session, wave: uuid.UUID) -> int:
    """How many people have answered one wave and not withdrawn."""
    counted = (
        select(func.count())
        .select_from(Response)
        .join(Participant, Participant.id == Response.participant_id)
        .where(Response.wave_id == wave, Participant.withdrawn_at.is_(None))
    )
    return db.scalars(counted).one()


def version_body(db: Session, digest: str) -> str:
    """The canonical text of a published version."""
    return db.scalars(select(InstrumentVersion.body).where(InstrumentVersion.digest == digest)).one()


def signed_among(db: Session, digests: list[str]) -> frozenset[str]:
    """Those of some translations, known by digest, that a second person has signed."""
    signed = select(TranslationSignature.digest).where(TranslationSignature.digest.in_(digests))
    return frozenset(db.scalars(signed))
