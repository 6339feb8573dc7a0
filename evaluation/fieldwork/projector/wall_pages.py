"""The projector of whoever holds an evening key: an address of its own that shows the screen and can press nothing.

The whole room reads what stands in the address on the wall, and a photograph of it is soon taken.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, Response, abort, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response as Answer

from evaluation.fieldwork.projector.join_screen import count_answer, screen_of, screen_page
from evaluation.models import EveningKey, Experiment
from evaluation.store.accounts.evening_keys import experiment_to_show, has_been_shown, proof_to_show
from evaluation.web.access import public
from evaluation.web.app import services

pages = Blueprint("wall", __name__, url_prefix="/wall/<uuid:made_of>/<proof>")


def wall_address(key: EveningKey) -> str:
    """Where the screen stands for the holder of a key."""
    return url_for("wall.screen", made_of=key.id, proof=proof_to_show(key))


def wall_url(key: EveningKey) -> str:
    """The same in full, to be typed or scanned on another computer."""
    return f"{services().settings.base_url}/staff/wall/{key.id}/{proof_to_show(key)}"


@pages.get("")
@public
def screen(made_of: uuid.UUID, proof: str) -> str | Answer:
    """The join screen for the projector."""
    with _shown(made_of, proof) as (db, row):
        return screen_page(db, row, count_at=url_for("wall.count", made_of=made_of, proof=proof), by_key=True)


@pages.get("/count")
@public
def count(made_of: uuid.UUID, proof: str) -> Response:
    """The count as JSON; 304 while it is the same."""
    with _shown(made_of, proof) as (db, row):
        return count_answer(screen_of(db, row))


@contextmanager
def _shown(made_of: uuid.UUID, proof: str) -> Iterator[tuple[Session, Experiment]]:
    with services().database.reading() as db:
        row = experiment_to_show(db, made_of, proof, now=services().clock())
        yield db, row or abort(404, _said_of_end(db, made_of, proof))


def _said_of_end(db: Session, made_of: uuid.UUID, proof: str) -> str:
    if has_been_shown(db, made_of, proof):
        return str(_("The key with which this screen was opened has ended. Ask the organiser for a new one."))
    return str(_("This screen has ended. Open it again from the evening's page."))
