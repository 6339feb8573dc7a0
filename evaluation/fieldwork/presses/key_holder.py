"""Whoever holds an evening key: the evening that it is for, to look at and to change.

The key in the address is the whole of the power, so nothing else is asked: no session, no cookie, no token.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, abort
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from evaluation.models import EveningKey, Experiment
from evaluation.store.accounts.evening_keys import experiment_of_key, has_been_key
from evaluation.store.evening.removed_evenings import is_key_of_removed
from evaluation.web.app import services

pages = Blueprint("evening", __name__, url_prefix="/evening/<key>")
"""Every page of an evening that works without an account."""


@contextmanager
def reading_with_key(key: str) -> Iterator[tuple[Session, EveningKey, Experiment]]:
    """The evening of a key, to look at."""
    with services().database.reading() as db:
        held, row = _held(db, key)
        yield db, held, row


@contextmanager
def changing_with_key(key: str) -> Iterator[tuple[Session, EveningKey, Experiment]]:
    """The evening of a key, in a transaction."""
    with services().database.transaction() as db:
        held, row = _held(db, key)
        yield db, held, row


def _held(db: Session, key: str) -> tuple[EveningKey, Experiment]:
    found = experiment_of_key(db, key, now=services().clock())
    return found if found is not None else abort(404, _said_of_key(db, key))


def _said_of_key(db: Session, key: str) -> str:
    if has_been_key(db, key):
        said: str = _("This key has ended. Ask the organiser who gave it to you for a new one.")
    elif is_key_of_removed(db, key):
        said = _("The evening of this key was removed, and the organiser can put it back within ten minutes. Ask them.")
    else:
        said = _(
            "This is no evening key, or its evening was removed. Scan it again, or ask the organiser for a new one."
        )
    return said
