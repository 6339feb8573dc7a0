"""The questionnaire, what is sent from it, and the receipt."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, make_response, redirect, request
from sqlalchemy.orm import Session
from werkzeug import Response as AnyResponse

from evaluation.questionnaire.form import Sent, check
from evaluation.questionnaire.page import answer_with
from evaluation.questionnaire.questionnaire_html import AskedVersion, check_html, questionnaire_html, what_stays
from evaluation.store.responses.consents import participant_of
from evaluation.store.responses.join_page import evening_at
from evaluation.store.responses.open_waves import is_still_taken
from evaluation.store.responses.responses import record_response
from evaluation.store.responses.submission import Receipt, Submission, SubmissionOutcome
from evaluation.survey.agreements import began_after_closing
from evaluation.survey.closed_wave import after_closing, refused_as_late, why_not_taken
from evaluation.survey.cookie import PROOF, brings_beginning, proof_of, proves_in_form, remembered, sender_of
from evaluation.survey.delivery.drawn_translation import drawn_in, keeping_translation
from evaluation.survey.delivery.page_cache import Ready, page_cache_here
from evaluation.survey.kept_apart import keep_apart, remember_sender
from evaluation.survey.notices import PERSONAL, keeping_language, offer, withdrawn_page
from evaluation.survey.sent.blank_form import is_blank_unasked
from evaluation.survey.start import start_page
from evaluation.survey.starts.agreed_offline import agreed_offline
from evaluation.survey.starts.new_start import begin_as_new, refuse_flood
from evaluation.survey.unknown_address import unknown_address
from evaluation.survey.whose_form.arrival import Arrival
from evaluation.survey.whose_form.begun_here import is_begun_elsewhere, without_mark
from evaluation.survey.whose_form.changed_form import (
    CHANGE,
    changing,
    is_claimed,
    proof_of_form,
    receipt_once_after_is_sent,
    receipt_without_cookie,
)
from evaluation.survey.whose_form.lent_form import (
    ANOTHERS,
    ANSWERED,
    MINE,
    as_another,
    asked_whose,
    is_another_s,
    is_lent,
    is_sent_by_lender,
    lender_of,
)
from evaluation.survey.whose_form.plain_form import plain_form
from evaluation.survey.whose_form.sent_on_kiosk import asked_to_begin_anew, is_sent_on_kiosk
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.i18n import use_language

pages = Blueprint("answering", __name__)

TO_ASK = (
    SubmissionOutcome.BEGUN_ELSEWHERE,
    SubmissionOutcome.NOT_AGREED,
    SubmissionOutcome.SENT_BEFORE,
    SubmissionOutcome.SENT_ON_KIOSK,
)
STATUS = dict.fromkeys(SubmissionOutcome, 409) | {
    SubmissionOutcome.NEW: 201,
    SubmissionOutcome.SAME: 200,
    SubmissionOutcome.REVISED: 200,
    SubmissionOutcome.CONFLICT: 200,
    SubmissionOutcome.WITHDRAWN: 410,
}
ADDRESS = "/<words>/<wave>/<language>/<uuid:response>"
NOT_KEPT = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class QuestionnaireAddress:
    """The address of one person's questionnaire."""

    words: str
    wave: str
    language: str
    response: uuid.UUID


@pages.get(ADDRESS)
@public
def questionnaire(words: str, wave: str, language: str, response: uuid.UUID) -> AnyResponse:
    """The questionnaire: the same bytes for everyone, and nothing is looked up for the person while it is open."""
    ready = page_cache_here().at_hand(words, wave, language) or _fetched(words, wave, language)
    if isinstance(ready, AnyResponse):
        return ready
    if elsewhere := _elsewhere(words, language, response):
        return elsewhere
    if ready.has_closed:
        return after_closing(ready, words, response)
    if "again" in request.args:
        use_language(language)
        page = questionnaire_html(ready.asked, note=what_stays())
        return receipt_once_after_is_sent(words, response) or make_response(page, {**PERSONAL, **NOT_KEPT})
    return plain_form(ready, words, response) or answer_with(ready.page, request, cache="no-store")


