"""Back to the first screen, come by the same way as now: for whoever has first to say, or to be told, something."""

from dataclasses import replace
from urllib.parse import urlencode

from flask import redirect, request
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.domain.card_codes import normalise
from evaluation.store.responses.join_page import JoinPage
from evaluation.survey.start import start_page
from evaluation.survey.whose_form.arrival import Arrival
from evaluation.survey.whose_form.lent_form import answers_of_another
from evaluation.survey.whose_form.typed_code import arrived

UNSURE = "unsure"
NOBODY_KNOWN = {"no", UNSURE}
"""What is sent by whoever is, or may be, none of those whom their phone remembers: they are joined by a code or not."""


def first_screen_address(words: str, *, new: bool = False, unsure: bool = False, closed: str = "") -> str:
    """The first screen's address; `closed` is the wave that somebody would have begun."""
    kept = ("lang", "early", "kiosk")
    asked = {name: request.form[name] for name in kept if request.form.get(name, "").isalnum()}
    asked |= {"card": card} if (card := _held()) else {}
    asked |= ({"new": "1"} if new else {}) | ({"closed": closed} if closed.isalpha() else {})
    asked |= {"unsure": "1"} if unsure else {}
    return f"/{words}?{urlencode(asked)}" if asked else f"/{words}"


def led_to_first_screen(
    db: Session, evening: JoinPage, *, new: bool = False, unsure: bool = False, closed: str = ""
) -> Response:
    """The way there. On a shared device whoever holds a code is shown it at once: no address may have their code."""
    if "kiosk" in request.form and (card := _held()):
        return start_page(db, evening, replace(arrived(card=card), new=new, unsure=unsure, closed=closed))
    return redirect(first_screen_address(evening.words, new=new, unsure=unsure, closed=closed), 303)


def first_screen_again(db: Session, evening: JoinPage) -> Response:
    """The first screen for somebody who has yet to say who they are."""
    said = request.form.get("same")
    new, unsure = said in NOBODY_KNOWN or "somebody_else" in request.form, said == UNSURE
    if answers := answers_of_another(db, evening):
        card = "" if said in NOBODY_KNOWN else normalise(request.form.get("card", "")) or ""
        return start_page(db, evening, Arrival(card=card, new=new, unsure=unsure, answers=answers))
    return led_to_first_screen(db, evening, new=new, unsure=unsure)


def _held() -> str:
    """The code by which somebody came, or that they typed; empty where there is none."""
    return normalise(request.form.get("scanned", request.form.get("card", ""))) or ""
