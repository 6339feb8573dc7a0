"""Which translation a form was drawn in: it says so itself, since the words may be corrected while somebody answers."""

from dataclasses import replace

from flask import request

from evaluation.questionnaire.form import Sent
from evaluation.questionnaire.questionnaire_html import AskedVersion
from evaluation.store.instruments.translations.translation_numbers import kept_of

TRANSLATION = "_translation"
"""What a form sends of the corrected translations that it was drawn in; one in words as first published has none."""


def drawn_in(asked: AskedVersion) -> str:
    """What is kept of it with the answers."""
    return kept_of(request.form.get(TRANSLATION, ""), asked.translation)


def keeping_translation(sent: Sent) -> Sent:
    """What was sent, so that a page on which it is sent on says it as well."""
    drawn = {name: request.form[name] for name in (TRANSLATION,) if name in request.form}
    return replace(sent, given={**sent.given, **drawn})
