"""Every secret key of a home: what it is known by, since when, for what, and what would be lost without it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from evaluation.models import KeyMark
from evaluation.storage.earlier_keys import ACCEPTED_FOR, EARLIER_COOKIES
from evaluation.storage.key_purposes import purpose_of
from evaluation.storage.keys import there_is
from evaluation.storage.settings import Settings
from evaluation.store.linking.memory_keys import experiments_of_keys
from evaluation.store.log.key_marks import noted_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedKey:
    """A key as a list shows it; nothing in it gives the key away."""

    name: str
    fingerprint: str
    made: datetime
    used_for: str
    if_lost: str
    can_rotate: bool
    state: str


def listed_keys(db: Session, settings: Settings, *, now: datetime) -> list[ListedKey]:
    """Every key that was noted, by name."""
    titles = {name: experiment.title for name, experiment in experiments_of_keys(db).items()}
    rows = []
    for mark in noted_keys(db):
        purpose, whose = purpose_of(mark.name), titles.get(mark.name, "")
        rows.append(
            ListedKey(
                name=mark.name,
                fingerprint=mark.fingerprint[:16],
                made=mark.noted_at,
                used_for=f"{purpose.used_for}: {whose}" if whose else purpose.used_for,
                if_lost=purpose.if_lost,
                can_rotate=not purpose.fixed and mark.destroyed_at is None,
                state=_state(mark, settings, now=now),
            )
        )
    return rows


def _state(mark: KeyMark, settings: Settings, *, now: datetime) -> str:
    if mark.destroyed_at:
        return f"destroyed on {mark.destroyed_at:%d %B %Y}"
    if not there_is(settings, mark.name):
        return "missing"
    if mark.name == EARLIER_COOKIES:
        until = mark.noted_at + ACCEPTED_FOR
        return f"accepted until {until:%d %B %Y}" if now < until else "accepted no more"
    return "in use"
