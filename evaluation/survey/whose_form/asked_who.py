"""Whether somebody who agrees has yet to say who they are: of those whom their phone remembers, or of a card."""

from flask import request
from sqlalchemy.orm import Session

from evaluation.domain.card_codes import normalise
from evaluation.store.responses.after_sent import AFTER
from evaluation.store.responses.cards_given_later import is_unused
from evaluation.store.responses.join_page import Asking, JoinPage
from evaluation.store.responses.remembered_people import RememberedPerson
from evaluation.survey.cookie import tag
from evaluation.survey.returning_participant import visit_by_card_on_phone, visit_of_used_card, visit_on_phone
from evaluation.survey.visits import Stage, Visit
from evaluation.survey.whose_form.used_card import CLAIMED

SHOWN_UNUSED = "shown_unused"
"""What the first screen sends once it shows that nothing was sent with a card before (first_screen/begin.html)."""


def is_unclaimed(db: Session, evening: JoinPage, wave: Asking, card: str) -> bool:
    """Whether somebody would be joined with what was answered by a card on another phone, and has not said it was they.

    What was begun with it at this wave is not asked of whoever agrees here: whoever sends second is kept apart. Whoever
    types a code that a page made says so by that, since it was shown to nobody but whoever had sent. So does whoever
    typed one of a card without signal, of which the script tells.
    """
    if CLAIMED in request.form or is_from_script():
        return False
    used = visit_of_used_card(db, evening, wave.kind, card=card, kiosk="kiosk" in request.form)
    is_printed = used is not None and any(step.method == "card" for step in used.people[0].steps)
    return used is not None and used.step is None and is_printed


def is_from_script() -> bool:
    """Whether the script sends it, of which the person sees no answer."""
    return request.headers.get("Accept", "").startswith("application/json")


def asks_who_it_is(db: Session, evening: JoinPage, wave: Asking) -> bool:
    """Whether somebody new would begin on a phone that remembers people, and nobody has said that it is none of them.

    So no stale page, second tab or second press makes a second person of one, or blanks out what was sent. What was
    agreed to without signal comes from the script, which has asked.
    """
    said = {"somebody_else", "after", "kiosk"} & request.form.keys()
    card = normalise(request.form.get("card", ""))
    if card and is_unclaimed(db, evening, wave, card):
        return True
    if card and not said and CLAIMED not in request.form:
        visit = visit_by_card_on_phone(db, evening, wave.kind, card=card)
        asked = visit.is_by_phone or visit.stage in {Stage.OTHER_CARD, Stage.RETURNING}
        return visit.is_apart or (not is_from_script() and asked)
    if request.form.get("card", "").strip() or said or is_from_script():
        return False
    visit = visit_on_phone(db, evening, wave.kind)
    if "same" in request.form:
        return visit.stage is Stage.SENT or chosen_of(visit) is None
    own = visit.step is not None and str(visit.step.response) == request.form.get("response")
    return visit.stage is Stage.SENT or (visit.stage is not Stage.NEW and not own)


def is_unused_at_after(db: Session, evening: JoinPage, wave: Asking) -> bool:
    """Whether somebody gives at After the code of a card with which nothing was begun, and no page has shown them that.

    Most such codes are another's, or of another card: then their Before would stand alone, and they would not know.
    """
    card = normalise(request.form.get("card", ""))
    is_shown = SHOWN_UNUSED in request.form or is_from_script()
    if card is None or is_shown or wave.kind != AFTER or "pre" not in evening.waves:
        return False
    return is_unused(db, card, experiment=evening.experiment)


def chosen_of(visit: Visit) -> RememberedPerson | None:
    """Whom somebody said they are, of those that their phone remembers."""
    said = request.form.get("same", "")
    return next((one for one in visit.people if said in {"yes", tag(one.participant)}), None)
