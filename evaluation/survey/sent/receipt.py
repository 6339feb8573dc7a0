"""After sending: what arrived, the code to keep, what happens next, and how to change answers or take them back."""

import uuid
from datetime import timedelta
from functools import cache, lru_cache
from gettext import NullTranslations
from typing import NamedTuple

from flask import Blueprint, render_template, request
from flask_babel import format_date, get_domain, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from analysis.disclosure.counted_answers import rounded_count
from analysis.thresholds import TOO_FEW_TO_REPORT_BELOW
from evaluation.domain.card_codes import grouped
from evaluation.questionnaire.length import length_of
from evaluation.questionnaire.questionnaire_html import AskedVersion, page_words, what_stays
from evaluation.store.responses.join_page import evening_at
from evaluation.store.responses.published_result import PlainResult, published_result_at
from evaluation.store.responses.receipts import StoredReceipt, kept_response
from evaluation.store.studies.wave_windows import Window, window_in
from evaluation.survey.between_waves import OpeningOfAfter, opening_of_after
from evaluation.survey.cookie import PROOF, is_proven, proof_of, remembered
from evaluation.survey.delivery.page_cache import page_cache_here
from evaluation.survey.notices import asked_or, notice, offer, offer_languages_of, offered_languages
from evaluation.survey.sent.joining_after import just_joined, receipt_lacks_before
from evaluation.survey.sent.late_changes import changed_before, is_closed_since
from evaluation.survey.sent.result_page import drawn
from evaluation.survey.unknown_address import unknown_address
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.i18n import use_language

pages = Blueprint("receipt", __name__)
SHOWN_FOR = timedelta(minutes=10)
"""How long after sending a phone that remembers nobody shows the code."""
CLEARED_AFTER = 60
"""Seconds after which the receipt on a shared device clears itself; the code is shown there no longer than that."""


class _Receipt(NamedTuple):
    """All that a receipt says and that is the same for everybody of whom it says it."""

    title: str
    words: str
    wave: str
    language: str
    """What was answered in."""
    read_in: str
    """What the receipt is read in."""
    offered: tuple[str, ...]
    """What else it can be read in, this among it."""
    kiosk: bool
    open: bool
    frozen: bool
    changed_late: bool
    """Whether other answers came too late to take the place of these."""
    is_after_sent: bool
    """Whether it is Before, and After has been sent since, so that it is not changed any more."""
    look_back: bool
    sent_with_it: int
    """How many answers to Before went as they stood when this was begun."""
    after: str
    opens: OpeningOfAfter
    """When After opens."""
    late: bool
    is_after_results: bool
    is_blank: bool
    """Whether nothing was answered."""
    apart: bool
    is_unmatched: bool
    """Whether a card that they may have given was not taken, and the code that is shown counts."""
    joined: str
    """Whether somebody has just said that a card is theirs: "one_code" or, where each form has its own, "two_codes"."""
    lacks_before: bool
    """Whether it is After, and no Before of theirs is known, with which a code could join it."""
    is_other: bool
    """Whether other answers were just sent from elsewhere, which are kept apart and not counted."""
    proof: bool
    """Whether links and forms carry what proves whose it is, as on a phone that keeps no cookie."""
    shown: bool
    """Whether the code may be shown here."""
    is_ending_shown: bool
    """Whether only the end of the code is shown, on a phone that many use, where a button said whose the form is."""
    has_code: bool
    is_remembered: bool
    """Whether this phone knows whose answers they are when they come back."""
    titles: tuple[str, str]
    """What this questionnaire and After are called."""
    window: Window | None
    follow_up: int
    """How many questions come then."""
    result: PlainResult | None
    changed_before: str = ""
    """What Before is called, where changes to it came with this once it had closed; empty otherwise."""
    is_closed_since: bool = False
    """Whether somebody who would have changed their answers was led here, since they take no change any more."""


