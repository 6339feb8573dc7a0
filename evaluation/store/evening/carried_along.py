"""What goes along when an evening moves to another day: the follow-up's days where they must, and its keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from evaluation.models import Experiment
from evaluation.store.accounts.evening_keys import keys_of, works_until
from evaluation.store.studies.wave_windows import Window, plan_window, refuse_before_it_is_over, window_of
from evaluation.store.studies.waves import waves_of

FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What went along with a move."""

    was: Window | None = None
    follow_up: Window | None = None
    """The days of the follow-up, where they were moved along, and what they were."""
    keys_until: datetime | None = None
    """Until when keys that are out work now; None where none of them changed."""

    @property
    def changed(self) -> dict[str, Sequence[str]]:
        """What was changed of the plan, from and to, as the log keeps it."""
        days = [f"{each.first} {each.last}" for each in (self.was, self.follow_up) if each]
        return {FOLLOW_UP: days} if self.follow_up else {}


def carry_along(
    db: Session, experiment: Experiment, *, was: date | None, now: datetime, back_to: Window | None = None
) -> Carried:
    """Move along what belongs to the day; `back_to` are the follow-up's days before a move that is taken back.

    A follow-up that would open on the new day or before it moves by as many days, unless people were told its days by
    then: that is refused. A key that is out works until the evening's new end; one that has ended stays ended.
    """
    before = window_of(experiment, FOLLOW_UP)
    days = back_to or _days_after(db, experiment, before, was=was)
    if days:
        plan_window(experiment, FOLLOW_UP, window=days)
    until = works_until(db, experiment, now=now)
    moved = [each for each in keys_of(db, experiment, now=now) if experiment.date != was and each.expires_at != until]
    for each in moved:
        each.expires_at = until
    db.flush()
    return Carried(was=before if days else None, follow_up=days, keys_until=until if moved else None)


def window_written(written: str) -> Window:
    """Days as the log keeps them."""
    first, last = map(date.fromisoformat, written.split())
    return Window(first, last)


def _days_after(db: Session, experiment: Experiment, window: Window | None, *, was: date | None) -> Window | None:
    """The follow-up's days, as many later as the evening is; None where they can stay."""
    held, waves = experiment.date, waves_of(db, experiment)
    if window is None or held is None or held == was or window.first > held:
        return None
    if was is None or FOLLOW_UP not in waves or waves[FOLLOW_UP].opened_at or waves["post"].closed_at:
        refuse_before_it_is_over(held, window.first)
        return None
    return Window(window.first + (held - was), window.last + (held - was))
