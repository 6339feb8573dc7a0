"""A form that comes with no answer at all, as where a browser emptied it on the way Back: it is asked about once."""

import uuid

from flask import request

from evaluation.questionnaire.form import Sent
from evaluation.store.responses.receipts import kept_response
from evaluation.survey.whose_form.lent_form import ANOTHERS, MINE
from evaluation.web.app import services

BLANK = "_blank"
"""What the button sends by which somebody says that they leave every question blank."""


def is_blank_unasked(words: str, response: uuid.UUID, sent: Sent) -> bool:
    """Whether a first form is blank, and nobody has said yet that it is meant so; a script has asked already."""
    is_said = {BLANK, MINE, ANOTHERS, "_back"} & request.form.keys()
    by_script = request.headers.get("Accept", "").startswith("application/json")
    if sent.answers or sent.texts or is_said or by_script:
        return False
    with services().database.reading() as db:
        return kept_response(db, response, words=words) is None