def _elsewhere(words: str, language: str, response: uuid.UUID) -> AnyResponse | None:
    """Where somebody is led who is not to be shown the questions at this address; None where they are."""
    if is_sent_on_kiosk(words, response):
        return redirect(keeping_language(f"/{words}?kiosk=1"), 303)
    if other := without_mark(response) or receipt_without_cookie(words, response):
        return other
    if is_begun_elsewhere(response):
        return _begin_your_own(words)
    return redirect(f"/{words}?lang={language}", 303) if is_lent(response) else None


def _begin_your_own(words: str) -> AnyResponse:
    """The first screen for somebody who opens a form that they did not begin here: they begin one of their own."""
    with services().database.reading() as db:
        evening = evening_at(db, words)
        if evening is None:
            return unknown_address(db, words)
        page = start_page(db, evening, Arrival(why="passed_on"))
    page.status_code = 409
    page.headers.update(PERSONAL | NOT_KEPT)
    return page


@pages.post(ADDRESS)
@public
def submit(words: str, wave: str, language: str, response: uuid.UUID) -> AnyResponse:
    """Take what was sent. The answer is given after the commit."""
    ready = page_cache_here().at_hand(words, wave, language) or _fetched(words, wave, language)
    if isinstance(ready, AnyResponse):
        return ready
    offer(ready.asked.languages)
    use_language(language)
    if CHANGE in request.form:
        return changing(ready, words, response)
    sent = keeping_translation(check(ready.asked.version, wave, sent=request.form, by=ready.checks))
    place = QuestionnaireAddress(words, wave, language, response)
    shown = asked_to_begin_anew(words, response, language, sent) or _shown_again(ready, place, sent)
    if shown:
        return shown
    refuse_flood(words, wave, response)
    with services().database.transaction() as db:
        lender = lender_of(db, response)
        if lender and not is_sent_by_lender():
            return asked_whose(language, sent.given)
        submission = _submission(place, sent, ready)
        receipt, met = _recorded(db, place, submission, asked=ready.asked)
        apart = None
        if receipt.outcome is SubmissionOutcome.ELSEWHERE:
            receipt, apart = keep_apart(db, submission, now=services().clock())
        if receipt.outcome in TO_ASK:
            return asked_whose(language, sent.given, why=receipt.outcome)
    answer = _answer(place, receipt, ready)
    if STATUS[receipt.outcome] < 300 and "kiosk" not in request.args:
        remember_sender(answer, words, apart, (lender if MINE in request.form else None) or met)
    return answer


def _shown_again(ready: Ready, place: QuestionnaireAddress, sent: Sent) -> AnyResponse | None:
    """The page to go on from, where what was sent is not stored yet: faulty, before stopping, or in another's form."""
    if other := request.form.get("_switch"):
        return _in_other_language(place, other, sent)
    if sent.faults:
        return _asked_again(ready, sent, proof_of_form(place.response))
    if (checked := "_check" in request.form) or is_blank_unasked(place.words, place.response, sent):
        given = {**sent.given, **proof_of_form(place.response)}
        return make_response(check_html(ready.asked, given=given, note=_note(), sent_blank=not checked))
    if request.form.get(ANOTHERS) == ANSWERED or (ANOTHERS in request.form and is_another_s(place.response)):
        return as_another(place.words, place.wave, sent.given)
    if {"_back", ANOTHERS} & request.form.keys():
        page = questionnaire_html(ready.asked, given=sent.given, note=_note(), carried=proof_of_form(place.response))
        return without_mark(place.response) or make_response(page)
    return None


def _note() -> str:
    """What somebody is told above the questions who answers again."""
    return what_stays() if "again" in request.args else ""


def _fetched(words: str, wave: str, language: str) -> Ready | AnyResponse:
    """The questionnaire made ready now, or a page that says why there is none."""
    with services().database.reading() as db:
        ready = page_cache_here().fetch(db, words, wave, language)
        if ready is None:
            return redirect(keeping_language(f"/{words}"), 303) if evening_at(db, words) else unknown_address(db, words)
    return ready


