"""Whether a form was begun by whoever opens it: its address may have been passed on (docs/adr/0006)."""

import uuid
from urllib.parse import urlencode

from flask import redirect, request
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.store.responses.consents import minted_participant, participant_of
from evaluation.survey.cookie import BEGUN, brings_beginning, proves_in_form, remembered
from evaluation.web.app import services


def without_mark(response: uuid.UUID) -> Response | None:
    """To the same address without the mark that the form was begun here, once this phone's cookie says so.

    So nothing is passed on with an address by which somebody else could go on. What was sent goes on as well.
    """
    if BEGUN not in request.args or "kiosk" in request.args or not remembered(request).people:
        return None
    if not _names(minted_participant(response)) and not _names(_begun_by(response)):
        return None
    rest = urlencode([(name, value) for name, value in request.args.items(multi=True) if name != BEGUN])
    return redirect(f"{request.path}?{rest}" if rest else request.path, 307 if request.method == "POST" else 303)


def is_begun_elsewhere(response: uuid.UUID) -> bool:
    """Whether somebody began a form, and nothing says that it was on this phone.

    What was agreed to without signal is not looked up, and neither is a form whose phone is known by what it brings.
    """
    if is_marked(response) or _names(minted_participant(response)) or "o" in request.args:
        return False
    person = _begun_by(response)
    return person is not None and not _names(person)


def is_marked(response: uuid.UUID) -> bool:
    """Whether a request brings what was given to whoever began or sent a form."""
    return brings_beginning(request, response) or proves_in_form(request, response)


def is_of_nobody_here(db: Session, response: uuid.UUID) -> bool:
    """Whether a form was begun by nobody, or not on this phone."""
    person = participant_of(db, response)
    return person is None or not (is_marked(response) or _names(person))


def _names(person: uuid.UUID | None) -> bool:
    """Whether this phone's cookie names somebody; a kiosk remembers nobody."""
    return person in remembered(request).people and "kiosk" not in request.args


def _begun_by(response: uuid.UUID) -> uuid.UUID | None:
    with services().database.reading() as db:
        return participant_of(db, response)
