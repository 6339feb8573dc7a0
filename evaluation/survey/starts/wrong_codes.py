"""Codes that fit nobody: counted and written down; where very many are tried, none is looked up for a stranger.

A right code is never slowed where somebody comes to answer. Where answers are deleted it is looked up, too, once very
many wrong ones were tried, for whoever comes on the phone that answered, or from its receipt. At a card's own address a
wrong code then leads to some meeting, as a right one does, so that nobody learns there which are in use.
"""

import hmac
import uuid

from flask import Flask, Response, request
from sqlalchemy.orm import Session

from evaluation.domain.card_codes import normalise
from evaluation.storage.database_locked import DatabaseBusyError
from evaluation.storage.events.event_log import note_event
from evaluation.store.intake.attempts import NO_MEETING, count_attempts, join_addresses
from evaluation.store.responses.consents import participant_of
from evaluation.store.responses.withdrawals import UnderCode
from evaluation.survey.cookie import is_proven, remembered
from evaluation.survey.join_address import identity
from evaluation.survey.signing_key import secret
from evaluation.survey.starts.new_start import flood_limits
from evaluation.web.app import services

WRONG_CODE, PUT_OFF = "wrong_code", "code_put_off"


def note_wrong_code(code: str, *, words: str = NO_MEETING) -> None:
    """Write an event, and count, that a code fits nobody."""
    note_event("wrong code", application="participants")
    count_wrong_code(code, words=words)


def count_wrong_code(code: str, *, words: str = NO_MEETING) -> None:
    """Count that a code fits nobody; one with a wrong letter was only mistyped, and was not looked up."""
    if normalise(code):
        flood_limits().note_wrong_code()
        flood_limits().note(WRONG_CODE, words)


def is_put_off(db: Session, found: UnderCode | None) -> bool:
    """Whether somebody who wants answers deleted is told to wait, right or wrong as their code may be."""
    if not flood_limits().are_codes_guessed() or (found and _is_own(db, found)):
        return False
    flood_limits().note(PUT_OFF, NO_MEETING)
    return True


def meeting_of_wrong_card(db: Session, card: str) -> str | None:
    """The join address to which the address of nobody's card leads while codes are guessed; the same each time."""
    if not card or not flood_limits().are_codes_guessed():
        return None
    slugs = join_addresses(db)
    lot = hmac.digest(secret("cookies"), f"wrong card {card}".encode(), "sha256")
    return slugs[int.from_bytes(lot[:8]) % len(slugs)] if slugs else None


def write_attempts_down(app: Flask) -> None:
    """After a request, at most once a second, write down what was tried since."""
    app.after_request(_written_down)


def _written_down(response: Response) -> Response:
    limits = flood_limits()
    if tried := limits.tried_since():
        try:
            with services().database.transaction() as db:
                for (kind, words), count in tried.items():
                    count_attempts(db, kind, words=words, count=count, now=services().clock())
        except DatabaseBusyError:
            limits.note_again(tried)
    return response


def _is_own(db: Session, found: UnderCode) -> bool:
    """Whether the code is of somebody whom this phone remembers, or whose receipt this comes from."""
    if not found.people.isdisjoint(remembered(request).people):
        return True
    sent: uuid.UUID | None = identity(request.form.get("sent", ""))
    return sent is not None and is_proven(request, sent) and participant_of(db, sent) in found.people
