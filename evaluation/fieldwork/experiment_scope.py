"""Finding what a page is about, within reach of whoever looks: what is out of reach is not there."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from flask import abort, current_app, request
from sqlalchemy.orm import Session

from evaluation.models import Experiment
from evaluation.storage.keys import key
from evaluation.store.accounts.accounts import RoleScope
from evaluation.store.log.actor import RecordedActor
from evaluation.store.scope.within_scope import experiment_within
from evaluation.web.access import declaration_of
from evaluation.web.app import services
from evaluation.web.audit_log import KEY_NAME, write_down
from evaluation.web.current_user import my_scope, myself


def scope_of_page() -> RoleScope:
    """How far I may do what this page does, by its own declaration."""
    declared = declaration_of(current_app, request.endpoint or "")
    assert declared is not None, "the application does not start with a route that declares nothing"
    return my_scope(declared)


@contextmanager
def reading(experiment: uuid.UUID) -> Iterator[tuple[Session, Experiment]]:
    """An experiment within my reach, for looking; 404 where it is not."""
    with services().database.reading() as db:
        yield db, _found(db, experiment)


@contextmanager
def changing_experiment(experiment: uuid.UUID) -> Iterator[tuple[Session, Experiment]]:
    """An experiment within my reach, in a transaction; 404 where it is not."""
    with services().database.transaction() as db:
        yield db, _found(db, experiment)


def log_experiment_action(db: Session, experiment: Experiment, action: str, **details: object) -> None:
    """Write down what I did to an experiment."""
    here = services()
    write_down(db, here.settings, actor=myself(), action=action, subject=experiment, now=here.clock(), details=details)


def recorded_actor() -> RecordedActor:
    """Me, as somebody whose deeds the store writes down itself."""
    here = services()
    return RecordedActor(actor=myself(), log_key=key(here.settings, KEY_NAME), now=here.clock())


def _found(db: Session, experiment: uuid.UUID) -> Experiment:
    found = experiment_within(db, experiment, scope=scope_of_page())
    return found if found is not None else abort(404)
