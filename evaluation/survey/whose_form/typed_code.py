"""How somebody comes: by the code of a card, scanned or typed, or without one; and what is said of one that is wrong.

On a shared device a typed code is sent in the body of a form: a query would stand in the history of the next person.
"""

from dataclasses import replace
from urllib.parse import urlencode

from flask import make_response, redirect, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.domain.card_codes import normalise
from evaluation.store.responses.join_page import JoinPage
from evaluation.store.responses.remembered_people import holder_of
from evaluation.survey.notices import keeping_language
from evaluation.survey.returning_participant import MISTYPED
from evaluation.survey.start import start_page
from evaluation.survey.starts.wrong_codes import note_wrong_code
from evaluation.survey.whose_form.arrival import Arrival
from evaluation.survey.whose_form.lent_form import answers_of_another
from evaluation.web.i18n import use_language

JOINING = "joining"
"""What the address says where somebody who has sent After types the code of their Before."""
LONGEST_TYPED = 40


def arrived(*, card: str = "", fault: str = "") -> Arrival:
    """How somebody comes, by what the request says of it."""
    early, kiosk, parental = (name in request.values for name in ("early", "kiosk", "parental"))
    new = "new" in request.args or "somebody_else" in request.values
    own, closed = "own" in request.args, request.args.get("closed", "")
    given = Arrival(card=card, fault=fault, closed=closed, own=own, unsure="unsure" in request.args)
    why = "apart" if "apart" in request.args else ""
    return replace(given, early=early, kiosk=kiosk, parental=parental, new=new, why=why)


def come_by_code(db: Session, evening: JoinPage) -> Response:
    """The first screen for whoever comes by the code that the request says, or by none."""
    typed = request.values.get("card", "").strip()
    card = normalise(typed)
    holder = holder_of(db, card, experiment=evening.experiment) if card else None
    if typed and holder is None and JOINING in request.args:
        return _typed_again(evening, typed)
    if typed and card is None and evening.open_now():
        return wrong_code(db, evening, typed)
    if card and holder is None:
        note_wrong_code(card, words=evening.words)
    return start_page(db, evening, arrived(card=card or ""))


def _typed_again(evening: JoinPage, typed: str) -> Response:
    """Back to whoever has sent After already and wants it joined: a first screen would begin another for them."""
    note_wrong_code(typed, words=evening.words)
    address = keeping_language(f"/{evening.words}?{urlencode({MISTYPED: typed[:LONGEST_TYPED]})}")
    return make_response(redirect(address, 303))


def wrong_code(db: Session, evening: JoinPage, typed: str) -> Response:
    """The first screen once more, which says that there is no such code."""
    note_wrong_code(typed, words=evening.words)
    use_language(request.values.get("lang", ""))
    fault = str(
        _(
            "This meeting has no such code. Check the nine letters and numbers below and put right what is wrong. "
            "Or go on without the code."
        )
    )
    arrival = arrived(card=typed, fault=fault)
    return start_page(db, evening, replace(arrival, answers=answers_of_another(db, evening)))
