"""Days that somebody can mean: a year such as 0026 or 2206 is a slip of the keys; other days are asked about."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Experiment
from evaluation.store.studies.learning_units import units_of
from evaluation.store.studies.studies import local
from evaluation.store.studies.wave_windows import Window
from evaluation.store.studies.waves import WAVE_WORDS

FIRST_YEAR = 2000
YEARS_AHEAD = 10
SOON, FAR_AWAY, LONG_OPEN = timedelta(days=14), timedelta(days=366), timedelta(days=92)
"""A follow-up so soon after its evening, a wave so far from it, and one open for so long, is asked about first."""


def refuse_far(day: date | None, *, now: datetime) -> None:
    """Refuse a day long before or after any that an evening or a wave can be on."""
    if day and not FIRST_YEAR <= day.year <= now.year + YEARS_AHEAD:
        raise Refused(
            Message(
                "The year %(year)s is too far away: write one from %(first)s to %(last)s.",
                year=f"{day.year:04d}",
                first=FIRST_YEAR,
                last=now.year + YEARS_AHEAD,
            )
        )


def doubts_about(db: Session, experiment: Experiment, kind: str, window: Window, *, now: datetime) -> Iterator[Message]:
    """What there is to ask about the days of a wave before they are planned; nothing where they are as usual."""
    wave, first, last = WAVE_WORDS[kind], window.first, window.last
    held = experiment.date or local(now, experiment.study).date()
    over = max([held, *_last_days(db, experiment)])
    if kind == "follow_up" and first <= over:
        yield Message("The evening itself goes on until %(over)s: the follow-up would begin before its end.", over=over)
    elif kind == "follow_up" and first - over < SOON:
        yield Message(
            "The follow-up would begin on %(first)s, soon after %(over)s, the day of the evening. Most ask it some "
            "months later.",
            first=first,
            over=over,
        )
    if abs(first - held) > FAR_AWAY:
        yield Message(
            "%(wave)s would begin on %(first)s, more than a year from %(held)s.", wave=wave, first=first, held=held
        )
    if last - first > LONG_OPEN:
        yield Message("%(wave)s would be open for more than three months, until %(last)s.", wave=wave, last=last)


def _last_days(db: Session, experiment: Experiment) -> Iterator[date]:
    """The days on which an evening ends that goes past midnight, and on which the units of a module are."""
    if experiment.ends_at:
        yield local(experiment.ends_at, experiment.study).date()
    yield from (local(unit.begins_at, experiment.study).date() for unit in units_of(db, experiment))
