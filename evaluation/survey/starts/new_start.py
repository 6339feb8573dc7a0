"""Somebody new begins: as anybody does where a start page was opened for them, otherwise set aside, or later.

Nobody with a card, nobody who has begun before and nobody whom their phone's cookie names comes this way.
"""

import secrets
import uuid
from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from evaluation.store.intake.begun_on_page import begun_on_page, expected_people
from evaluation.store.responses.consents import Agreement, Begun, Unverified, begin_without_card, participant_of
from evaluation.store.responses.join_page import Asking, JoinPage
from evaluation.survey.starts.flood_limits import FloodLimits
from evaluation.survey.starts.signed_start import STOCK, is_signed, of_one_page
from evaluation.web.app import services

START_PUT_OFF = "start_put_off"


class PutOffError(Exception):
    """More is tried than is taken at once: whoever is honest tries again, and a phone does so by itself."""


def flood_limits() -> FloodLimits:
    """The limits of this process."""
    kept: FloodLimits = current_app.extensions["weaving_flood_limits"]
    return kept


def begin_as_new(
    db: Session, evening: JoinPage, *, wave: Asking, response: uuid.UUID, method: str, agreement: Agreement
) -> Begun:
    """Begin a wave without a card; raises PutOffError where too many begin at once of whom nothing vouches."""
    unverified = _unverified(db, evening, wave, response, now=services().clock())
    return begin_without_card(
        db,
        evening,
        wave=wave,
        response=response,
        method=method,
        rng=secrets.SystemRandom(),
        agreement=agreement,
        unverified=unverified,
    )


def unverified_apart(db: Session, evening: JoinPage, wave: Asking, response: uuid.UUID) -> Unverified | None:
    """The same of answers that another phone sends with a card, which are kept as those of somebody new."""
    if participant_of(db, response) or flood_limits().fits_hall(
        wave.id, lambda: expected_people(db, evening.experiment)
    ):
        return None
    now = services().clock()
    return _taken(evening, "flood", is_taken=flood_limits().takes_flood(), now=now)


def refuse_flood(words: str, wave: str, response: uuid.UUID) -> None:
    """Put a start off before anything is locked for it, where it would be: a flood must not hold up the hall."""
    if flood_limits().could_take_unverified() or is_of_start_page(words, wave, response):
        return
    with services().database.reading() as db:
        if participant_of(db, response) is None:
            _put_off(words)


def is_of_start_page(words: str, wave: str, response: uuid.UUID) -> bool:
    """Whether a start page of a meeting was opened for this identity."""
    return is_signed(response, words, wave, now=services().clock())


def _unverified(
    db: Session, evening: JoinPage, wave: Asking, response: uuid.UUID, *, now: datetime
) -> Unverified | None:
    """Why nothing vouches for a start; None where something does, or it was made before."""
    is_ours = is_signed(response, evening.words, wave.kind, now=now)
    first, last = of_one_page(response) if is_ours else (response, response)
    begun, this = begun_on_page(db, response, first=first, last=last)
    if this:
        return None
    limits = flood_limits()
    if is_ours and begun < STOCK:
        if limits.fits_hall(wave.id, lambda: expected_people(db, evening.experiment)):
            return None
        return _taken(evening, "flood", is_taken=limits.takes_flood(), now=now)
    reason = "repeated" if is_ours else "no_start"
    return _taken(evening, reason, is_taken=limits.takes_unverified(), now=now)


def _taken(evening: JoinPage, reason: str, *, is_taken: bool, now: datetime) -> Unverified:
    if not is_taken:
        _put_off(evening.words)
    return Unverified(reason=reason, noticed_at=now)


def _put_off(words: str) -> None:
    flood_limits().note(START_PUT_OFF, words)
    raise PutOffError
