"""A card with which somebody has begun on another phone: whoever comes by it now says whether that was they.

Its address may have been passed on: nobody is taken for its holder, or goes on in their form, without saying so.
"""

from urllib.parse import urlencode

from flask import make_response, render_template
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.domain.card_codes import grouped
from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.store.responses.join_page import JoinPage
from evaluation.store.responses.remembered_people import BegunWave
from evaluation.survey.notices import PERSONAL, is_on_kiosk, offer_languages_of, offered_languages
from evaluation.survey.returning_participant import Welcome, about, drawn
from evaluation.survey.rights.pressed_too_soon import moment_asked
from evaluation.survey.starts.signed_start import signed_start
from evaluation.survey.unsent_answers import moment_of
from evaluation.survey.visits import Visit
from evaluation.web.app import services
from evaluation.web.i18n import current_language

CLAIMED = "claimed"
"""What is sent by whoever says that it was they who began with a card."""


def asked_whose_it_was(visit: Visit, welcome: Welcome) -> Response:
    """Whether it was they who began with the card; whoever says yes goes on as its holder, and agrees by that."""
    step = visit.step or visit.people[0].latest
    values = _said_of(welcome.evening, step) | {
        "is_printed": visit.people[0].is_by_card,
        "minted": signed_start(welcome.evening.words, welcome.wave, now=services().clock()),
        "claimed": CLAIMED,
        "began": welcome.titles(step.wave),
        "is_same_wave": visit.step is not None,
        "is_likely_another": bool(visit.on_phone),
        "own": _own_before(visit, welcome),
        "kiosk": is_on_kiosk(),
        "without": _without(welcome, is_asked_by_phone=bool(visit.on_phone)),
        "questions": len(welcome.version.questions(welcome.wave)),
        "agreed_otherwise": step.consent != welcome.version.consent.version,
    }
    return drawn("survey/cards/used_card.html", welcome=welcome, **(about(welcome) | values))


def asked_whose_unsent(db: Session, evening: JoinPage, step: BegunWave, *, card: str, title: str) -> Response:
    """The same of a form whose wave has closed, which whoever says yes goes on with."""
    offer_languages_of(db, evening)
    sent = {"card": card, "wave": step.wave, CLAIMED: "1", "asked": moment_asked(services().clock())}
    values = _said_of(evening, step) | {"words": evening.words, "began": title, "sent": sent, "code": grouped(card)}
    words = page_words(current_language(), offered_languages())
    return make_response(render_template("survey/cards/unsent_by_card.html", **(values | words)), PERSONAL)


def _said_of(evening: JoinPage, step: BegunWave) -> dict[str, object]:
    return {
        "when": moment_of(step.at, evening),
        "is_answered": step.sent_at is not None,
        "is_printed": step.method == "card",
    }


def _own_before(visit: Visit, welcome: Welcome) -> str:
    """That something was sent from this phone too, which would stay without a second form; empty where not."""
    sent = [step for person in visit.on_phone for step in person.steps if step.sent_at]
    if not sent:
        return ""
    step = max(sent, key=lambda step: step.at)
    about = {"title": welcome.titles(step.wave), "when": moment_of(step.at, welcome.evening)}
    return str(
        _(
            "%(title)s was answered on this phone too, %(when)s. Was that you? Then say no, and go on as yourself: "
            "if you say yes, that form stays without a second one.",
            **about,
        )
    )


def _without(welcome: Welcome, *, is_asked_by_phone: bool) -> str:
    """The first screen for whoever says that it was not they; their phone asks who they are, if it knows somebody."""
    query = {"lang": welcome.language} | ({} if is_asked_by_phone else {"new": "1", "apart": "1"})
    query |= ({"early": "1"} if welcome.early else {}) | ({"kiosk": "1"} if is_on_kiosk() else {})
    return f"/{welcome.evening.words}?{urlencode(query)}"