@pages.get("/<words>/sent/<uuid:response>")
@public
def receipt(words: str, response: uuid.UUID) -> Response:
    """The receipt of a stored response; the same however often it was sent."""
    with services().database.reading() as db:
        kept = kept_response(db, response, words=words)
        if kept is None:
            return _without_receipt(db, words)
        language, asked = _asked(db, kept)
        published = published_result_at(db, kept.experiment) if kept.frozen else None
        opens, joined = _opening_of_after(db, kept), just_joined(db, kept)
        lacks_before = receipt_lacks_before(db, kept)
    result = published.in_language(language) if published else None
    says = _says(kept, asked, result, language=language, response=response)
    is_unmatched = says.is_unmatched and not joined
    says = says._replace(opens=opens, joined=joined, is_unmatched=is_unmatched, lacks_before=lacks_before)
    says = says._replace(changed_before=changed_before(kept, asked), is_closed_since=is_closed_since(kept))
    of_this_person = {
        "RESPONSE": str(response),
        "PROOF": proof_of(response) if says.proof else "",
        "TOKEN": grouped(kept.token),
        "ENDING": kept.token[-3:],
        "LETTERS": " ".join(kept.token),
        "ARRIVED": _came_of(says) or _arrived(language, kept.answered, kept.declined, _questions_in(asked, kept)),
        "PEOPLE": _people(language, kept.people),
    }
    return page_cache_here().prerendered(says, lambda: _drawn(says)).answer(request, of_this_person)


def _opening_of_after(db: Session, kept: StoredReceipt) -> OpeningOfAfter:
    """When After opens, looked up only where there may be more to say than that it does."""
    evening = evening_at(db, kept.words) if kept.after == "to_come" and kept.is_timed else None
    return opening_of_after(db, evening) if evening else OpeningOfAfter()


def _without_receipt(db: Session, words: str) -> Response:
    evening = evening_at(db, words)
    if evening is None:
        return unknown_address(db, words)
    offer_languages_of(db, evening)
    return nothing_stored(words)


def _asked(db: Session, kept: StoredReceipt) -> tuple[str, AskedVersion | None]:
    """The language that the receipt is read in, spoken from now on, and what was asked, in it."""
    asked = _asked_in(db, kept, kept.language)
    if asked:
        offer(asked.languages)
    elif evening := evening_at(db, kept.words):  # answered in a language that is no longer live
        offer_languages_of(db, evening)
    language = asked_or(kept.language)
    use_language(language)
    return language, asked if asked and asked.language == language else _asked_in(db, kept, language)


def _asked_in(db: Session, kept: StoredReceipt, language: str) -> AskedVersion | None:
    at = (kept.words, kept.wave, language)
    ready = page_cache_here().at_hand(*at) or page_cache_here().fetch(db, *at)
    return ready.asked if ready else None


def _says(
    kept: StoredReceipt, asked: AskedVersion | None, result: PlainResult | None, *, language: str, response: uuid.UUID
) -> _Receipt:
    shown = bool(kept.token) and is_shown_here(kept, response)
    is_by_proof = PROOF in request.args and is_proven(request, response) and not kept.is_left
    elsewhere, after = _is_elsewhere(kept), asked.version.wave("post") if asked else None
    return _Receipt(
        title=kept.title,
        words=kept.words,
        wave=kept.wave,
        language=kept.language,
        read_in=language,
        offered=offered_languages(),
        kiosk=kept.kiosk,
        open=kept.open,
        frozen=kept.frozen,
        changed_late=kept.changed_late,
        is_after_sent=kept.is_after_sent and kept.open,
        look_back=kept.look_back and (is_by_proof or kept.participant in remembered(request).people),
        sent_with_it=kept.sent_with_it,
        after=kept.after,
        opens=OpeningOfAfter(),
        late=kept.late and not kept.is_after_results,
        is_after_results=kept.is_after_results,
        is_blank=kept.answered == 0,
        apart=shown and "apart" in request.args,
        is_unmatched=shown and kept.is_unmatched and "apart" not in request.args,
        joined="",
        lacks_before=False,
        is_other="other" in request.args,
        proof=is_by_proof,
        shown=shown,
        is_ending_shown=bool(kept.token) and _is_sent_here(kept, response) and not shown,
        has_code=bool(kept.token),
        is_remembered=remembered(request).current == kept.participant,
        titles=(asked.title if asked else "", after.title if after else ""),
        window=None if elsewhere else window_in(kept.options, "follow_up"),
        follow_up=len(asked.version.questions("follow_up")) if asked else 0,
        result=result,
    )


