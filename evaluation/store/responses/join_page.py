"""An experiment as somebody sees it who comes to its join address."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, Text, bindparam, cast, func, select
from sqlalchemy.orm import Session

from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.models import (
    ROUNDS,
    Chapter,
    Experiment,
    InstrumentVersion,
    Study,
    Wave,
    WavePress,
)
from evaluation.models.experiment import Kind
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.log.prepared import Prepared
from evaluation.store.studies.who_asks import WhoAsks
from instruments import Version

TRUE = {"1", "true"}
"""What either engine writes for yes."""
STUDY_CARDS = "study_cards"
"""The option of an experiment that takes the cards of its study's other experiments."""
JOIN_ORDER = ("post", "pre", "follow_up", "pretest")
"""The waves that a join address leads to, the one that comes first where several are open; the page that looks back is
reached from a receipt alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One wave: which version it asks, known by digest, with which modules, and when it is open."""

    id: uuid.UUID
    kind: str
    digest: str
    modules: tuple[str, ...] = ()
    is_comparison: bool
    """Whether it asks a comparison group, which is asked nothing about a meeting."""
    opened_at: datetime | None
    closed_at: datetime | None
    grace: timedelta
    frozen_at: datetime | None = None
    """Since when a release tells of it, so that nobody begins it any more."""

    def is_open(self) -> bool:
        """Whether people can begin it now."""
        return self.opened_at is not None and self.closed_at is None

    def takes_late(self, now: datetime) -> bool:
        """Whether what was begun before it closed is still accepted."""
        return self.closed_at is not None and now <= self.closed_at + self.grace


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinPage:
    """What a start page needs to know of an experiment."""

    experiment: uuid.UUID
    words: str
    title: str
    chapter: str
    place: str
    """The place that questions name; the chapter's where the experiment has none of its own."""
    date: date | None
    time_zone: str
    languages: tuple[str, ...]
    options: Mapping[str, Any]
    is_example: bool
    is_online: bool
    """Whether people meet online."""
    is_comparison: bool
    """Whether it is a comparison group, whose people meet nobody."""
    parental_consent: bool
    """Whether somebody under 16 may answer whose parent or carer has agreed."""
    study: str
    """What the study is called."""
    who_asks: WhoAsks
    is_cancelled: bool
    """Whether it will not take place."""
    waves: Mapping[str, Asking]
    presses: int
    """How often a wave of it was opened or closed by a press, or a press taken back."""

    def open_now(self) -> Asking | None:
        """The wave that people begin now: the latest of those that are open."""
        return next((wave for kind in JOIN_ORDER if (wave := self.waves.get(kind)) and wave.is_open()), None)

    def has_closed(self, kind: str) -> bool:
        """Whether a wave was open and has closed."""
        wave = self.waves.get(kind)
        return wave is not None and wave.closed_at is not None

    @property
    def is_frozen(self) -> bool:
        """Whether a release tells of a wave of it, so that there may be a result."""
        return any(wave.frozen_at for wave in self.waves.values())

    @property
    def stage(self) -> str:
        """What a page that waits looks for, in a word: the wave that is open, or whether more will open."""
        wave, last = self.open_now(), self.waves.get("post")
        if wave is not None:
            return wave.kind
        if self.is_cancelled:
            return "cancelled"
        return "over" if self.is_frozen or (last and last.closed_at) else "between"

    @property
    def tag(self) -> str:
        """The stage and a number that each press changes: one taken back is told though the stage is the same again."""
        return f"{self.stage}.{self.presses}"


