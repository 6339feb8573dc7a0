"""What somebody began on a phone and has not sent, who lent it to whoever has answered on it since."""

import uuid

from flask import Blueprint, make_response, redirect, request
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.store.responses.join_page import JoinPage, evening_at
from evaluation.store.responses.remembered_people import RememberedPerson, known_people
from evaluation.survey.cookie import remember_on_phone, remembered, tag
from evaluation.survey.delivery.page_cache import page_cache_here
from evaluation.survey.notices import keeping_language
from evaluation.survey.unsent_answers import BegunByAnother, moment_of
from evaluation.web.access import public
from evaluation.web.app import services

pages = Blueprint("begun_by_another", __name__)


def begun_by_another(db: Session, evening: JoinPage, wave: str) -> BegunByAnother | None:
    """The form of a wave that somebody began here last, and neither sent nor is with this phone now."""
    others = _unsent_of_others(db, evening, wave)
    if not others:
        return None
    person, begun_at = max(((each, each.steps[0].begun_at) for each in others), key=lambda one: one[1])
    return BegunByAnother(tag(person.participant), moment_of(begun_at, evening))


def _unsent_of_others(db: Session, evening: JoinPage, wave: str) -> list[RememberedPerson]:
    """Those who began this wave on this phone, and nothing else: who answered another wave is asked for anyway.

    Whoever handed the phone on a moment ago is not among them: undoing that is offered already.
    """
    phone = remembered(request)
    others = phone.people[1:] if phone.current or phone.can_be_taken_back(services().clock()) else phone.people
    known = known_people(db, others, experiment=evening.experiment)
    return [one for one in known if [step.wave for step in one.steps if step.sent_at is None] == [wave]]


@pages.post("/<words>/own")
@public
def go_on(words: str) -> Response:
    """Give the phone back to whoever began a form on it, who goes on with it."""
    with services().database.reading() as db:
        evening = evening_at(db, words)
        wave = request.form.get("wave", "")
        asking = evening.waves.get(wave) if evening else None
        if evening is None or asking is None:
            return redirect(keeping_language(f"/{words}"), 303)
        others = _unsent_of_others(db, evening, wave)
        person = next((one for one in others if tag(one.participant) == request.form.get("person")), None)
        if person is None:
            return redirect(keeping_language(f"/{words}"), 303)
        languages = page_cache_here().languages(db, evening, asking)
    asked = request.form.get("lang", "")
    language = asked if asked in languages else languages[0]
    return given_back(person.participant, f"/{words}/{wave}/{language}/{person.steps[0].response}", words)


def given_back(person: uuid.UUID, address: str, words: str) -> Response:
    """To a form, and the phone is with whoever began it, if it remembers them."""
    response = make_response(redirect(address, 303))
    if person in remembered(request).people:
        remember_on_phone(response, request, words=words, participant=person)
    return response
