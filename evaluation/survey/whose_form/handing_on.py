"""Handing a phone on to the next person, and taking that back."""

import uuid

from flask import Blueprint, make_response, redirect, request
from werkzeug import Response

from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.store.responses.join_page import evening_at
from evaluation.store.responses.receipts import put_receipt_away
from evaluation.store.responses.remembered_people import known_people
from evaluation.survey.agreements import long_ago
from evaluation.survey.cookie import hand_on, is_proven, remembered, undo_hand_on
from evaluation.survey.notices import keeping_language, offer_languages_of, offered_languages
from evaluation.survey.returning_participant import drawn
from evaluation.survey.rights.pressed_too_soon import asked_at, is_pressed_too_soon, moment_asked
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.i18n import current_language

pages = Blueprint("handing_on", __name__)


@pages.get("/<words>/next")
@public
def ask_to_hand_on(words: str) -> Response:
    """Whether to hand this phone on; nothing happens yet. Going back stands first where answers would be cleared."""
    with services().database.reading() as db:
        evening = evening_at(db, words)
        if evening is None:
            return redirect(keeping_language(f"/{words}"), 303)
        offer_languages_of(db, evening)
        phone = remembered(request)
        known = known_people(db, phone.people, experiment=evening.experiment)
        mine = next((person for person in known if person.participant == phone.current), None)
        is_unsent = mine is None or any(step.sent_at is None for step in mine.steps)
    has_sent = mine is not None and any(step.sent_at is not None for step in mine.steps)
    asked = {
        "has_sent": has_sent,
        "shows_code": not phone.is_shared,
        "asked": moment_asked(services().clock()),
        "is_pressed": asked_at() is not None,
    }
    about = page_words(current_language(), offered_languages())
    return drawn("survey/hand_on.html", words=words, is_unsent=is_unsent, **asked, **about)


@pages.post("/<words>/next")
@public
def next_person(words: str) -> Response:
    """Hand the phone on: it is nobody's until somebody agrees. The script has a page already and is shown none.

    The second tap of the press that opened the page which asks says nothing: it asks again.
    """
    if is_pressed_too_soon(services().clock()):
        return ask_to_hand_on(words)
    kiosk, by_script = "kiosk" in request.form, request.headers.get("Accept", "").startswith("application/json")
    there = redirect(f"/{words}{'?kiosk=1' if kiosk else _in_language()}", 303)
    response = make_response("", 204) if by_script else make_response(there)
    if kiosk:
        _leave_receipt()
    else:
        hand_on(response, request, words=words, now=long_ago(request.form, services().clock()))
    return response


@pages.post("/<words>/back")
@public
def undo(words: str) -> Response:
    """Undo handing on, while that can be, at the first press; the script kept aside what was answered, and is told."""
    if not remembered(request).can_be_taken_back(services().clock()):
        return redirect(f"/{words}{_in_language()}", 303)
    response = make_response(redirect(f"/{words}{_in_language() or '?'}&undone=1", 303))
    undo_hand_on(response, request, words=words)
    return response


def _leave_receipt() -> None:
    """The receipt of whoever was before shows no code any more, neither by Back nor at its address."""
    try:
        sent = uuid.UUID(request.form.get("sent", ""))
    except ValueError:
        return
    if is_proven(request, sent):
        with services().database.transaction() as db:
            put_receipt_away(db, sent)


def _in_language() -> str:
    language = request.form.get("lang", "")
    return f"?lang={language}" if language.isalnum() else ""
