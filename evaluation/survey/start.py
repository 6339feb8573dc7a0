"""The first screen: where, when, which questionnaire, in which language, what is agreed to; then straight to it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import make_response, render_template, request
from flask_babel import format_date
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.domain.card_codes import grouped, normalise
from evaluation.questionnaire.length import length_of
from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.store.linking.own_card import own_card
from evaluation.store.responses.cards_given_later import can_be_given_card, can_be_joined_with_card, is_unused
from evaluation.store.responses.join_page import Asking, JoinPage
from evaluation.store.responses.open_waves import is_still_taken, open_to
from evaluation.store.responses.published_result import published_result_at
from evaluation.store.responses.remembered_people import holder_of, is_taken_back, known_people
from evaluation.store.studies.remove_experiment import has_begun
from evaluation.survey.agreements import said_of_modules, statements_of
from evaluation.survey.begun_by_another import begun_by_another
from evaluation.survey.between_waves import OpeningOfAfter, may_leave_early, opening_of_after, waiting_page
from evaluation.survey.cookie import remembered
from evaluation.survey.delivery.page_cache import page_cache_here
from evaluation.survey.delivery.prerendered import prerendered_of
from evaluation.survey.notices import PERSONAL, OnPhone, offer, why_another_language, withdrawn_page
from evaluation.survey.returning_participant import (
    LOOKING_BACK,
    Welcome,
    answered_before,
    is_of_many,
    looks_back_from,
    receipt_on_phone,
    visit_by_card_on_phone,
    visit_of_used_card,
    visit_on_phone,
    welcomed,
)
from evaluation.survey.starts.signed_start import signed_start
from evaluation.survey.unsent_answers import BegunByAnother, Unsent, unsent_on_phone
from evaluation.survey.visits import Stage, Visit
from evaluation.survey.whose_form.arrival import Arrival
from evaluation.survey.whose_form.code_first import CodeAsked, code_asked_first, is_code_asked_first
from evaluation.survey.whose_form.used_card import asked_whose_it_was
from evaluation.web.app import services
from evaluation.web.i18n import use_language
from instruments import Version


def start_page(db: Session, evening: JoinPage, arrival: Arrival) -> Response:
    """The first screen of what is open; where nothing is, a page that says what to do."""
    if arrival.card and is_taken_back(db, arrival.card, experiment=evening.experiment):
        offer(page_cache_here().languages_of_evening(db, evening))
        return withdrawn_page(evening.words)
    wave = _asked_now(db, evening, arrival)
    answered_in = _language_answered_in(db, evening, arrival)
    if wave is None:
        return _waiting(db, evening, arrival, answered_in)
    offered = page_cache_here().languages(db, evening, wave)
    language = _chosen(offered, answered_in)
    use_language(language)
    version = page_cache_here().version(db, wave, language)
    visit = Visit(stage=Stage.NEW) if arrival.fault else _visit(db, evening, wave, arrival)
    if visit.stage is not Stage.NEW:
        welcome = _welcome(db, visit, _Place(evening, version, wave.kind, language), arrival)
        return asked_whose_it_was(visit, welcome) if visit.stage is Stage.USED_CARD else welcomed(visit, welcome)
    missed = _missed(db, evening, arrival, language=language)
    if arrival.is_plain_on_kiosk and is_code_asked_first(evening, wave):
        before = _titles(db, evening, language)("pre")
        asked = CodeAsked(version.wave(wave.kind), before=before, missed=missed, early=arrival.early)
        return code_asked_first(evening, asked, **page_words(language, offered))
    undo = not arrival.kiosk and remembered(request).can_be_taken_back(services().clock())
    follows = wave.kind == "post" and "pre" in evening.waves
    fresh = follows and bool(arrival.card) and is_unused(db, arrival.card, experiment=evening.experiment)
    another = None if arrival.kiosk else begun_by_another(db, evening, wave.kind)
    besides = said_of_modules(db, evening, wave, language, by_parent=_by_parent(evening, arrival))
    instead = why_another_language(offered, evening.languages)
    unsent = _unsent(db, evening, arrival, wave=wave.kind, titles=_titles(db, evening, language))
    about = (evening, wave.kind, version, language, offered, arrival)
    return _first_screen(_Screen(*about, undo, fresh, missed, another, besides, instead, unsent))


def _waiting(db: Session, evening: JoinPage, arrival: Arrival, answered_in: str) -> Response:
    """The page where nothing is open, which says what to do."""
    offered = page_cache_here().languages_of_evening(db, evening)
    offer(offered)
    language = _chosen(offered, answered_in)
    use_language(language)
    published = published_result_at(db, evening.experiment) if evening.is_frozen else None
    result = published.in_language(language) if published else None
    titles = _titles(db, evening, language)
    unsent = None if arrival.kiosk else unsent_on_phone(db, evening, titles=titles, card=arrival.card)
    on_phone = None if arrival.kiosk else _on_phone(db, evening, titles, arrival)
    card = "" if arrival.kiosk else arrival.card  # the address that looks again is the next person's to read
    opens = opening_of_after(db, evening)
    kept = evening.is_cancelled and has_begun(db, evening.experiment)
    return waiting_page(evening, card, result=result, unsent=unsent, on_phone=on_phone, opens=opens, kept=kept)


def _unsent(
    db: Session, evening: JoinPage, arrival: Arrival, *, wave: str, titles: Callable[[str], str]
) -> Unsent | None:
    """What whoever comes by a card of theirs began before and has not sent."""
    if arrival.kiosk or arrival.new or not arrival.card:
        return None
    return unsent_on_phone(db, evening, titles=titles, open_wave=wave, card=arrival.card)


def _asked_now(db: Session, evening: JoinPage, arrival: Arrival) -> Asking | None:
    """The wave that this visit is about: what is open, or After where somebody leaves early or has sent it already.

    Once After has closed it is about After only for whoever may still look back from it.
    """
    after, wave = evening.waves.get("post"), evening.open_now()
    is_early = arrival.early and not evening.is_cancelled and may_leave_early(db, evening)
    if is_early or after is None or evening.stage not in {"between", "over"}:
        return after if is_early else wave
    if evening.stage == "between":
        return after if _visit(db, evening, after, arrival).stage is Stage.SENT else None
    has_result = evening.is_frozen and published_result_at(db, evening.experiment) is not None
    if has_result or open_to(evening, LOOKING_BACK, early=False) is None:
        return None
    return after if looks_back_from(_visit(db, evening, after, arrival), evening) else None


def _on_phone(db: Session, evening: JoinPage, titles: Callable[[str], str], arrival: Arrival) -> OnPhone:
    """What a page that waits tells of whoever holds this phone, and of who held it before."""
    before, back = evening.waves.get("pre"), open_to(evening, LOOKING_BACK, early=False)
    is_taken = before is not None and is_still_taken(db, before, services().clock())
    return OnPhone(
        answered=answered_before(db, evening),
        receipt=receipt_on_phone(db, evening),
        is_handed_on=remembered(request).can_be_taken_back(services().clock()),
        another=begun_by_another(db, evening, "pre") if is_taken else None,
        title=titles("pre") if before else "",
        has_looked_back=back is not None and _visit(db, evening, back, arrival).stage is Stage.SENT,
    )


def _visit(db: Session, evening: JoinPage, wave: Asking, arrival: Arrival) -> Visit:
    """Where somebody is, by their card where they came by one."""
    if arrival.new or arrival.parental:
        used = arrival.card and visit_of_used_card(db, evening, wave.kind, card=arrival.card, kiosk=arrival.kiosk)
        return used or Visit(stage=Stage.NEW)
    if arrival.card and arrival.own:
        own = visit_on_phone(db, evening, wave.kind, kiosk=arrival.kiosk)
        if own.stage is Stage.SENT:
            return own
    if arrival.card:
        return visit_by_card_on_phone(db, evening, wave.kind, card=arrival.card, kiosk=arrival.kiosk)
    return visit_on_phone(db, evening, wave.kind, kiosk=arrival.kiosk)


def _missed(db: Session, evening: JoinPage, arrival: Arrival, *, language: str) -> str:
    """The name of the wave that somebody would have begun on a page from before it closed; empty where none was."""
    wave = evening.waves.get(arrival.closed)
    return _titles(db, evening, language)(wave.kind) if wave and wave.closed_at else ""


def _titles(db: Session, evening: JoinPage, language: str) -> Callable[[str], str]:
    """What the waves are called in a language, such as Before."""

    def title(kind: str) -> str:
        page = page_cache_here().version(db, evening.waves[kind], language).wave(kind)
        return page.title if page else kind

    return title


@dataclass(frozen=True, slots=True)
class _Place:
    evening: JoinPage
    version: Version
    wave: str
    language: str


def _welcome(db: Session, visit: Visit, place: _Place, arrival: Arrival) -> Welcome:
    evening, titles = place.evening, _titles(db, place.evening, place.language)
    asks_whose, is_own = visit.stage is Stage.OTHER_CARD, arrival.own and visit.stage is Stage.SENT
    person, by_parent = visit.people[0].participant, visit.people[0].latest.parental
    own = own_card(db, person, token=arrival.card, experiment=evening.experiment) if asks_whose else None
    return Welcome(
        evening=evening,
        version=place.version,
        wave=place.wave,
        language=place.language,
        offered=page_cache_here().languages(db, evening, evening.waves[place.wave]),
        statements=statements_of(place.version, evening, by_parent=by_parent),
        besides=said_of_modules(db, evening, evening.waves[place.wave], place.language, by_parent=by_parent),
        early=arrival.early,
        titles=titles,
        unsent=unsent_on_phone(db, evening, titles=titles, open_wave=place.wave),
        card=arrival.card,
        answers=arrival.answers,
        is_givable=asks_whose and can_be_given_card(db, person, token=arrival.card),
        is_joinable=own is not None or (asks_whose and can_be_joined_with_card(db, person, token=arrival.card)),
        unjoined=own.joined_to if own else None,
        another=None if arrival.kiosk else begun_by_another(db, evening, place.wave),
        opens=opening_of_after(db, evening) if visit.stage is Stage.SENT else OpeningOfAfter(),
        has_others=visit.stage is Stage.SENT and not arrival.kiosk and is_of_many(db, evening),
        is_spare=is_own and is_unused(db, arrival.card, experiment=evening.experiment),
    )


def _by_parent(evening: JoinPage, arrival: Arrival) -> bool:
    """Whether somebody under 16 has come this far whose parent or carer has agreed."""
    return evening.parental_consent and arrival.parental


def _first_screen(screen: "_Screen") -> Response:
    if screen.arrival.fault or screen.arrival.answers or screen.unsent:
        page = prerendered_of(_drawn(screen)).cut(screen.of_this_person())
        return make_response(page, 422 if screen.arrival.fault else 200, PERSONAL)
    said = page_cache_here().prerendered(screen.says(), lambda: _drawn(screen))
    answer = said.answer(request, screen.of_this_person())
    answer.headers.update(PERSONAL if screen.undo or screen.missed or screen.another else {})
    return answer


@dataclass(frozen=True, slots=True)
class _Screen:
    evening: JoinPage
    wave: str
    version: Version
    language: str
    offered: tuple[str, ...]
    arrival: Arrival
    undo: bool
    """Whether the phone was handed on a moment ago, which can be undone."""
    fresh: bool
    """Whether somebody comes to After by a card with which nothing was sent before."""
    missed: str
    """The name of the wave that has closed before they began it."""
    another: BegunByAnother | None
    """What somebody else began here and has not sent."""
    besides: list[str]
    """What the consent says of the modules."""
    instead: str
    """Why the page is not in the language that was asked for; empty where it is."""
    unsent: Unsent | None
    """What they began before and have not sent."""

    def says(self) -> tuple[object, ...]:
        """All that is the same for everyone who comes this way: two screens alike are drawn once."""
        evening, arrival = self.evening, self.arrival
        about = (evening.words, evening.title, evening.chapter, evening.date, evening.place, evening.is_example)
        asks = (evening.study, evening.who_asks)
        way = (bool(arrival.card), arrival.early, arrival.kiosk, arrival.parental, arrival.new, arrival.unsure)
        shown = (self.undo, self.fresh, self.missed, self.another, self.instead, arrival.why, evening.has_closed("pre"))
        of_kind = (evening.parental_consent, evening.is_online, evening.is_comparison)
        return (*about, *asks, evening.waves[self.wave], of_kind, self.offered, self.language, *way, *shown)

    def of_this_person(self) -> dict[str, str]:
        """What goes into the blanks: an identity minted for whoever agrees, and the card's code."""
        minted, card = signed_start(self.evening.words, self.wave, now=services().clock()), self.arrival.card
        return {"MINTED": str(minted), "CARD": card, "CODE": _said(card)}


