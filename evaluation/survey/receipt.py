"""After sending: a receipt, how many have answered, the code to keep, and how to take the answers back."""

import uuid
from datetime import timedelta
from functools import lru_cache

from flask import Blueprint, render_template, request
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from werkzeug import Response

from evaluation.domain.card_codes import grouped
from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.store.responses.join_page import evening_at
from evaluation.store.responses.published_result import PlainResult, published_result_at
from evaluation.store.responses.receipts import StoredReceipt, kept_response
from evaluation.store.responses.submission import receipt_code
from evaluation.store.studies.wave_windows import Window, window_in
from evaluation.survey.cookie import remembered
from evaluation.survey.join import unknown_address
from evaluation.survey.notices import notice
from evaluation.survey.start import page_cache_here
from evaluation.web.app import services
from evaluation.web.i18n import use_language

pages = Blueprint("receipt", __name__)
SHOWN_FOR = timedelta(minutes=10)
"""How long after sending a phone that remembers nobody shows the code."""


@pages.get("/<words>/sent/<uuid:response>")
def receipt(words: str, response: uuid.UUID) -> Response:
    """The receipt of a stored response; the same however often it was sent."""
    with services().database.reading() as db:
        kept = kept_response(db, response, words=words)
        if kept is None:
            return nothing_stored(words) if evening_at(db, words) else unknown_address(db, words)
        published = published_result_at(db, kept.experiment) if kept.frozen else None
    use_language(kept.language)
    of_this_person = {
        "RESPONSE": str(response),
        "RECEIPT": grouped_receipt(receipt_code(response)),
        "TOKEN": grouped(kept.token),
        "LETTERS": " ".join(kept.token),
        "PEOPLE": _people(kept.language, kept.people),
    }
    elsewhere = kept.kiosk or kept.frozen or kept.wave == "follow_up"
    window = None if elsewhere else window_in(kept.options, "follow_up")
    about = (kept.title, words, kept.wave, kept.language, kept.kiosk, kept.look_back, kept.open)
    shown = bool(kept.token) and _is_theirs(kept)
    result, apart = published.in_language(kept.language) if published else None, shown and "apart" in request.args
    says = (*about, window, result, apart, shown)
    drawn = page_cache_here().prerendered(says, lambda: _drawn(kept, window, result, apart=apart, shown=shown))
    return drawn.answer(request, of_this_person)


def _is_theirs(kept: StoredReceipt) -> bool:
    """Whether the code may be shown here: on the phone of whoever sent, until it is somebody else's.

    A phone that remembers nobody, such as a shared one or one that takes no cookie, shows it for a while after sending.
    """
    phone = remembered(request)
    if phone.people:
        return phone.current == kept.participant
    return services().clock() < kept.sent_at + SHOWN_FOR


@lru_cache(maxsize=4096)
def _people(_language: str, people: int) -> str:
    """How many have answered, in the language spoken."""
    return str(ngettext("%(num)s person has answered.", "%(num)s people have answered.", people))


def _drawn(kept: StoredReceipt, window: Window | None, result: PlainResult | None, *, apart: bool, shown: bool) -> str:
    days = [format_date(day, "long") for day in (window.first, window.last)] if window else None
    about = {"kept": kept, "days": days, "result": result, "apart": apart, "shown": shown}
    return render_template("survey/receipt.html", **about, **page_words(kept.language))


def grouped_receipt(code: str) -> str:
    """A receipt code in groups of four."""
    return f"{code[:4]} {code[4:]}"


def nothing_stored(words: str) -> Response:
    """What to do where nothing was stored, or it was taken back."""
    return notice(
        _("There is no receipt here"),
        [_("Either nothing was sent from this address, or these answers have been taken back.")],
        status=404,
        actions=[(_("Look what is open now"), f"/{words}")],
    )
