"""The page for whoever has no address, where they type the two words on the poster."""

from flask import Blueprint, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug import Response

from evaluation.domain.card_codes import is_mistyped, normalise
from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.store.responses.evenings_of_card import evenings_of_card
from evaluation.survey.join_address import named_in, normalised_address
from evaluation.survey.notices import keeping_language, offered_languages, page_language
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.i18n import use_language

pages = Blueprint("front", __name__)


@pages.get("/")
@public
def front() -> Response:
    """Where somebody types the two words on the poster."""
    return _front()


@pages.get("/join")
@public
def join() -> Response:
    """From the two words that somebody typed, a card's code or a whole address in their place, to where they mean."""
    typed = request.args.get("words", "")
    named = named_in(typed)
    card, words = normalise(named), normalised_address(named)
    with services().database.reading() as db:
        if card and evenings_of_card(db, card, now=services().clock()):
            return redirect(keeping_language(f"/c/{card}"), 303)
    if any(letter.isdigit() for letter in named):  # which no address has
        return _front(typed=typed, fault=_not_this_code(named))
    if not words:
        return _front(typed=typed, fault=_("Type the two words on the poster, or the code on your card."))
    return redirect(keeping_language(f"/{words}"), 303)


def _not_this_code(named: str) -> str:
    if normalise(named) or is_mistyped(named):
        return str(_("We do not know this card"))
    return str(_("A code has nine letters and numbers. Check it against your card or photo."))


def _front(*, typed: str = "", fault: str = "") -> Response:
    language = page_language()
    use_language(language)
    about = {"is_asked": "lang" in request.args, **page_words(language, offered_languages())}
    return make_response(
        render_template("survey/front.html", fault=fault, typed=typed, **about),
        422 if fault else 200,
    )