_e, _s, _c, _w, _v = (model.__table__.c for model in (Experiment, Study, Chapter, Wave, InstrumentVersion))
_OF_EXPERIMENT = (
    _e.id,
    _e.slug,
    _e.title,
    _e.place,
    _e.date,
    _e.languages,
    _e.options,
    _e.cancelled_at,
    _e.kind,
    _e.role,
)
_OF_STUDY = (_s.time_zone, _s.is_example, _s.parental_consent, _s.name, _s.who_asks)
_PRESSES = (
    select(func.count(WavePress.id) + func.count(WavePress.undone_at))
    .where(WavePress.experiment_id == _e.id, WavePress.kind != ROUNDS)
    .scalar_subquery()
)
_OF_ALL = (*_OF_EXPERIMENT, *_OF_STUDY, _PRESSES.label("presses"), _c.name, _w.modules, _v.digest)
_OF_WAVE = (_w.id, _w.kind, _w.opened_at, _w.closed_at, _w.grace_minutes, _w.frozen_at)
_EVENING = Prepared(
    select(*(cast(column, Text) for column in (*_OF_ALL, *_OF_WAVE)))
    .select_from(Experiment.__table__)
    .join(Study.__table__, _s.id == _e.study_id)
    .join(Chapter.__table__, _c.id == _e.chapter_id)
    .join(Wave.__table__, _w.experiment_id == _e.id)
    .join(InstrumentVersion.__table__, _v.id == _w.instrument_version_id)
    .where(_e.slug == bindparam("words"))
)
"""Built once from the tables, and as text: what is told by the same text is read only once."""


def evening_at(db: Session, words: str) -> JoinPage | None:
    """The experiment at a join address with its waves; None where there is none. One statement."""
    rows = _EVENING.rows(db, {"words": words})
    return _evening(tuple(rows)) if rows else None


@lru_cache(maxsize=512)
def _evening(rows: tuple[Row[*tuple[Any, ...]], ...]) -> JoinPage:
    """The evening that rows of text tell of: half the cost of a first screen is saved by not reading them again."""
    experiment, words, title, place, day, languages, options, *of_study = rows[0][: -len(_OF_WAVE) - 2]
    cancelled_at, meeting, role, zone, example, parental, study, asks, presses, chapter = of_study
    is_comparison = role == ExperimentRole.COMPARISON
    return JoinPage(
        experiment=uuid.UUID(experiment),
        words=words,
        title=title,
        chapter=chapter,
        place=place or chapter,
        date=date.fromisoformat(day) if day else None,
        time_zone=zone,
        languages=tuple(json.loads(languages)),
        options=MappingProxyType(json.loads(options)),
        is_example=example in TRUE,
        is_online=meeting == Kind.ONLINE,
        is_comparison=is_comparison,
        parental_consent=parental in TRUE,
        study=study,
        who_asks=WhoAsks.of(json.loads(asks)),
        is_cancelled=cancelled_at is not None,
        waves=MappingProxyType({row[-5]: _asking(row, is_comparison=is_comparison) for row in rows}),
        presses=int(presses),
    )


def _asking(row: Row[*tuple[Any, ...]], *, is_comparison: bool) -> Asking:
    modules, digest, wave, kind, opened_at, closed_at, grace, frozen_at = row[-8:]
    return Asking(
        id=uuid.UUID(wave),
        kind=kind,
        digest=digest,
        modules=tuple(json.loads(modules)),
        is_comparison=is_comparison,
        opened_at=_moment(opened_at),
        closed_at=_moment(closed_at),
        grace=timedelta(minutes=int(grace)),
        frozen_at=_moment(frozen_at),
    )


def _moment(text: str | None) -> datetime | None:
    """A moment from either engine's text, both of which are in UTC; SQLite's does not say so."""
    moment = datetime.fromisoformat(text) if text else None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def addresses_among(db: Session, candidates: list[str]) -> list[str]:
    """Those of some join addresses that lead to an experiment."""
    return list(db.scalars(select(Experiment.slug).where(Experiment.slug.in_(candidates)).order_by(Experiment.slug)))


def version_by_digest(db: Session, digest: str) -> Version:
    """A published version; raises NotAsPublished where its text is no longer the one of that digest."""
    return version_of_row(db, db.scalars(select(InstrumentVersion).where(InstrumentVersion.digest == digest)).one())
