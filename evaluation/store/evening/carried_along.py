"""What goes along when an evening moves to another day: the days of later waves where they must, and its keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.models import Experiment
from evaluation.store.accounts.evening_keys import keys_of, works_until
from evaluation.store.studies.wave_windows import WINDOWED, Window, plan_window, refuse_impossible, window_of
from evaluation.store.studies.waves import waves_of

LATER = ("then", "follow_up")
"""Waves with days of their own that follow the evening, and so may move along with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What went along with a move."""

    windows: Mapping[str, tuple[Window, Window]] = field(default_factory=dict)
    """The days of each wave whose days were moved along: what they were, and are."""
    keys_until: datetime | None = None
    """Until when keys that are out work now; None where none of them changed."""

    @property
    def changed(self) -> dict[str, Sequence[str]]:
        """What was changed of the plan, from and to, as the log keeps it."""
        return {kind: [f"{each.first} {each.last}" for each in days] for kind, days in self.windows.items()}


def carry_along(
    db: Session,
    experiment: Experiment,
    *,
    was: date | None,
    now: datetime,
    back_to: Mapping[str, Window] | None = None,
) -> Carried:
    """Move along what belongs to the day; `back_to` are the days of waves before a move that is taken back.

    A follow-up that would open on the new day or before it moves by as many days, and so does the page that looks back
    where it would open before; unless people were told their days by then: that is refused, and so is a pretest on the
    new day or after it. A key that is out works until the evening's new end; one that has ended stays ended.
    """
    windows = {}
    for kind in WINDOWED:
        before = window_of(experiment, kind)
        days = (back_to or {}).get(kind) or _days_along(db, experiment, kind, before, was=was)
        if before and days:
            plan_window(experiment, kind, window=days)
            windows[kind] = (before, days)
    keys_until = carry_keys(db, experiment, now=now) if experiment.date != was else None
    db.flush()
    return Carried(windows=windows, keys_until=keys_until)


def carry_keys(db: Session, experiment: Experiment, *, now: datetime) -> datetime | None:
    """Let the keys that are out work until the meeting's new end, and say until when; None where none of them changed.

    A module ends with its last unit, so its keys move when its units do.
    """
    until = works_until(db, experiment, now=now)
    moved = [each for each in keys_of(db, experiment, now=now) if each.expires_at != until]
    for each in moved:
        each.expires_at = until
    return until if moved else None


def window_written(written: str) -> Window:
    """Days as the log keeps them."""
    first, last = map(date.fromisoformat, written.split())
    return Window(first, last)


def _days_along(
    db: Session, experiment: Experiment, kind: str, window: Window | None, *, was: date | None
) -> Window | None:
    """A wave's days, as many later as the evening is; None where they can stay."""
    held, waves = experiment.date, waves_of(db, experiment)
    if window is None or held is None or held == was:
        return None
    try:
        refuse_impossible(experiment, kind, window=window)
    except Refused:
        is_known = kind not in waves or waves[kind].opened_at or waves["post"].closed_at
        if was is None or kind not in LATER or is_known:
            raise
        return Window(window.first + (held - was), window.last + (held - was))
    return None
