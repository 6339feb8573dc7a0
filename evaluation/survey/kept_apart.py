"""One card on two phones: what the second sends is kept as its own, and takes the place of nobody's answers."""

import secrets
import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from flask import request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.domain.card_codes import normalise
from evaluation.models import Consent
from evaluation.store.responses.consents import Agreement, Begun, begin_without_card, consent_to
from evaluation.store.responses.join_page import Asking, JoinPage, evening_at
from evaluation.store.responses.receipts import kept_response
from evaluation.store.responses.remembered_people import holder_of
from evaluation.store.responses.responses import record_response
from evaluation.store.responses.submission import Receipt, Submission
from evaluation.survey.agreements import agreed_at
from evaluation.survey.cookie import remember_earlier_person, remember_on_phone, remembered, sender_of
from evaluation.survey.returning_participant import visit_on_phone
from evaluation.survey.starts.new_start import unverified_apart
from evaluation.survey.unsent_answers import moment_of
from evaluation.survey.visits import Stage, Visit
from evaluation.survey.whose_form.used_card import CLAIMED
from evaluation.web.app import services


@dataclass(frozen=True, slots=True)
class Apart:
    """Somebody whose answers are kept apart, and the holder of the card that they gave."""

    person: uuid.UUID
    holder: uuid.UUID


def keep_apart(db: Session, submission: Submission, *, now: datetime) -> tuple[Receipt, Apart]:
    """Keep what another phone sends with a card as the response of somebody new, once however often it is sent.

    They are counted among those whose code fitted nobody, and wait in the linking queue as anybody does.
    """
    evening, earlier = evening_at(db, submission.words), consent_to(db, submission.response)
    assert evening is not None, "the response was found at this address"
    assert earlier is not None, "the response was begun"
    # of phones that keep no cookie nothing but the answers tells one from another
    apart = apart_of(submission.response, submission.sender or submission.digest)
    begun = begin_without_card(
        db,
        evening,
        wave=evening.waves[submission.wave],
        response=apart,
        method="unmatched",
        rng=secrets.SystemRandom(),
        agreement=Agreement(
            consent_version=earlier.words,
            language=earlier.language,
            early=earlier.early,
            now=agreed_at(request.form, evening.waves[submission.wave], now=now),
            parental=earlier.parental_consent,
        ),
        unverified=unverified_apart(db, evening, evening.waves[submission.wave], apart),
    )
    sender = sender_of(request, begun.response)
    own = replace(
        submission, response=begun.response, sender=sender, is_begun_here=True, is_proven=False, is_claimed=False
    )
    return record_response(db, own, now=now), Apart(begun.participant, earlier.participant_id)


def apart_of(response: uuid.UUID, sender: str) -> uuid.UUID:
    """The identity of what one sender sends apart from what was sent with the same form."""
    return uuid.uuid5(response, f"apart {sender}")


def remember_sender(answer: Response, words: str, apart: Apart | None, person: uuid.UUID | None) -> None:
    """Have the phone remember whose answers it sent: kept apart, of the lender who says so, or begun without signal.

    Those kept apart are of no holder of a card. Of whoever handed the phone on since it is not any more, but they are
    asked for with the others.
    """
    participant, but = (apart.person, apart.holder) if apart else (person, None)
    if participant is None:
        return
    if "handed" in request.form:
        now = services().clock()
        remember_earlier_person(answer, request, words=words, participant=participant, but=but, now=now)
    else:
        remember_on_phone(answer, request, words=words, participant=participant, but=but)


def used_before(db: Session, evening: JoinPage, wave: Asking, *, is_from_script: bool) -> Visit | None:
    """Where the holder of the card that was given is, if answers were already sent with it at this wave.

    Not where the script of the same phone tells once more that they agreed, which it does where no answer came.
    """
    card = normalise(request.form.get("card", ""))
    visit = visit_on_phone(db, evening, wave.kind, card=card) if card else None
    if visit is None or visit.stage is not Stage.SENT:
        return None
    is_repeat = is_from_script and visit.people[0].is_among(remembered(request).people)
    return None if is_repeat else visit


def is_known_here(db: Session, evening: JoinPage, earlier: Consent) -> bool:
    """Whether this phone remembers whoever agreed earlier, or somebody says that theirs is the card."""
    card = normalise(request.form.get("card", "")) if CLAIMED in request.form else None
    holder = holder_of(db, card, experiment=evening.experiment) if card else None
    return earlier.participant_id in {*remembered(request).people, holder}


def is_of_this_phone(visit: Visit) -> bool:
    """Whether this phone is with the holder of the card."""
    return visit.people[0].is_among((remembered(request).current,))


def may_be_remembered(db: Session, begun: Begun, *, words: str) -> bool:
    """Whether a phone may remember who began: not by the identity alone of a form that was sent, which others may know.

    A code, or that the phone remembers them already, says that it is they.
    """
    by_identity = not request.form.get("card", "").strip() and str(begun.response) == request.form.get("response")
    is_known = not by_identity or begun.participant in remembered(request).people
    return is_known or kept_response(db, begun.response, words=words) is None


def card_notice(visit: Visit, evening: JoinPage) -> str:
    """What to do where answers were already sent with a card."""
    assert visit.step is not None, "answers were sent"
    return str(
        _(
            "Answers were already sent with this card %(when)s. If you sent them, there is nothing more to do. "
            "If not, they stay as they are: ask for another card, or go on without this card.",
            when=moment_of(visit.step.at, evening),
        )
    )
