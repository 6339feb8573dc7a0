"""After was sent without a card: whoever sent it says that they sent Before with one that they have scanned since."""

from flask import make_response, redirect, request
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.store.linking.own_card import join_own_card, own_card
from evaluation.store.log.actor import PARTICIPANT
from evaluation.store.responses.join_page import JoinPage
from evaluation.store.responses.remembered_people import holder_of
from evaluation.survey.cookie import remember_on_phone
from evaluation.survey.notices import keeping_language
from evaluation.survey.visits import Visit
from evaluation.web.app import services
from evaluation.web.audit_log import recording

JOINED = "joined"
"""What the address of a receipt says where somebody comes to it by saying that a card is theirs."""


def joined_with_card(db: Session, evening: JoinPage, visit: Visit, *, card: str) -> Response | None:
    """To the receipt of After, once it is joined with what was sent with a card; None where nothing is joined.

    The second press of the same button finds it joined.
    """
    person, step = visit.people[0], visit.step
    own = own_card(db, person.participant, token=card, experiment=evening.experiment)
    holder = holder_of(db, card, experiment=evening.experiment)
    if step is None or (own is None and not person.is_among((holder,))):
        return None
    response = make_response(redirect(keeping_language(f"/{evening.words}/sent/{step.response}?{JOINED}=1"), 303))
    if own:
        by = recording(services().settings, PARTICIPANT, now=services().clock())
        participant = join_own_card(db, own, experiment=evening.experiment, by=by)
        remember_on_phone(response, request, words=evening.words, participant=participant)
    return response
