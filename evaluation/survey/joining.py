"""Coming to a join address or by a card, and agreeing: then the questionnaire has an address of its own."""

import secrets
import uuid

from flask import Blueprint, make_response, redirect, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.app import parts
from evaluation.codes import normalise
from evaluation.i18n import speak_in
from evaluation.store.consents import (
    Agreement,
    Begun,
    begin_on_same_phone,
    begin_with_card,
    begin_without_card,
    participant_of,
)
from evaluation.store.evenings import Asking, Evening, addresses_among, evening_at, words_of_card
from evaluation.survey.addresses import meant, tidied
from evaluation.survey.notices import notice
from evaluation.survey.phone import remember, remembered
from evaluation.survey.secret import secret
from evaluation.survey.start import Arrival, open_to, shelf, start_page

pages = Blueprint("joining", __name__)


@pages.get("/<words>")
def start(words: str) -> Response:
    """The first screen at a join address."""
    with parts().database.reading() as db:
        evening = evening_at(db, words)
        return start_page(db, evening, _arrival()) if evening else unknown_address(db, words)


@pages.get("/join")
def join() -> Response:
    """From the two words that somebody typed to their address."""
    return redirect(f"/{tidied(request.args.get('words', ''))}", 303)


@pages.get("/c/<token>")
def start_with_card(token: str) -> Response:
    """The first screen for whoever holds a card."""
    card = normalise(token) or ""
    with parts().database.reading() as db:
        words = words_of_card(db, card) if card else None
        evening = evening_at(db, words) if words else None
        return start_page(db, evening, _arrival(card=card)) if evening else _unknown_card()


@pages.post("/<words>")
def begin(words: str) -> Response:
    """Agree: the participant is made or found, and the questionnaire's address is given."""
    with parts().database.transaction() as db:
        evening = evening_at(db, words)
        if evening is None:
            return unknown_address(db, words)
        if "parental" in request.form and not evening.parental_consent:
            return redirect(f"/{words}/under-16", 303)
        wave = open_to(evening, request.form.get("wave", ""), early="early" in request.form)
        if wave is None:
            return redirect(f"/{words}", 303)
        begun = _begun(db, evening, wave)
        if begun is None:
            return start_page(db, evening, _arrival(card=request.form["card"], fault=_wrong_code()))
        languages = shelf().languages(db, evening, wave)
    return withdrawn_page() if begun.withdrawn else _go(evening, wave, begun, languages)


def _begun(db: Session, evening: Evening, wave: Asking) -> Begun | None:
    """Who agreed, by the first way of knowing that fits; None where the code that was given fits nobody."""
    key, agreement, typed = secret("cards"), _agreement(), request.form.get("card", "").strip()
    after = identity(request.form.get("after", ""))
    person = participant_of(db, after) if after else None
    if person is None and request.form.get("same") == "yes":
        person = remembered(request)
    if person and not typed:
        known = begin_on_same_phone(db, evening, wave=wave, participant=person, key=key, agreement=agreement)
        if known:
            return known
    token = normalise(typed) if typed else None
    if token:
        known = begin_with_card(db, evening, wave=wave, token=token, key=key, agreement=agreement)
        if known:
            return known
    if typed and "anyway" not in request.form:
        return None
    minted, method = identity(request.form.get("response", "")) or uuid.uuid4(), "unmatched" if typed else "page"
    rng = secrets.SystemRandom()
    return begin_without_card(db, evening, wave=wave, response=minted, method=method, rng=rng, agreement=agreement)


def _go(evening: Evening, wave: Asking, begun: Begun, languages: tuple[str, ...]) -> Response:
    asked = request.form.get("lang", "")
    language = asked if asked in languages else languages[0]
    kiosk = "kiosk" in request.form
    address = f"/{evening.words}/{wave.kind}/{language}/{begun.response}" + ("?kiosk=1" if kiosk else "")
    response = make_response(redirect(address, 303))
    if not kiosk:
        remember(response, request, words=evening.words, participant=begun.participant)
    return response


def _agreement() -> Agreement:
    words = request.form.get("consent", "")
    return Agreement(
        words=int(words) if words.isdecimal() and len(words) < 7 else 1,
        language=_language(),
        early="early" in request.form,
        now=parts().clock(),
        parental="parental" in request.form,
    )


def _language() -> str:
    """The language of the page on which somebody agreed."""
    asked = request.form.get("lang", "")[:12]
    return asked if asked.replace("-", "").isalnum() else ""


def _arrival(*, card: str = "", fault: str = "") -> Arrival:
    early, kiosk, parental = (name in request.values for name in ("early", "kiosk", "parental"))
    return Arrival(card=card, fault=fault, early=early, kiosk=kiosk, parental=parental)


def identity(text: str) -> uuid.UUID | None:
    """The UUID that a text is; None where it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _wrong_code() -> str:
    speak_in(request.form.get("lang", ""))
    return str(_("This code is not one of this meeting's. Check the nine letters and numbers on your card."))


def unknown_address(db: Session, typed: str) -> Response:
    """What to do where no experiment has the address: perhaps it was nearly right."""
    tidy = tidied(typed)
    found = addresses_among(db, meant(typed))
    if tidy in found and tidy != typed:
        return redirect(f"/{tidy}", 302)
    links = [(_("Did you mean %(words)s?", words=words), f"/{words}") for words in found]
    return notice(
        _("There is no meeting at this address"),
        [_("Look at the two words on the poster and type them again, or scan the code on your card.")],
        status=404,
        actions=[*links, (_("Type the two words"), "/")],
    )


def _unknown_card() -> Response:
    return notice(
        _("We do not know this card"),
        [_("Scan the card again, or type the two words on the poster. You can answer without a card.")],
        status=404,
        actions=[(_("Type the two words"), "/")],
    )


def withdrawn_page() -> Response:
    """What somebody is told whose answers were taken back."""
    return notice(
        _("These answers have been taken back"),
        [_("You asked us to delete them, and we did. Nothing can be added under this code. Nothing was stored now.")],
        status=410,
    )
