"""What an evening's page says of forms that nothing vouches for, and of codes that somebody tries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from evaluation.models import Experiment
from evaluation.store.intake.attempts import NO_MEETING, attempts_since
from evaluation.store.intake.set_aside import people_set_aside
from evaluation.web.app import services

LATELY = timedelta(hours=24)
GUESSING = 20
"""Wrong codes of a day from which on somebody is told: what a hall mistypes is noticed by the check character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticedIntake:
    """Numbers alone: people set aside by reason, and what was tried lately."""

    set_aside: Mapping[str, int]
    put_off: int
    """Starts that were not taken, since too many came at once of which nothing shows a start page."""
    wrong_codes: int
    """At this meeting and beside any; 0 where they are too few to tell of."""

    def __bool__(self) -> bool:
        return bool(self.set_aside or self.put_off or self.wrong_codes)


def noticed_intake(db: Session, experiment: Experiment) -> NoticedIntake:
    """What is to be said of an evening; nothing on most."""
    since = services().clock() - LATELY
    own, elsewhere = (attempts_since(db, since, words=words) for words in (experiment.slug, NO_MEETING))
    wrong = sum(each.get(kind, 0) for each in (own, elsewhere) for kind in ("wrong_code", "code_put_off"))
    return NoticedIntake(
        set_aside=people_set_aside(db, experiment.id),
        put_off=own.get("start_put_off", 0),
        wrong_codes=wrong if wrong >= GUESSING else 0,
    )