def _is_elsewhere(kept: StoredReceipt) -> bool:
    return kept.kiosk or kept.is_follow_up_frozen or kept.wave == "follow_up"


def is_shown_here(kept: StoredReceipt, response: uuid.UUID) -> bool:
    """Whether the code may be shown here: where it was sent, unless many use it and a button said whose it is."""
    is_only_said = kept.is_claimed and remembered(request).is_shared and not kept.kiosk
    return _is_sent_here(kept, response) and not is_only_said


def _is_sent_here(kept: StoredReceipt, response: uuid.UUID) -> bool:
    """Whether this is the phone of whoever sent, until it is somebody else's.

    A phone that remembers nobody, such as a shared one or one that takes no cookie, shows it for a while after sending,
    at the address to which the sending led and at no other.
    """
    phone = remembered(request)
    if phone.people and not kept.kiosk:
        return phone.current == kept.participant
    is_recent = services().clock() < kept.sent_at + (timedelta(seconds=CLEARED_AFTER) if kept.kiosk else SHOWN_FOR)
    return is_recent and is_proven(request, response) and not kept.is_left


@cache
def _catalogue(_language: str) -> NullTranslations:
    """The words of the language read_in; looking for them takes longer than everything that is said of one number."""
    found: NullTranslations = get_domain().get_translations()
    return found


def _people(language: str, people: int) -> str:
    """About how many have answered, in the language read_in, and of a few that they are the first.

    It is told while the wave is open: later it would tell of each who takes answers back, and beside a report how many
    answered one time only. It is told to the nearest five, since of an exact number anybody could see one person
    answer, above all at home in the weeks of a follow-up.
    """
    catalogue, about = _catalogue(language), rounded_count(people, fewest=TOO_FEW_TO_REPORT_BELOW)
    if about is None:
        return catalogue.gettext("You are among the first to answer.")
    return catalogue.gettext("About %(number)s people have sent their answers so far.") % {"number": about}


def _questions_in(asked: AskedVersion | None, kept: StoredReceipt) -> int:
    return len(asked.version.questions(kept.wave)) - kept.not_asked if asked else 0


def _came_of(says: _Receipt) -> str:
    """What became of answers that take the place of none; empty of those that are kept as they were sent."""
    if says.is_other:
        return str(_("What was sent now is not counted"))
    return str(_("Your changes came too late")) if says.changed_late else ""


@lru_cache(maxsize=4096)
def _arrived(_language: str, answered: int, declined: int, asked: int) -> str:
    """What arrived, in the language read_in; somebody who would rather not say has sent no answers but that."""
    if answered == 0:
        return str(_("Thank you. Your form came blank"))
    if 1 < declined == asked:
        return str(_("Thank you. You preferred not to say on all %(number)s questions", number=declined))
    if declined == answered:
        return str(
            ngettext(
                "Thank you. You preferred not to say on %(num)s question",
                "Thank you. You preferred not to say on %(num)s questions",
                declined,
            )
        )
    if 1 < answered == asked:
        return str(_("Thank you. All %(number)s answers arrived", number=answered))
    return str(ngettext("Thank you. %(num)s answer arrived", "Thank you. %(num)s answers arrived", answered))


def _drawn(says: _Receipt) -> str:
    window = says.window
    about: dict[str, object] = {
        "days": [format_date(day, "long") for day in (window.first, window.last)] if window else None,
        "length": length_of(says.follow_up),
        "seconds": CLEARED_AFTER,
        "stays": what_stays(),
    }
    about |= {"kept": says, "result": says.result, "drawn": drawn}
    return render_template("survey/sent/receipt.html", **about, **page_words(says.read_in, says.offered))


def nothing_stored(words: str) -> Response:
    """What to do where nothing was stored, or it was taken back."""
    return notice(
        _("There is no receipt here"),
        [_("Either nothing was sent from this address, or these answers have been taken back.")],
        status=404,
        actions=[(_("Look what is open now"), f"/{words}")],
    )
