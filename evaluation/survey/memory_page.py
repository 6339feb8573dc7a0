"""Memory questions, where an experiment asks them: right after Before, and after After of whom nothing joins yet.

What is given is kept as keyed hashes with the response; the key is a file of each experiment, outside the database.
"""

import uuid
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from flask import Blueprint, make_response, redirect, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.domain.errors import Refused
from evaluation.models import ELEMENTS
from evaluation.questionnaire.memory_wording import FAULTS, QUESTIONS
from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.storage.keyring import links_key
from evaluation.store.linking.memory_questions import asked_after, is_joined_already, keep_memory, normalised_element
from evaluation.store.log.key_marks import is_destroyed, links_of
from evaluation.store.responses.join_page import JoinPage, evening_at
from evaluation.store.responses.receipts import StoredReceipt, kept_response
from evaluation.survey.cookie import PROOF, is_of_sender, is_proven, proof_of
from evaluation.survey.notices import asked_or, offer_languages_of, offered_languages
from evaluation.survey.unknown_address import unknown_address
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.i18n import use_language

pages = Blueprint("remembering", __name__)
ADDRESS = "/<words>/remember/<uuid:response>"
CARRIED = ("lang", "kiosk", "apart", "other")
"""What the address brings that goes on with it; the proof of whose form it is comes with the page's form."""
FIGURES = {"birth_day", "older_siblings", "phone_digits"}


@pages.get(ADDRESS)
@public
def remember(words: str, response: uuid.UUID) -> Response:
    """The five questions, each of which may stay blank."""
    with services().database.reading() as db:
        evening, kept = evening_at(db, words), kept_response(db, response, words=words)
        if evening is None:
            return unknown_address(db, words)
        offer_languages_of(db, evening)
        is_asked = kept and _is_asked(db, evening, kept, response)
    return _page(kept, response, given={}) if kept and is_asked else _on(words, response)


@pages.post(ADDRESS)
@public
def keep(words: str, response: uuid.UUID) -> Response:
    """Keep what was given by whoever sent the form, as hashes, and go on to the receipt."""
    given = {name: request.form[name] for name in ELEMENTS if request.form.get(name, "").strip()}
    with services().database.transaction() as db:
        evening, kept = evening_at(db, words), kept_response(db, response, words=words)
        if evening is None:
            return unknown_address(db, words)
        offer_languages_of(db, evening)
        if kept and _is_asked(db, evening, kept, response):
            faulty = [name for name, written in given.items() if not _is_readable(name, written)]
            if faulty:
                return _page(kept, response, given=given, faulty=faulty)
            missing = [name for name in ELEMENTS if name not in given]
            if missing and "_check" in request.form:
                return _page(kept, response, given=given, missing=missing)
            keep_memory(db, response, given=given, key=_key(db, evening))
    return _on(words, response)


def _is_asked(db: Session, evening: JoinPage, kept: StoredReceipt, response: uuid.UUID) -> bool:
    """Whether whoever comes is asked these: they sent the form, answered something, and are not joined as it is."""
    if not (kept.answered > 0 and asked_after(evening.options, kept.wave) and is_of_sender(request, kept, response)):
        return False
    if kept.wave == "post" and is_joined_already(db, kept.participant):
        return False
    return not is_destroyed(db, links_of(evening.experiment))


def _is_readable(name: str, written: str) -> bool:
    try:
        normalised_element(name, written)
    except Refused:
        return False
    return True


def _key(db: Session, evening: JoinPage) -> bytes:
    return links_key(db, services().settings, evening.experiment, now=services().clock())


def _page(
    kept: StoredReceipt,
    response: uuid.UUID,
    *,
    given: dict[str, str],
    faulty: Sequence[str] = (),
    missing: Sequence[str] = (),
) -> Response:
    language = asked_or(kept.language)
    use_language(language)
    questions = {name: _(words) for name, words in QUESTIONS.items()}
    page = render_template(
        "survey/remember.html",
        questions=questions,
        figures=FIGURES,
        given=given,
        missing=missing,
        faults={name: _(FAULTS[name]) for name in faulty},
        skip=_receipt(kept.words, response),
        action=request.path + _query(request.args, CARRIED),
        proof=proof_of(response) if is_proven(request, response) else "",
        **page_words(language, offered_languages()),
    )
    return make_response(page, 422 if faulty else 200)


def _on(words: str, response: uuid.UUID) -> Response:
    return redirect(_receipt(words, response), 303)


def _receipt(words: str, response: uuid.UUID) -> str:
    return f"/{words}/sent/{response}" + _query(request.values, (*CARRIED, PROOF))


def _query(brought: Mapping[str, str], names: Sequence[str]) -> str:
    kept = {name: brought[name] for name in names if brought.get(name, "").isalnum()}
    return f"?{urlencode(kept)}" if kept else ""
