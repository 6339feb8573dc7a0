"""Coming to a join address or by a card, and agreeing: then the questionnaire has an address of its own."""

import uuid
from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, make_response, redirect, request
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.domain.card_codes import normalise
from evaluation.models import Consent
from evaluation.store.responses.cards_given_later import give_card, join_with_card
from evaluation.store.responses.consents import (
    Agreement,
    Begun,
    begin_on_same_phone,
    begin_with_card,
    consent_to,
)
from evaluation.store.responses.evenings_of_card import evenings_of_card
from evaluation.store.responses.join_page import Asking, JoinPage, evening_at
from evaluation.store.responses.open_waves import is_still_taken, open_to
from evaluation.store.responses.remembered_people import holder_of, known_people
from evaluation.survey.agreements import agreed_at, agreement_of, began_after_closing, carried_over
from evaluation.survey.between_waves import may_leave_early
from evaluation.survey.cookie import (
    proves_in_form,
    query_of_form,
    remember_earlier_person,
    remember_on_phone,
    remembered,
)
from evaluation.survey.delivery.page_cache import page_cache_here
from evaluation.survey.join_address import identity, normalised_address
from evaluation.survey.kept_apart import card_notice, is_known_here, is_of_this_phone, may_be_remembered, used_before
from evaluation.survey.notices import PERSONAL, comes_from_kiosk, keeping_language, offer_languages_of, withdrawn_page
from evaluation.survey.returning_participant import visit_on_phone
from evaluation.survey.rights.pressed_too_soon import is_pressed_too_soon
from evaluation.survey.signing_key import secret
from evaluation.survey.start import start_page
from evaluation.survey.starts.new_start import begin_as_new
from evaluation.survey.starts.wrong_codes import meeting_of_wrong_card, note_wrong_code
from evaluation.survey.unknown_address import unknown_address, unknown_card
from evaluation.survey.visits import Stage, Visit
from evaluation.survey.whose_form.asked_who import asks_who_it_is, chosen_of, is_from_script, is_unused_at_after
from evaluation.survey.whose_form.code_first import LOOKED_UP
from evaluation.survey.whose_form.first_screen_again import (
    NOBODY_KNOWN,
    first_screen_address,
    first_screen_again,
    led_to_first_screen,
)
from evaluation.survey.whose_form.joined_card import joined_with_card
from evaluation.survey.whose_form.lent_form import ANOTHERS, answers_of_another
from evaluation.survey.whose_form.plain_form import PLAIN
from evaluation.survey.whose_form.typed_code import arrived, come_by_code, wrong_code
from evaluation.survey.whose_form.used_card import CLAIMED
from evaluation.survey.whose_form.which_evening import asked_which_evening
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.i18n import use_language

pages = Blueprint("joining", __name__)


@pages.get("/<words>")
@public
def start(words: str) -> Response:
    """The first screen at a join address."""
    if comes_from_kiosk(words):
        return redirect(f"/{words}?{urlencode([*request.args.items(multi=True), ('kiosk', '1')])}", 303)
    with services().database.reading() as db:
        evening = evening_at(db, words)
        if evening is None:
            return unknown_address(db, words)
        return come_by_code(db, evening)


@pages.get("/<words>/")
@public
def start_with_a_stroke(words: str) -> Response:
    """From an address typed with a stroke at its end to the one without."""
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"/{normalised_address(words)}" + (f"?{query}" if query else ""), 302)


@pages.get("/c/<token>")
@public
def start_with_card(token: str) -> Response:
    """The first screen for whoever holds a card; whose the phone is is known at the join address alone."""
    card = normalise(token) or ""
    with services().database.reading() as db:
        evenings = evenings_of_card(db, card, now=services().clock()) if card else ()
        if len(evenings) > 1:
            return asked_which_evening(evenings, card)
        evening = evening_at(db, evenings[0].words) if evenings else None
        if evening:
            return redirect(f"/{evening.words}?{urlencode({'card': card, **request.args})}", 303)
        note_wrong_code(card)
        words = meeting_of_wrong_card(db, card)
        return redirect(f"/{words}?{urlencode({'card': card, **request.args})}", 303) if words else unknown_card()


