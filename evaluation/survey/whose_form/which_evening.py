"""A card that leads to more than one evening of its study: whoever comes by it says at which they are."""

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import request
from werkzeug import Response

from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.store.responses.evenings_of_card import EveningOfCard
from evaluation.survey.notices import offered_languages, page_language
from evaluation.survey.returning_participant import drawn
from evaluation.web.i18n import use_language


def asked_which_evening(evenings: Sequence[EveningOfCard], card: str) -> Response:
    """A page with a button for each evening; nothing has begun yet."""
    language = page_language()
    use_language(language)
    query = urlencode({**request.args, "card": card})
    about = page_words(language, offered_languages())
    return drawn("survey/cards/which_evening.html", evenings=evenings, query=query, **about)
