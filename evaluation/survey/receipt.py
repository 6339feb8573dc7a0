"""After sending: a receipt, how many have answered, the code to keep, and how to take the answers back."""

import uuid

from flask import Blueprint, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug import Response

from evaluation.app import parts
from evaluation.codes import spoken
from evaluation.i18n import speak_in
from evaluation.questionnaire.rendering import page_words
from evaluation.store.consents import token_of
from evaluation.store.evenings import evening_at, people_who_answered
from evaluation.store.responses import response_kept
from evaluation.store.submission import receipt_code
from evaluation.survey.joining import unknown_address
from evaluation.survey.notices import notice
from evaluation.survey.phone import hand_on

pages = Blueprint("receipt", __name__)


@pages.get("/<words>/sent/<uuid:response>")
def receipt(words: str, response: uuid.UUID) -> Response:
    """The receipt of a stored response; the same however often it was sent."""
    with parts().database.reading() as db:
        kept, evening = response_kept(db, response, words=words), evening_at(db, words)
        if evening is None:
            return unknown_address(db, words)
        if kept is None:
            return _nothing_here(words)
        speak_in(kept.language)
        then = evening.waves.get("then")
        page = render_template(
            "survey/receipt.html",
            evening=evening,
            code=spoken_receipt(receipt_code(response)),
            token=spoken(token_of(db, response) or ""),
            people=people_who_answered(db, kept.id),
            wave=kept.kind,
            response=response,
            again=kept.kind == "post" and then is not None and then.is_open(),
            kiosk=kept.mode == "kiosk",
            **page_words(kept.language),
        )
    return make_response(page)


@pages.post("/<words>/next")
def next_person(words: str) -> Response:
    """Hand the phone on: it forgets who answered, and remembers nobody from now on."""
    response = make_response(redirect(f"/{words}" + ("?kiosk=1" if "kiosk" in request.form else ""), 303))
    hand_on(response, request, words=words)
    return response


def spoken_receipt(code: str) -> str:
    """A receipt code in groups of four."""
    return f"{code[:4]} {code[4:]}"


def _nothing_here(words: str) -> Response:
    return notice(
        _("There is no receipt here"),
        [_("Either nothing was sent from this address, or these answers have been taken back.")],
        status=404,
        actions=[(_("Look what is open now"), f"/{words}")],
    )