@pages.post("/<words>/card")
@public
def use_card(words: str) -> Response:
    """Somebody midway says that the card is theirs, given to them since they began or used before: then they go on.

    Whoever has sent After is led to its receipt, which says that it is joined with what they sent with the card.
    A second tap asks again.
    """
    response = make_response(redirect(first_screen_address(words), 303))
    card = normalise(request.form.get("card", ""))
    if is_pressed_too_soon(services().clock()):
        return response
    with services().database.transaction() as db:
        evening = evening_at(db, words)
        wave = evening.waves.get(request.form.get("wave", "")) if evening else None
        if evening and wave and card:
            visit = visit_on_phone(db, evening, wave.kind)
            if visit.stage is Stage.SENT and CLAIMED in request.form:
                return joined_with_card(db, evening, visit, card=card) or response
            mine = visit.people[0].participant if visit.stage is Stage.MIDWAY else None
            if mine and CLAIMED not in request.form:
                give_card(db, mine, token=card)
            elif mine and (holder := join_with_card(db, mine, token=card)):
                remember_on_phone(response, request, words=words, participant=holder, but=mine)
    return response


@pages.post("/<words>")
@public
def begin(words: str) -> Response:
    """Agree: the participant is made or found, and the questionnaire's address is given."""
    with services().database.transaction() as db:
        evening = evening_at(db, words)
        if evening is None or LOOKED_UP in request.form:
            return come_by_code(db, evening) if evening else unknown_address(db, words)
        if "parental" in request.form and not evening.parental_consent:
            return redirect(keeping_language(f"/{words}/under-16"), 303)
        kind = request.form.get("wave", "")
        is_early = "early" in request.form and may_leave_early(db, evening)
        wave = open_to(evening, kind, early=is_early) or _begun_without_signal(db, evening, kind)
        if wave is None:
            return led_to_first_screen(db, evening, closed=kind)
        if asked := _asked_first(db, evening, wave):
            return asked
        used = used_before(db, evening, wave, is_from_script=is_from_script())
        begun = None if used and "anyway" not in request.form else _begun(db, evening, wave, is_used=bool(used))
        if begun is None:
            return _card_used(db, evening, used) if used else wrong_code(db, evening, request.form["card"])
        languages = page_cache_here().languages(db, evening, wave)
        offer_languages_of(db, evening)
        is_theirs = may_be_remembered(db, begun, words=words)
    return withdrawn_page(words) if begun.withdrawn else _go(evening, wave, begun, languages, is_theirs=is_theirs)


def _asked_first(db: Session, evening: JoinPage, wave: Asking) -> Response | None:
    """What somebody has to say before they begin; None where they have said it."""
    if request.form.get("same") in NOBODY_KNOWN or asks_who_it_is(db, evening, wave):
        return first_screen_again(db, evening)
    if not _has_agreed(db, evening, wave):
        return _shown_first(db, evening, "not_agreed")
    return _shown_first(db, evening, "unused") if is_unused_at_after(db, evening, wave) else None


def _begun_without_signal(db: Session, evening: JoinPage, kind: str) -> Asking | None:
    """A wave that has closed since somebody began it without signal, of which the script tells while it is taken."""
    wave = evening.waves.get(kind)
    now = services().clock()
    if wave is None or not is_from_script() or began_after_closing(request.form, wave, now=now):
        return None
    return wave if is_still_taken(db, wave, now) else None


def _begun(db: Session, evening: JoinPage, wave: Asking, *, is_used: bool) -> Begun | None:
    """Who agreed, by the first way of knowing that fits; None where the code that was given fits nobody.

    A card with which answers were sent already fits nobody new.
    """
    key, typed = secret("cards"), request.form.get("card", "").strip()
    agreement = _agreement(db, evening, wave)
    person, earlier = _same_person(db, evening, wave)
    if earlier and "after" in request.form:
        agreement = carried_over(agreement, earlier)
    if person and not typed:
        agreed = replace(agreement, parental=agreement.parental or bool(earlier and earlier.parental_consent))
        if known := begin_on_same_phone(db, evening, wave=wave, participant=person, key=key, agreement=agreed):
            return known
    token = normalise(typed) if typed and not is_used else None
    if token:
        agreement = _as_a_parent_agreed(db, evening, token, agreement)
        if known := begin_with_card(db, evening, wave=wave, token=token, key=key, agreement=agreement):
            return known
    if typed and "anyway" not in request.form:
        return None
    minted, method = identity(request.form.get("response", "")) or uuid.uuid4(), "unmatched" if typed else "page"
    return begin_as_new(db, evening, wave=wave, response=minted, method=method, agreement=agreement)


