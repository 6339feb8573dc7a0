"""Where an address or a card leads to no meeting: what to do."""

from flask import redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.store.responses.join_page import addresses_among
from evaluation.survey.join_address import meant, normalised_address
from evaluation.survey.notices import keeping_language, notice


def unknown_address(db: Session, typed: str) -> Response:
    """What to do where no experiment has the address: perhaps it was nearly right."""
    tidy = normalised_address(typed)
    found = addresses_among(db, meant(typed))
    if tidy in found and tidy != typed:
        return redirect(keeping_language(f"/{tidy}"), 302)
    links = [(_("Did you mean %(words)s?", words=words), f"/{words}") for words in found]
    return notice(
        _("There is no meeting at this address"),
        [_("Look at the two words on the poster and type them again, or scan the code on your card.")],
        status=404,
        actions=[*links, (_("Type the two words"), "/")],
    )


def unknown_card() -> Response:
    """What to do where a card is not one of ours."""
    return notice(
        _("We do not know this card"),
        [_("Scan the card again, or type the two words on the poster. You can answer without a card.")],
        status=404,
        actions=[(_("Type the two words"), "/")],
    )
