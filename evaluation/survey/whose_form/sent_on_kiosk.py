"""A form that was sent on a shared device: its address is the next person's by then, who begins a form of their own."""

import uuid

from flask import request
from werkzeug import Response

from evaluation.questionnaire.form import Sent
from evaluation.store.log.session_role import see_rows_of
from evaluation.store.responses.receipts import kept_response
from evaluation.survey.cookie import brings_beginning, proves_in_form, sender_of
from evaluation.survey.kept_apart import apart_of
from evaluation.survey.whose_form.lent_form import SENT_ON_KIOSK, asked_whose
from evaluation.web.app import services


def is_sent_on_kiosk(words: str, response: uuid.UUID) -> bool:
    """Whether a form was sent on a shared device by whoever began it at this address.

    Whoever began with the same card under a mark of their own has not sent theirs. Away from a shared device nothing is
    looked up unless the address says that it was begun there.
    """
    is_marked = "kiosk" in request.args or brings_beginning(request, response)
    if not is_marked or proves_in_form(request, response):
        return False
    sender = sender_of(request, response) if "kiosk" in request.args else ""
    with services().database.reading() as db:
        kept = kept_response(db, response, words=words)
        if kept is None or not (kept.kiosk or "kiosk" in request.args):
            return False
        if sender in {"", kept.sender}:
            return True
        see_rows_of(db, apart := apart_of(response, sender))
        return kept_response(db, apart, words=words) is not None


def asked_to_begin_anew(words: str, response: uuid.UUID, language: str, sent: Sent) -> Response | None:
    """The page for whoever would be shown the questions of such a form again; None where nobody would."""
    asks_again = sent.faults or {"_switch", "_check", "_back"} & request.form.keys()
    if asks_again and is_sent_on_kiosk(words, response):
        return asked_whose(language, sent.given, why=SENT_ON_KIOSK)
    return None
