"""A form that somebody began on a phone and handed the phone on since: whose is it who opens it, or sends it?"""

import uuid
from collections.abc import Mapping

from flask import jsonify, make_response, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.questionnaire.form import check
from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.store.responses.consents import participant_of
from evaluation.store.responses.join_page import JoinPage, evening_at
from evaluation.survey.closed_wave import refused_as_late
from evaluation.survey.cookie import remembered
from evaluation.survey.delivery.page_cache import page_cache_here
from evaluation.survey.notices import PERSONAL, keeping_language, offered_languages
from evaluation.survey.returning_participant import visit_on_phone
from evaluation.survey.start import start_page
from evaluation.survey.visits import Stage
from evaluation.survey.whose_form.arrival import Arrival
from evaluation.survey.whose_form.begun_here import is_of_nobody_here
from evaluation.web.app import services
from evaluation.web.i18n import current_language

MINE, ANOTHERS = "_mine", "_anothers"
"""What the buttons send by which somebody says whose form it is."""
ANSWERED = "answered"
"""What the second of them sends where somebody else has sent answers with the form."""
LENT, SENT_BEFORE, TO_CHANGE, SENT_ON_KIOSK = "handed_on", "sent_before", "to_change", "sent_on_kiosk"
"""Why it is asked whose a form is, where it is not that nobody here began it."""
TEMPLATES = {LENT: "lent", SENT_BEFORE: "sent_before", TO_CHANGE: "sent_before", SENT_ON_KIOSK: "sent_on_kiosk"}


def _is_shared() -> bool:
    """Whether this phone was ever handed on; a kiosk remembers nobody."""
    return "kiosk" not in request.args and remembered(request).is_shared


def lender_of(db: Session, response: uuid.UUID) -> uuid.UUID | None:
    """Whoever began a form on this phone and handed the phone on since; None where it is not such a form."""
    if not _is_shared():
        return None
    phone, person = remembered(request), participant_of(db, response)
    return person if person in phone.people and person != phone.current else None


def is_lent(response: uuid.UUID) -> bool:
    """Whether a form is such a one; where a phone was never shared nothing is looked up."""
    if not _is_shared():
        return False
    with services().database.reading() as db:
        return lender_of(db, response) is not None


def is_another_s(response: uuid.UUID) -> bool:
    """Whether a form is not of whoever has this phone now: lent, begun elsewhere, or begun by nobody yet."""
    with services().database.reading() as db:
        return is_of_nobody_here(db, response) or lender_of(db, response) is not None


def is_sent_by_lender() -> bool:
    """Whether whoever sends a form has said that it is theirs, or the script that it was sent before handing on."""
    return bool({MINE, "handed"} & request.form.keys())


def asked_whose(language: str, given: Mapping[str, str], *, why: str = LENT) -> Response:
    """Whose form it is: nothing is stored until somebody says so, and what they answered stays on the page.

    The script forgets what it sent as it does what has faults, and sends the form itself to be shown this page.
    `why` is that it was lent, or what became of it as it was sent: begun elsewhere, by nobody who has agreed, sent
    before, or on a shared device; or that somebody comes from its receipt.
    """
    if request.headers.get("Accept", "").startswith("application/json"):
        return make_response(jsonify({"outcome": why, "faults": {}}), 409)
    sent = {**given, "lang": language} | ({"_stop": "1"} if "_stop" in request.form else {})
    names = {"mine": MINE, "anothers": ANOTHERS, "answered": ANSWERED}
    words = page_words(current_language(), offered_languages())
    template = f"survey/whose_form/{TEMPLATES.get(why, 'not_yours')}.html"
    there = (request.view_args or {}).get("words", "")
    page = render_template(template, sent=sent, why=why, words=there, **names, **words)
    return make_response(page, 409, PERSONAL)


def answers_of_another(db: Session, evening: JoinPage) -> Mapping[str, str]:
    """What comes with somebody who agrees, from a form that was not theirs; nothing where they come as anybody does."""
    asking = evening.waves.get(request.form.get("wave", ""))
    if asking is None or ANOTHERS not in request.form:
        return {}
    return check(page_cache_here().version(db, asking), asking.kind, sent=request.form).given


def as_another(words: str, wave: str, given: Mapping[str, str]) -> Response:
    """For somebody else than the lender: the form that they began themselves, or the first screen, with the answers."""
    with services().database.reading() as db:
        evening = evening_at(db, words)
        asking = evening.open_now() if evening else None
        if evening is None:
            return redirect(keeping_language(f"/{words}"), 303)
        if asking is None or asking.kind != wave:
            return refused_as_late(words)
        kiosk = "kiosk" in request.args
        visit = visit_on_phone(db, evening, wave, kiosk=kiosk)
        if visit.stage is Stage.MIDWAY and visit.step:
            language = visit.step.language or evening.languages[0]
            return redirect(f"/{words}/{wave}/{language}/{visit.step.response}", 307)
        return start_page(db, evening, Arrival(kiosk=kiosk, new=visit.stage is Stage.SENT, answers=given))
