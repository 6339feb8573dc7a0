"""What was sent is changed on a phone that keeps no cookie: by whoever says that it is theirs.

What shows its receipt stands in an address, which may be passed on. It changes nothing by itself: a form brings it,
once somebody has said that the answers are theirs.
"""

import uuid
from collections.abc import Mapping

from flask import make_response, request
from werkzeug import Response

from evaluation.questionnaire.questionnaire_html import questionnaire_html, what_stays
from evaluation.survey.cookie import PROOF, brings_beginning, proof_of, proves_in_form
from evaluation.survey.delivery.page_cache import Ready
from evaluation.survey.notices import PERSONAL
from evaluation.survey.whose_form.lent_form import MINE, TO_CHANGE, asked_whose

CHANGE = "_change"
"""What the receipt sends by which somebody asks for the questions again."""


def is_claimed(response: uuid.UUID) -> bool:
    """Whether a form proves whose the answers are that were sent, or whoever began it says that they are theirs."""
    return proves_in_form(request, response) or (MINE in request.form and brings_beginning(request, response))


def proof_of_form(response: uuid.UUID) -> Mapping[str, str]:
    """What a page that is shown again has to bring, since its form brought it."""
    return {PROOF: proof_of(response)} if proves_in_form(request, response) else {}


def changing(ready: Ready, response: uuid.UUID) -> Response:
    """The questions once more for whoever says that what was sent is theirs; they are asked, whatever they bring."""
    proof, language = proof_of_form(response), ready.asked.language
    if not proof or MINE not in request.form:
        return asked_whose(language, {CHANGE: "1", **proof}, why=TO_CHANGE)
    page = questionnaire_html(ready.asked, note=what_stays(), action=f"{request.path}?again=1", carried=proof)
    return make_response(page, {**PERSONAL, "Cache-Control": "no-store"})
