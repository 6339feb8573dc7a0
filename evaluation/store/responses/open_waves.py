"""Which wave somebody may begin now, and whether what was begun is still taken."""

from datetime import datetime

from sqlalchemy.orm import Session

from evaluation.store.responses.join_page import Asking, JoinPage
from evaluation.store.studies.wave_presses import opening_taken_back


def open_to(evening: JoinPage, kind: str, *, early: bool) -> Asking | None:
    """The wave that somebody may begin now; None where it is not open to them."""
    wave = evening.waves.get(kind)
    if wave is None or wave.frozen_at is not None:
        return None
    leaving = early and kind == "post" and wave.opened_at is None and is_between(evening)
    return wave if wave.is_open() or leaving else None


def is_still_taken(db: Session, asking: Asking, now: datetime) -> bool:
    """Whether what was begun at a wave is taken, open or not."""
    return asking.is_open() or asking.takes_late(now) or opening_taken_back(db, asking.id, now=now)


def is_between(evening: JoinPage) -> bool:
    """Whether Before is over and After has not begun, or Before is still open: when somebody may leave early."""
    before, after = evening.waves.get("pre"), evening.waves.get("post")
    return not evening.is_cancelled and bool(before and before.opened_at and after and after.opened_at is None)
