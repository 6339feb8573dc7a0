"""A form begun with a card, not sent, whose wave has closed: whoever comes by the card goes on with it."""

import uuid
from typing import NamedTuple

from flask import Blueprint, redirect, request
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.store.responses.join_page import JoinPage, evening_at
from evaluation.store.responses.remembered_people import BegunWave, holder_of, known_people
from evaluation.survey.begun_by_another import given_back
from evaluation.survey.cookie import query_of_form, remembered
from evaluation.survey.delivery.page_cache import page_cache_here
from evaluation.survey.notices import keeping_language
from evaluation.survey.rights.pressed_too_soon import is_pressed_too_soon
from evaluation.survey.whose_form.used_card import CLAIMED, asked_whose_unsent
from evaluation.web.access import public
from evaluation.web.app import services

pages = Blueprint("unsent_by_card", __name__)


class _Unsent(NamedTuple):
    evening: JoinPage
    holder: uuid.UUID
    step: BegunWave
    card: str
    language: str


@pages.get("/<words>/own")
@public
def go_on_by_card(words: str) -> Response:
    """Give the phone back to whoever began with the card on it; on another phone it is asked whether that was they."""
    with services().database.reading() as db:
        there = _unsent(db, words)
        if there is None:
            return redirect(keeping_language(f"/{words}"), 303)
        if there.holder not in remembered(request).people:
            version = page_cache_here().version(db, there.evening.waves[there.step.wave], there.language)
            page = version.wave(there.step.wave)
            title = page.title if page else there.step.wave
            return asked_whose_unsent(db, there.evening, there.step, card=there.card, title=title)
    return _go_on(there, is_marked=False)


@pages.post("/<words>/card/own")
@public
def claim(words: str) -> Response:
    """Go on with the form on another phone, once somebody has said that it was they who began it."""
    with services().database.reading() as db:
        there = _unsent(db, words)
    if there is None or CLAIMED not in request.form:
        return redirect(keeping_language(f"/{words}"), 303)
    if is_pressed_too_soon(services().clock()):
        return go_on_by_card(words)
    return _go_on(there, is_marked=there.holder not in remembered(request).people)


def _unsent(db: Session, words: str) -> _Unsent | None:
    card, wave, language = (request.values.get(name, "") for name in ("card", "wave", "lang"))
    evening = evening_at(db, words)
    holder = holder_of(db, card, experiment=evening.experiment) if evening else None
    known = known_people(db, (holder,), experiment=evening.experiment) if evening and holder else ()
    step = known[0].step(wave) if known else None
    if evening is None or holder is None or step is None or not language.isalnum():
        return None
    return _Unsent(evening, holder, step, card, language)


def _go_on(there: _Unsent, *, is_marked: bool) -> Response:
    query = query_of_form(there.step.response, is_kiosk=False, is_marked=is_marked)
    words, step = there.evening.words, there.step
    return given_back(there.holder, f"/{words}/{step.wave}/{there.language}/{step.response}{query}", words)
