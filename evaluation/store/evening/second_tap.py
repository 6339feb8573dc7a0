"""A second tap: a press on a page drawn after the last one, so soon that the finger may have meant the button before.

The next button stands where the last one stood, so that whoever taps twice would do two things. It is asked about
first. A press from a page that was drawn earlier is none: it means what that page showed.
"""

import math
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from evaluation.models import Experiment, WavePress

PAUSE = timedelta(seconds=5)
"""For so long after a press, or after it was taken back, a tap may still be meant for that one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """What a form says of itself: the press that its page was drawn after, and whether it answers the question."""

    seen: uuid.UUID | None = None
    sure: bool = False


def latest_change(db: Session, experiment: Experiment) -> WavePress | None:
    """The press that was made or taken back last."""
    done = select(WavePress).where(WavePress.experiment_id == experiment.id)
    at = func.coalesce(WavePress.undone_at, WavePress.at)
    return db.scalars(done.order_by(at.desc(), WavePress.number.desc()).limit(1)).one_or_none()


def number_of_change(db: Session, experiment: Experiment) -> str:
    """The number of the press that was made or taken back last: another after each, also where a state comes back."""
    latest = latest_change(db, experiment)
    if latest is None:
        return "0"
    return str(latest.number) if latest.undone_at is None else f"{latest.number}u"


def seconds_left(press: WavePress, *, now: datetime) -> int:
    """For how many seconds more a tap may still be meant for this press."""
    return max(0, math.ceil((PAUSE - (now - (press.undone_at or press.at))).total_seconds()))


def is_second_tap(db: Session, experiment: Experiment, *, tap: Tap, now: datetime, takes_back: bool = False) -> bool:
    """Whether a press is to be asked about first; one that takes another back is so only right after the same."""
    latest = latest_change(db, experiment)
    if latest is None or tap.sure or tap.seen != latest.id or (takes_back and latest.undone_at is None):
        return False
    return seconds_left(latest, now=now) > 0
