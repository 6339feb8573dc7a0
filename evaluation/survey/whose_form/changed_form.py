"""What was sent is changed on a phone that keeps no cookie: by whoever says that it is theirs.

What shows its receipt stands in an address, which may be passed on. It changes nothing by itself: a form brings it,
once somebody has said that the answers are theirs.
"""

import uuid
from collections.abc import Mapping

from flask import make_response, redirect, request
from werkzeug import Response

from evaluation.questionnaire.questionnaire_html import questionnaire_html, what_stays
from evaluation.store.responses.receipts import kept_response
from evaluation.survey.closed_wave import after_closing
from evaluation.survey.cookie import PROOF, brings_beginning, proof_of, proves_in_form
from evaluation.survey.delivery.page_cache import Ready
from evaluation.survey.notices import PERSONAL, keeping_language
from evaluation.survey.whose_form.lent_form import MINE, TO_CHANGE, asked_whose
from evaluation.web.app import services

CHANGE = "_change"
"""What the receipt sends by which somebody asks for the questions again."""


def is_claimed(response: uuid.UUID) -> bool:
    """Whether whoever began a form says that the answers are theirs that were sent with it."""
    return MINE in request.form and brings_beginning(request, response)


def proof_of_form(response: uuid.UUID) -> Mapping[str, str]:
    """What a page that is shown again has to bring, since its form brought it."""
    return {PROOF: proof_of(response)} if proves_in_form(request, response) else {}


def receipt_once_after_is_sent(words: str, response: uuid.UUID) -> Response | None:
    """To the receipt, which says that Before is not changed any more; None where After has not been sent."""
    with services().database.reading() as db:
        kept = kept_response(db, response, words=words)
    if kept is None or not kept.is_after_sent:
        return None
    return redirect(keeping_language(f"/{words}/sent/{response}{_shown_by_proof(response)}"), 303)


def receipt_without_cookie(words: str, response: uuid.UUID) -> Response | None:
    """To the receipt from a form that was sent by a phone that keeps no cookie, which Back would show empty.

    Elsewhere the script or the phone's cookie tells; nothing is looked up there.
    """
    if "again" in request.args or "kiosk" in request.args or not brings_beginning(request, response):
        return None
    with services().database.reading() as db:
        kept = kept_response(db, response, words=words)
    return redirect(keeping_language(f"/{words}/sent/{response}"), 303) if kept else None


def _shown_by_proof(response: uuid.UUID) -> str:
    return "".join(f"?{name}={value}" for name, value in proof_of_form(response).items())


def changing(ready: Ready, words: str, response: uuid.UUID) -> Response:
    """The questions once more for whoever says that what was sent is theirs; they are asked, whatever they bring."""
    if ready.has_closed:
        return after_closing(ready, words, response)
    if final := receipt_once_after_is_sent(words, response):
        return final
    proof, language = proof_of_form(response), ready.asked.language
    if not proof or MINE not in request.form:
        return asked_whose(language, {CHANGE: "1", **proof}, why=TO_CHANGE)
    page = questionnaire_html(ready.asked, note=what_stays(), action=f"{request.path}?again=1", carried=proof)
    return make_response(page, {**PERSONAL, "Cache-Control": "no-store"})