def _recorded(
    db: Session, place: QuestionnaireAddress, submission: Submission, *, asked: AskedVersion
) -> tuple[Receipt, uuid.UUID | None]:
    """Store it; somebody whose agreement never reached us, since they agreed while offline, is made now and named."""
    now = services().clock()
    receipt = record_response(db, submission, now=now)
    if receipt.outcome is not SubmissionOutcome.UNKNOWN:
        return receipt, None
    evening = evening_at(db, place.words)
    asking = evening.waves.get(place.wave) if evening else None
    if evening is None or asking is None or not is_still_taken(db, asking, now):
        return receipt, None
    if began_after_closing(request.form, asking, now=now):
        return replace(receipt, outcome=SubmissionOutcome.CLOSED), None
    if participant_of(db, place.response):
        return receipt, None  # the identity of another questionnaire's response
    agreement = agreed_offline(db, asking, submission, asked=asked, now=now)
    if agreement is None:
        return replace(receipt, outcome=SubmissionOutcome.NOT_AGREED), None
    mine = place.response
    begun = begin_as_new(db, evening, wave=asking, response=mine, method="unmatched", agreement=agreement)
    return record_response(db, replace(submission, is_begun_here=True), now=now), begun.participant


def _submission(place: QuestionnaireAddress, sent: Sent, ready: Ready) -> Submission:
    return Submission(
        response=place.response,
        words=place.words,
        wave=place.wave,
        language=place.language,
        translation=drawn_in(ready.asked),
        mode="kiosk" if "kiosk" in request.args else "phone",
        answers=sent.answers,
        texts=sent.texts,
        stopped="_stop" in request.form,
        may_quote=sent.may_quote & sent.texts.keys(),
        sender=sender_of(request, place.response),
        people=frozenset(remembered(request).people),
        is_begun_here=brings_beginning(request, place.response),
        is_proven=proves_in_form(request, place.response),
        is_claimed=is_claimed(place.response),
        following=ready.checks.following,
    )


def _wants_json() -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _answer(place: QuestionnaireAddress, receipt: Receipt, ready: Ready) -> AnyResponse:
    """What the phone is told, which names the response that it knows of; the receipt is where it was kept."""
    then = "remember" if ready.remembers else "sent"
    address = f"/{place.words}/{then}/{receipt.response}?lang={place.language}{_query_of(place, receipt)}"
    kept = STATUS[receipt.outcome] < 300
    if _wants_json():
        said: dict[str, object] = {"outcome": str(receipt.outcome), "response": str(place.response)}
        if kept:
            said |= {"receipt": receipt.code, "revision": receipt.revision, "location": address}
        else:
            said["said"] = why_not_taken(receipt.outcome, ready.asked.title)
        return make_response(jsonify(said), STATUS[receipt.outcome])
    if kept:
        return make_response(redirect(address + ("&kiosk=1" if "kiosk" in request.args else ""), 303))
    page = withdrawn_page if receipt.outcome is SubmissionOutcome.WITHDRAWN else refused_as_late
    return page(place.words)


def _query_of(place: QuestionnaireAddress, receipt: Receipt) -> str:
    """What else the receipt's address says: whether it was kept apart, and to a phone without cookie whose it is."""
    if not receipt.is_theirs:
        return "&other=1" if receipt.outcome is SubmissionOutcome.CONFLICT else ""
    is_said = is_claimed(place.response) and not proves_in_form(request, place.response)
    is_another_s_code = is_said and receipt.outcome is not SubmissionOutcome.NEW
    needs_proof = ("kiosk" in request.args or not remembered(request).people) and not is_another_s_code
    proof = f"&{PROOF}={proof_of(receipt.response)}" if needs_proof else ""
    return proof if receipt.response == place.response else f"&apart=1{proof}"


def _asked_again(ready: Ready, sent: Sent, carried: Mapping[str, str]) -> Response:
    """The page again with what was answered and a sentence for each answer that cannot be kept."""
    if _wants_json():
        return make_response(jsonify({"outcome": "faults", "faults": dict(sent.faults)}), 422)
    page = questionnaire_html(ready.asked, given=sent.given, faults=sent.faults, note=_note(), carried=carried)
    return make_response(page, 422)


def _in_other_language(place: QuestionnaireAddress, other: str, sent: Sent) -> AnyResponse:
    """The same questionnaire in another language, with the answers so far; nothing is stored."""
    ready = page_cache_here().at_hand(place.words, place.wave, other) or _fetched(place.words, place.wave, other)
    if isinstance(ready, AnyResponse):
        return ready
    address = f"/{place.words}/{place.wave}/{other}/{place.response}"
    address += f"?{urlencode(list(request.args.items(multi=True)))}" if request.args else ""
    use_language(other)
    carried = proof_of_form(place.response)
    page = questionnaire_html(ready.asked, given=sent.given, action=address, note=_note(), carried=carried)
    return make_response(page)
