"""The day that the questions of After call today, for whoever answers them once it has passed."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from evaluation.models import Experiment, Kind
from evaluation.store.responses.join_page import Asking, JoinPage
from evaluation.web.app import services


def day_that_passed(db: Session, evening: JoinPage, asking: Asking) -> date | None:
    """The evening's day once it has passed, where the questions are about it; a learning module has many days."""
    if evening.date is None or asking.kind not in {"post", "then"}:
        return None
    experiment = db.get(Experiment, evening.experiment)
    if experiment is None or experiment.kind == Kind.LEARNING_MODULE:
        return None
    today = services().clock().astimezone(ZoneInfo(evening.time_zone)).date()
    return evening.date if today > evening.date else None
