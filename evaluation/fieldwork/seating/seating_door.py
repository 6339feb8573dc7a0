"""Who works on a seating plan: somebody with an account, or whoever holds the evening's key."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from flask import flash, url_for
from sqlalchemy.orm import Session

from evaluation.fieldwork.presses.key_holder import changing_with_key, reading_with_key
from evaluation.models import EveningKey, Experiment
from evaluation.store.log.audit_entries import Actor
from evaluation.web.audit_log import EVENING_KEY
from evaluation.web.current_user import may, myself
from evaluation.web.scope import changing_experiment, log_action_of, reading_experiment

Opened = (
    AbstractContextManager[tuple[Session, None, Experiment]]
    | AbstractContextManager[tuple[Session, EveningKey, Experiment]]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatingDoor:
    """How somebody comes to the plan: what they may do, where the page's links lead, and who is written down."""

    reading: Callable[[], Opened]
    changing: Callable[[], Opened]
    actor: Actor
    address: str
    """The page of the plan; what changes it lies below."""
    evening: str
    """The evening's own page."""
    screen: str
    printing: Mapping[str, str] = field(default_factory=dict)
    """Where sheets are asked for and where they are, for those who may print."""
    says_what_was_done: bool = True
    """Whether what was done is said on the next page; without an account nothing is kept on the phone for that."""

    def note(self, db: Session, key: EveningKey | None, row: Experiment, action: str, /, **details: object) -> None:
        """Write down what was done."""
        log_action_of(db, self.actor, row, action, **details, **({"key": str(key.id)} if key else {}))

    def tell(self, message: str) -> None:
        """Say on the next page what was done."""
        if self.says_what_was_done:
            flash(message)


def door_of_account(experiment: uuid.UUID) -> SeatingDoor:
    """Somebody signed in, within their scope."""
    prints = may("cards.print")
    return SeatingDoor(
        reading=lambda: _keyless(reading_experiment(experiment)),
        changing=lambda: _keyless(changing_experiment(experiment)),
        actor=myself(),
        address=url_for("seating.seating", experiment=experiment),
        evening=url_for("home.one", experiment=experiment),
        screen=url_for("screen.screen", experiment=experiment),
        printing={
            "ask": url_for("seating.print_sheets", experiment=experiment),
            "file": url_for("seating.printed", experiment=experiment),
        }
        if prints
        else {},
    )


def door_of_key(key: str) -> SeatingDoor:
    """Whoever holds the evening's key."""
    return SeatingDoor(
        reading=lambda: reading_with_key(key),
        changing=lambda: changing_with_key(key),
        actor=EVENING_KEY,
        address=url_for("evening.seating", key=key),
        evening=url_for("evening.evening", key=key),
        screen=url_for("evening.screen", key=key),
        says_what_was_done=False,
    )


@contextmanager
def _keyless(opened: AbstractContextManager[tuple[Session, Experiment]]) -> Iterator[tuple[Session, None, Experiment]]:
    """An experiment opened by somebody signed in, in the shape of one opened with a key."""
    with opened as (db, row):
        yield db, None, row