def _drawn(screen: _Screen) -> str:
    evening, version = screen.evening, screen.version
    return render_template(
        "survey/start.html",
        evening=evening,
        wave=version.wave(screen.wave),
        length=length_of(len(version.questions(screen.wave))),
        consent=version.consent,
        statements=statements_of(version, evening, by_parent=_by_parent(evening, screen.arrival)),
        arrival=screen.arrival,
        code=_said(screen.arrival.card),
        day=format_date(evening.date, "full") if evening.date else "",
        undo=screen.undo,
        fresh=screen.fresh,
        missed=screen.missed,
        another=screen.another,
        besides=screen.besides,
        instead=screen.instead,
        unsent=screen.unsent,
        **page_words(screen.language, screen.offered),
    )


def _language_answered_in(db: Session, evening: JoinPage, arrival: Arrival) -> str:
    """The language in which whoever comes answered last here; empty where nobody knows, or another was asked for."""
    if arrival.new or "lang" in request.values:
        return ""
    card, mine = arrival.card, None if arrival.kiosk else remembered(request).current
    holder = holder_of(db, card, experiment=evening.experiment) if card else mine
    known = known_people(db, (holder,) if holder else (), experiment=evening.experiment)
    return known[0].latest.language if known else ""


def _chosen(offered: tuple[str, ...], answered_in: str) -> str:
    known = next((language for language in (request.values.get("lang", ""), answered_in) if language in offered), "")
    return known or request.accept_languages.best_match(offered) or offered[0]


def _said(card: str) -> str:
    return grouped(token) if (token := normalise(card)) else ""
