"""Which version of a questionnaire an experiment asks, and whether a newer one is there before anybody answers."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Experiment, InstrumentVersion, Wave
from evaluation.store.instruments.intact_texts import NotAsPublished, version_of_row
from evaluation.store.instruments.modules import title_in
from evaluation.store.instruments.published_versions import live_translations, newest_of
from instruments import Version

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class VersionOfExperiment:
    """The version that an experiment asks, with its title in a language; its id where its text was changed."""

    instrument: str
    number: int
    title: str
    newer: int | None
    """The newest version, where a copy would ask it and no wave of this experiment has been opened."""


def asked_version(db: Session, experiment: Experiment, *, language: str) -> VersionOfExperiment | None:
    """What an experiment asks; None where it asks nothing."""
    waves = db.scalars(select(Wave).filter_by(experiment_id=experiment.id)).all()
    if not waves:
        return None
    row = db.get_one(InstrumentVersion, waves[0].instrument_version_id)
    waits = not (experiment.cancelled_at or any(wave.opened_at for wave in waves))
    try:
        version = version_of_row(db, row)
        title = title_in(db, version, language)
        newer = _newer(db, version, experiment) if waits else None
    except NotAsPublished:
        title, newer = row.instrument, None
    return VersionOfExperiment(row.instrument, row.number, title, newer)


@dataclass(frozen=True, slots=True)
class WaitingForOlder:
    """The titles of experiments that nobody has begun to answer and that ask an older version, in the order of days."""

    titles: tuple[str, ...]

    @property
    def first(self) -> str:
        """Those that are named."""
        return ", ".join(f"“{title}”" for title in self.titles[:MOST_NAMED])

    @property
    def more(self) -> int:
        """How many are not named."""
        return len(self.titles[MOST_NAMED:])


def waiting_for_older(db: Session, row: InstrumentVersion) -> WaitingForOlder:
    """The experiments that nobody has begun to answer and that ask an older version than this one."""
    begun = select(Wave.id).where(Wave.experiment_id == Experiment.id, Wave.opened_at.is_not(None))
    opened = begun.correlate(Experiment).exists()
    older = (
        select(Wave.experiment_id)
        .join(InstrumentVersion, InstrumentVersion.id == Wave.instrument_version_id)
        .where(InstrumentVersion.instrument == row.instrument, InstrumentVersion.number < row.number)
    )
    waiting = (
        select(Experiment.title)
        .where(Experiment.id.in_(older), Experiment.cancelled_at.is_(None), Experiment.archived_at.is_(None), ~opened)
        .order_by(Experiment.date, Experiment.title, Experiment.id)
    )
    return WaitingForOlder(tuple(db.scalars(waiting)))


def _newer(db: Session, version: Version, experiment: Experiment) -> int | None:
    newest = newest_of(db, version.id)
    if newest is None or newest.number == version.number:
        return None
    lost = {*experiment.languages} & _offered(db, version) - _offered(db, newest)
    return None if lost else newest.number


def _offered(db: Session, version: Version) -> set[str]:
    return {version.language, *live_translations(db, version)}
