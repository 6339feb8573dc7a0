"""What a staff page is about: found within the scope of whoever looks, changed in one transaction, written down.

What lies out of scope is not there: 404, as where there is none.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from flask import abort, current_app, g, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from evaluation.models import Base, Chapter, Experiment, Study
from evaluation.store.accounts.role_scope import RoleScope
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import Actor
from evaluation.store.scope.within_scope import chapter_within, experiment_within, study_within
from evaluation.web.access import declaration_of
from evaluation.web.app import services
from evaluation.web.audit_log import account_actor, recording, write_down, write_down_noticed
from evaluation.web.current_user import anybody, my_scope, myself

Subject = TypeVar("Subject")
Lookup = Callable[[Session], Subject | None]
"""How the subject of a page is found; nothing where it is out of scope."""


class NoSuchExperimentError(NotFound):
    """There is no such experiment, or it is out of scope."""

    def __init__(self, experiment: uuid.UUID) -> None:
        super().__init__()
        self.experiment = experiment


def scope_of_page() -> RoleScope:
    """How far I may do what this page does, by its own declaration."""
    declared = declaration_of(current_app, request.endpoint or "")
    assert declared is not None, "the application does not start with a route that declares nothing"
    return my_scope(declared)


@contextmanager
def reading(lookup: Lookup[Subject]) -> Iterator[tuple[Session, Subject]]:
    """The subject of a page, to look at."""
    with services().database.reading() as db:
        yield db, _there(lookup(db))


@contextmanager
def changing(lookup: Lookup[Subject]) -> Iterator[tuple[Session, Subject]]:
    """The subject of a page, in a transaction."""
    with services().database.transaction() as db:
        yield db, _there(lookup(db))


def reading_experiment(experiment: uuid.UUID) -> AbstractContextManager[tuple[Session, Experiment]]:
    """An experiment within my scope, to look at."""
    return reading(lambda db: _experiment(db, experiment))


def changing_experiment(experiment: uuid.UUID) -> AbstractContextManager[tuple[Session, Experiment]]:
    """An experiment within my scope, in a transaction."""
    return changing(lambda db: _experiment(db, experiment))


def reading_chapter(chapter: uuid.UUID) -> AbstractContextManager[tuple[Session, Chapter]]:
    """A chapter within my scope, to look at."""
    return reading(lambda db: chapter_within(db, chapter, scope=scope_of_page()))


def reading_study(study: uuid.UUID) -> AbstractContextManager[tuple[Session, Study]]:
    """A study that lies within my scope as a whole, to look at."""
    return reading(lambda db: study_within(db, study, scope=scope_of_page()))


def log_action(db: Session, subject: Base | str, action: str, /, **details: object) -> None:
    """Write down what I did to something."""
    log_action_of(db, myself(), subject, action, **details)


def log_action_of(db: Session, actor: Actor, subject: Base | str, action: str, /, **details: object) -> None:
    """Write down what another actor did to something: a volunteer, or somebody who is just signing in."""
    write_down(
        db, services().settings, actor=actor, action=action, subject=subject, now=services().clock(), details=details
    )


def log_noticed(faults: Iterable[str]) -> None:
    """Write down, in a transaction of its own, that a page came upon what somebody changed after it was published."""
    known = services()
    with known.database.transaction() as db:
        write_down_noticed(db, known.settings, faults, actor=account_actor(anybody()), now=known.clock())


def recorded_actor(actor: Actor | None = None) -> RecordedActor:
    """Me, or another actor, as somebody whose actions the store writes down itself."""
    return recording(services().settings, actor or myself(), now=services().clock())


def _experiment(db: Session, experiment: uuid.UUID) -> Experiment:
    found = experiment_within(db, experiment, scope=scope_of_page())
    if found is None:
        raise NoSuchExperimentError(experiment)
    return found


def _there(found: Subject | None) -> Subject:
    """The subject; that it is of an example is noted, as the bar of its page says so."""
    if found is None:
        abort(404)
    study = found.study if isinstance(found, Experiment | Chapter) else found
    g.is_of_example = isinstance(study, Study) and study.is_example
    return found
