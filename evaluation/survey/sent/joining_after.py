"""Whether an After that was sent is joined with Before: it was just now, or a code could still join it."""

from flask import request
from sqlalchemy.orm import Session

from evaluation.store.linking.own_card import before_of, has_sent_after
from evaluation.store.responses.after_sent import AFTER
from evaluation.store.responses.join_page import JoinPage, evening_at
from evaluation.store.responses.receipts import StoredReceipt
from evaluation.store.responses.remembered_people import RememberedPerson, known_people
from evaluation.survey.cookie import remembered
from evaluation.survey.whose_form.joined_card import JOINED


def lacks_before(person: RememberedPerson, evening: JoinPage) -> bool:
    """Whether somebody has sent After at an evening that asks Before too, while it is open, and no Before is known."""
    after = evening.waves.get(AFTER)
    is_open = after is not None and after.is_open() and "pre" in evening.waves
    return is_open and has_sent_after(person) and before_of(person) is None


def receipt_lacks_before(db: Session, kept: StoredReceipt) -> bool:
    """Whether a receipt is of such an After, and is looked at on the phone of whoever sent it."""
    if kept.wave != AFTER or not kept.open or kept.kiosk or remembered(request).current != kept.participant:
        return False
    evening = evening_at(db, kept.words)
    known = known_people(db, (kept.participant,), experiment=kept.experiment)
    return evening is not None and any(lacks_before(person, evening) for person in known)


def just_joined(db: Session, kept: StoredReceipt) -> str:
    """Whether After is joined with Before, for whoever has just said that a card is theirs; by how many codes."""
    if JOINED not in request.args:
        return ""
    (person,) = known_people(db, (kept.participant,), experiment=kept.experiment)
    if before_of(person) is None or not has_sent_after(person):
        return ""
    return "two_codes" if person.also else "one_code"