def _as_a_parent_agreed(db: Session, evening: JoinPage, token: str, agreement: Agreement) -> Agreement:
    """The agreement of whoever says that they have answered with a card: their parent's holds for both."""
    holder = holder_of(db, token, experiment=evening.experiment) if CLAIMED in request.form else None
    known = known_people(db, (holder,), experiment=evening.experiment) if holder else ()
    return replace(agreement, parental=agreement.parental or any(one.latest.parental for one in known))


def _same_person(db: Session, evening: JoinPage, wave: Asking) -> tuple[uuid.UUID | None, Consent | None]:
    """Who goes straight on from a receipt, or said that they answered on this phone; and what they agreed to then."""
    after = identity(request.form.get("after", ""))
    earlier = consent_to(db, after) if after else None
    if after and earlier and (proves_in_form(request, after) or is_known_here(db, evening, earlier)):
        return earlier.participant_id, earlier
    known = chosen_of(visit_on_phone(db, evening, wave.kind)) if "same" in request.form else None
    return (known.participant, consent_to(db, known.latest.response)) if known else (None, None)


def _go(evening: JoinPage, wave: Asking, begun: Begun, languages: tuple[str, ...], *, is_theirs: bool) -> Response:
    language = next((each for each in languages if each == request.form.get("lang")), languages[0])
    kiosk = "kiosk" in request.form
    is_marked = is_theirs and (kiosk or not remembered(request).people)
    query = query_of_form(begun.response, is_kiosk=kiosk, is_marked=is_marked, is_plain=PLAIN in request.form)
    address = f"/{evening.words}/{wave.kind}/{language}/{begun.response}{query}"
    # with 307 what was answered goes on to the form, which shows it
    response = make_response(redirect(address, 307 if ANOTHERS in request.form else 303))
    if not is_theirs:
        return response
    if "handed" in request.form:
        now = services().clock()
        remember_earlier_person(response, request, words=evening.words, participant=begun.participant, now=now)
    elif not kiosk:
        card = normalise(request.form.get("scanned", "")) or ""  # they said who they are: it is not asked again
        remember_on_phone(response, request, words=evening.words, participant=begun.participant, card=card)
    return response


def _agreement(db: Session, evening: JoinPage, wave: Asking) -> Agreement:
    version, languages = page_cache_here().version(db, wave), page_cache_here().languages(db, evening, wave)
    now = agreed_at(request.form, wave, now=services().clock())
    return agreement_of(request.form, version, languages=languages, now=now)


def _has_agreed(db: Session, evening: JoinPage, wave: Asking) -> bool:
    """Whether a page has shown them what they agree to; whoever goes straight on from a receipt has agreed before."""
    if _agreement(db, evening, wave).consent_version is not None:
        return True
    return "after" in request.form and _same_person(db, evening, wave)[1] is not None


def _shown_first(db: Session, evening: JoinPage, why: str) -> Response:
    """The page that they come from once more, which says what they were not shown; nothing is stored of them yet."""
    card, answers = normalise(request.form.get("card", "")) or "", answers_of_another(db, evening)
    page = start_page(db, evening, replace(arrived(card=card), why=why, answers=answers))
    page.status_code = 422
    page.headers.update(PERSONAL)
    return page


def _card_used(db: Session, evening: JoinPage, used: Visit) -> Response:
    """Where answers were already sent with the card: the page of whoever sent them, or what anybody else can do."""
    if "kiosk" not in request.form and is_of_this_phone(used):
        return redirect(first_screen_address(evening.words), 303)
    use_language(request.form.get("lang", ""))
    arrival = arrived(fault=card_notice(used, evening))
    return start_page(db, evening, replace(arrival, answers=answers_of_another(db, evening)))
