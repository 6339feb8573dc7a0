"""Complaining about how answers are handled, without saying who one is; and reading what was answered.

What is written goes into no log and into no address. How to reach whoever writes is asked apart and may stay empty:
with the code on the page that thanks them they read the answer all the same.
"""

import hmac
import json
import random
import secrets
import uuid
from collections.abc import Sequence

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response as AnyResponse

from evaluation.domain.card_codes import grouped
from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.storage.keys import key
from evaluation.store.complaints.complaints import (
    ACKNOWLEDGED_WITHIN,
    LONGEST_COMPLAINT,
    LONGEST_CONTACT,
    ComplaintAnswer,
    NewComplaint,
    TooManyComplaintsError,
    answer_of_code,
    file_complaint,
    in_one_form,
)
from evaluation.store.responses.join_page import JoinPage, evening_at
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.studies import all_studies
from evaluation.store.studies.who_asks import who_asks
from evaluation.survey.notices import offer_languages_of, offered_languages, page_language
from evaluation.survey.unknown_address import unknown_address
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.i18n import use_language

pages = Blueprint("complaint", __name__)
PRESS = "press"
"""The field that tells a form that is sent again from another one."""


@pages.get("/privacy/complaint")
@pages.get("/<words>/complaint")
@public
def ask(words: str = "") -> AnyResponse:
    """The form: what somebody is not happy with, and how to reach them if they like."""
    with services().database.reading() as db:
        if words and _evening(db, words) is None:
            return unknown_address(db, words)
        return _page(db, words)


@pages.post("/privacy/complaint")
@pages.post("/<words>/complaint")
@public
def send(words: str = "") -> AnyResponse:
    """Keep it, and give a code for the answer; what cannot be kept is given back with why."""
    typed = {name: request.form.get(name, "") for name in ("text", "contact", "meeting")}
    use_language(page_language())
    whole = _with_meeting(typed["text"], typed["meeting"])
    faults, status = _faults(whole, typed["contact"]), 422
    try:
        with services().database.transaction() as db:
            evening = _evening(db, words) if words else None
            if words and evening is None:
                return unknown_address(db, words)
            if not faults:
                study = experiment_named(db, str(evening.experiment)).study_id if evening else _only_study(db)
                sent = NewComplaint(text=whole, contact=typed["contact"], language=page_language(), study=study)
                code = file_complaint(db, sent, now=services().clock(), rng=_rng_of(sent))
                return _page(db, words, code=grouped(code))
    except TooManyComplaintsError:
        faults = [_("So many complaints came in today that no more can be kept here. Please use the contact below.")]
        status = 503
    with services().database.reading() as db:
        return _page(db, words, typed=typed, faults=faults, status=status)


def _with_meeting(text: str, meeting: str) -> str:
    """What somebody wrote, after the meeting that it is about, where they left it named."""
    named = " ".join(meeting.split())
    return f"{named}\n\n{text}" if named and text.strip() else text


def _meeting(db: Session, words: str) -> str:
    """The meeting of this page, by its title and day."""
    evening = evening_at(db, words) if words else None
    if evening is None:
        return ""
    return ", ".join(filter(None, [evening.title, format_date(evening.date, "long") if evening.date else ""]))


def _rng_of(sent: NewComplaint) -> random.Random:
    """What makes the code: the same for the same form sent again, which nobody else can foretell."""
    press = request.form.get(PRESS, "")
    if not press:
        return secrets.SystemRandom()
    whole = json.dumps([press, sent.text, sent.contact, str(sent.study)]).encode()
    made = hmac.digest(key(services().settings, "cookies"), b"complaint\0" + whole, "sha256")
    return random.Random(int.from_bytes(made))  # noqa: S311 - seeded by a keyed hash, of which a code has 40 bits


def _faults(text: str, contact: str) -> list[str]:
    """Why what was typed cannot be kept, a sentence each."""
    length, faults = len(in_one_form(text)), list[str]()
    if not length:
        faults.append(_("Please write what you are not happy with."))
    if length > LONGEST_COMPLAINT:
        faults.append(
            _(
                "That is %(length)s characters, and %(most)s can be kept. Please shorten it.",
                length=length,
                most=LONGEST_COMPLAINT,
            )
        )
    if len(contact) > LONGEST_CONTACT:
        faults.append(
            _("How to reach you is longer than %(most)s characters. Please shorten it.", most=LONGEST_CONTACT)
        )
    return faults


@pages.post("/privacy/complaint/answer")
@pages.post("/<words>/complaint/answer")
@public
def read_answer(words: str = "") -> AnyResponse:
    """What was answered to a complaint, for whoever has its code."""
    with services().database.reading() as db:
        if words and _evening(db, words) is None:
            return unknown_address(db, words)
        found = answer_of_code(db, request.form.get("code", "")[:40])
        use_language(page_language())
        fault = "" if found else _("No complaint has this code. Look at each letter again.")
        return _page(db, words, found=found, code_fault=fault, status=200 if found else 422)


def _evening(db: Session, words: str) -> JoinPage | None:
    evening = evening_at(db, words)
    if evening:
        offer_languages_of(db, evening)
    return evening


def _only_study(db: Session) -> uuid.UUID | None:
    """The study there is; None where there are several, examples among them: the page may have named any of them."""
    studies = list(all_studies(db))
    return studies[0].id if len(studies) == 1 else None


def _contact(db: Session, words: str) -> str:
    if words and (evening := evening_at(db, words)):
        return evening.who_asks.contact
    said = {who_asks(study).contact for study in all_studies(db) if not study.is_example}
    return said.pop() if len(said) == 1 else ""


def _page(
    db: Session,
    words: str,
    *,
    typed: dict[str, str] | None = None,
    faults: Sequence[str] = (),
    code: str = "",
    found: ComplaintAnswer | None = None,
    code_fault: str = "",
    status: int = 200,
) -> Response:
    language = page_language()
    use_language(language)
    evening = evening_at(db, words) if words else None
    page = render_template(
        "survey/rights/complaint.html",
        words=words,
        is_comparison=evening is not None and evening.is_comparison,
        typed=typed or {"meeting": _meeting(db, words)},
        faults=faults,
        code=code,
        found=found,
        code_fault=code_fault,
        contact=_contact(db, words),
        press=request.form.get(PRESS) or secrets.token_hex(16),
        days=ACKNOWLEDGED_WITHIN.days,
        most=LONGEST_COMPLAINT,
        most_contact=LONGEST_CONTACT,
        **page_words(language, offered_languages()),
    )
    return make_response(page, status)
