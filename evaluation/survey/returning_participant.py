"""What somebody is shown whom their phone remembers, and what is open, for pages that wait."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from flask import Blueprint, make_response, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.domain.card_codes import grouped
from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.store.responses.after_sent import AFTER
from evaluation.store.responses.cards_given_later import is_unused
from evaluation.store.responses.join_page import JoinPage, evening_at
from evaluation.store.responses.open_waves import open_to
from evaluation.store.responses.remembered_people import BegunWave, RememberedPerson, holder_of, known_people
from evaluation.survey.between_waves import OpeningOfAfter
from evaluation.survey.cookie import Remembered, remembered, sender_of, tag
from evaluation.survey.notices import PERSONAL, is_on_kiosk, why_another_language
from evaluation.survey.rights.pressed_too_soon import moment_asked
from evaluation.survey.sent.joining_after import lacks_before
from evaluation.survey.starts.signed_start import signed_start
from evaluation.survey.unsent_answers import BegunByAnother, Unsent, moment_of, way_to_form
from evaluation.survey.visits import Stage, Visit, is_claimable, visit_by_card, visit_of
from evaluation.web.access import public
from evaluation.web.app import services
from instruments import Version

pages = Blueprint("returning", __name__)
MISTYPED = "mistyped"
"""What the address calls a code that joins nothing, typed by whoever has sent After, to be typed again."""
LOOKING_BACK = "then"
"""The wave that asks whoever has sent After to think back to before the meeting."""


def visit_on_phone(db: Session, evening: JoinPage, wave: str, *, kiosk: bool = False, card: str = "") -> Visit:
    """Where whoever holds this phone is in a wave; a kiosk remembers nobody, and a card decides who it is."""
    phone = Remembered() if kiosk else remembered(request)
    if card:
        holder = holder_of(db, card, experiment=evening.experiment)
        phone = Remembered(people=(holder,) if holder else ())
    return visit_of(phone, known_people(db, phone.people, experiment=evening.experiment), wave=wave)


def visit_by_card_on_phone(db: Session, evening: JoinPage, wave: str, *, card: str, kiosk: bool = False) -> Visit:
    """Where whoever comes by a card is in a wave, by the card and by what their phone remembers."""
    own = visit_on_phone(db, evening, wave, kiosk=kiosk)
    of_card = visit_on_phone(db, evening, wave, card=card)
    has_said_own = not kiosk and remembered(request).has_said_own(card)
    unused = partial(is_unused, db, card, experiment=evening.experiment)
    known = {"has_said_own": has_said_own, "knows_holder": not kiosk and _remembers(of_card)}
    return visit_by_card(own, of_card, is_unused=unused, **known)


def visit_of_used_card(db: Session, evening: JoinPage, wave: str, *, card: str, kiosk: bool = False) -> Visit | None:
    """Where the holder of a card is with whom somebody may be taken for one person; None where nothing is to ask."""
    of_card = visit_on_phone(db, evening, wave, card=card)
    if not is_claimable(of_card) or (not kiosk and _remembers(of_card)):
        return None
    return replace(of_card, stage=Stage.USED_CARD)


def _remembers(of_card: Visit) -> bool:
    return bool(of_card.people) and of_card.people[0].is_among(remembered(request).people)


def looks_back_from(visit: Visit, evening: JoinPage) -> BegunWave | None:
    """The After of somebody who may look back now and has not sent that yet; None of everybody else."""
    step = visit.step
    if visit.stage is not Stage.SENT or step is None or step.wave != AFTER:
        return None
    is_done = any(each.wave == LOOKING_BACK and each.sent_at for each in visit.people[0].steps)
    return None if is_done or open_to(evening, LOOKING_BACK, early=False) is None else step


def answered_before(db: Session, evening: JoinPage) -> str:
    """When whoever holds this phone sent Before, as a sentence; empty where they did not, or others have used it."""
    phone = remembered(request)
    if phone.is_shared:
        return ""
    known = known_people(db, phone.people, experiment=evening.experiment)
    mine = next((person for person in known if person.participant == phone.current), None)
    step = mine.step("pre") if mine else None
    if not step or not step.sent_at:
        return ""
    return str(_("You answered Before on this phone %(when)s.", when=moment_of(step.sent_at, evening)))


def is_of_many(db: Session, evening: JoinPage) -> bool:
    """Whether more than one person has begun something on this phone."""
    return len(known_people(db, remembered(request).people, experiment=evening.experiment)) > 1


def receipt_on_phone(db: Session, evening: JoinPage) -> str:
    """Where the latest receipt of whoever holds this phone is; empty where they sent nothing.

    Empty too where others have used it: whoever lent it would be shown somebody else's code, to delete their answers.
    """
    phone = remembered(request)
    mine = (phone.current,) if phone.current and not phone.is_shared else ()
    known = known_people(db, mine, experiment=evening.experiment)
    if not known or known[0].latest.sent_at is None:
        return ""
    return f"/{evening.words}/sent/{known[0].latest.response}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """What a page for somebody whom their phone remembers is made of."""

    evening: JoinPage
    version: Version
    """Of the wave that is open, in the reader's language."""
    wave: str
    language: str
    offered: tuple[str, ...]
    statements: list[str]
    besides: list[str]
    """What the consent says of the modules, which stands open."""
    early: bool
    titles: Callable[[str], str]
    """The name of a wave by its kind, such as Before."""
    unsent: Unsent | None
    """What was begun at a wave that has closed, and not sent."""
    card: str = ""
    """The code of the card that they came by."""
    is_givable: bool = False
    """Whether the card may become that of whoever is midway."""
    is_joinable: bool = False
    """Whether whoever has begun or sent After may say that they answered with the card before."""
    unjoined: BegunWave | None = None
    """The Before with which their After is joined now, and would be no more."""
    another: BegunByAnother | None = None
    """What somebody else began here and has not sent."""
    is_spare: bool = False
    """Whether nobody has used the card, and whoever came by it says that they have answered without it."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """What they answered in a form that is not theirs."""
    opens: OpeningOfAfter = field(default_factory=OpeningOfAfter)
    """When After opens."""
    has_others: bool = False
    """Whether more than one person has begun something on the phone."""


def welcomed(visit: Visit, welcome: Welcome) -> Response:
    """The page for where somebody is."""
    template, values = {
        Stage.MIDWAY: ("survey/midway.html", _midway),
        Stage.SENT: ("survey/answered.html", _answered),
        Stage.RETURNING: ("survey/return.html", _returning),
        Stage.OTHER_CARD: ("survey/cards/whose_card.html", _midway),
    }[visit.stage]
    page = drawn(template, welcome=welcome, **values(visit, welcome))
    if visit.stage is Stage.RETURNING and not (welcome.card or welcome.unsent):
        del page.headers["Weaving-Personal"]  # it holds without signal too, and shows a form to nobody
    return page


def _midway(visit: Visit, welcome: Welcome) -> dict[str, object]:
    step = _step_of(visit)
    card = "" if visit.stage is Stage.OTHER_CARD or is_on_kiosk() else welcome.card
    holder = visit.people[0].participant
    kiosk, language = is_on_kiosk(), welcome.language
    address = way_to_form(welcome.evening, step, holder=holder, card=card, language=language, is_kiosk=kiosk)
    return about(welcome) | {
        "receipt": "" if kiosk or visit.stage is Stage.OTHER_CARD else _own_receipt(visit.people, welcome),
        "when": moment_of(step.begun_at, welcome.evening),
        "is_sent": step.sent_at is not None,
        "unjoined": moment_of(welcome.unjoined.at, welcome.evening) if welcome.unjoined else "",
        "form": step.response,
        "address": address if "?" in address else f"{address}?on=1",
    }


def _answered(visit: Visit, welcome: Welcome) -> dict[str, object]:
    step, evening = _step_of(visit), welcome.evening
    receipt = f"/{evening.words}/sent/{step.response}?lang={welcome.language}"
    apart = not visit.people[0].is_among((remembered(request).current,))
    waits = step.wave == "pre" and AFTER in evening.waves
    title, earlier = welcome.titles(step.wave), visit.people[0].step(welcome.wave)
    return about(welcome) | {
        "title": title,
        "began": moment_of(min(one.begun_at for one in visit.people[0].steps), evening) if welcome.has_others else "",
        "unchanged": welcome.titles(welcome.wave) if earlier and earlier.sent_at and earlier != step else "",
        "is_changeable": evening.waves[step.wave].closed_at is None,
        "when": moment_of(step.at, evening),
        "elsewhere": apart,
        "is_printed": visit.people[0].is_by_card,
        "looks_back": looks_back_from(visit, evening) is not None,
        "after_sent": step.response,
        "is_from_here": visit.people[0].is_among(remembered(request).people),
        "early": welcome.early,
        "kiosk": is_on_kiosk(),
        "is_sent_elsewhere": bool(step.sender) and step.sender != sender_of(request, step.response),
        "mistyped": request.args.get(MISTYPED, ""),
        "lacks_before": not is_on_kiosk() and lacks_before(visit.people[0], evening),
        "is_blank": step.is_blank,
        "is_unmatched": step.method == "unmatched" and not visit.people[0].also,
        "questions": f"/{evening.words}/{step.wave}/{welcome.language}/{step.response}?again=1",
        "receipt": "" if remembered(request).is_shared else receipt,
        "then": welcome.titles(AFTER) if waits else "",
        "opens": welcome.opens.said(welcome.titles(AFTER)) if waits else "",
        "now": evening.tag if waits else "",
    }


def _returning(visit: Visit, welcome: Welcome) -> dict[str, object]:
    return about(welcome) | {
        "now": welcome.evening.tag,
        "receipt": "" if welcome.card or is_on_kiosk() else _own_receipt(visit.people, welcome),
        "minted": signed_start(welcome.evening.words, welcome.wave, now=services().clock()),
        "question": _question(visit.people, welcome),
        "people": [_choice(person, welcome.evening) for person in visit.people],
        "is_likely_another": bool(welcome.card) and all(_began_by_card(person) for person in visit.people),
        "asks_for_card": not visit.is_apart and not welcome.card,
        "questions": len(welcome.version.questions(welcome.wave)),
        "agreed_otherwise": {person.latest.consent for person in visit.people} != {welcome.version.consent.version},
    }


def _own_receipt(people: tuple[RememberedPerson, ...], welcome: Welcome) -> str:
    """Where whoever has this phone finds their code; empty where they sent nothing, or others have used it too."""
    phone = remembered(request)
    if phone.is_shared or len(people) != 1 or not people[0].is_among((phone.current,)) or not people[0].latest.sent_at:
        return ""
    return f"/{welcome.evening.words}/sent/{people[0].latest.response}?lang={welcome.language}"


def _began_by_card(person: RememberedPerson) -> bool:
    """Whether somebody had a card of their own, so that whoever comes by another is more likely a friend."""
    return any(step.method == "card" for step in person.steps)


def _choice(person: RememberedPerson, evening: JoinPage) -> tuple[str, str, str]:
    """What a button for somebody sends, when they began, and what else tells them from the others."""
    step = person.latest
    seen = person.token and (step.method == "card" or step.sent_at)  # the code: on a card, or on the receipt
    notes = [_("Code ending in %(letters)s", letters=person.token[-3:])] if seen else []
    notes += [] if step.sent_at else [_("Not sent yet")]
    return tag(person.participant), moment_of(step.begun_at, evening), " · ".join(map(str, notes))


def _question(people: tuple[RememberedPerson, ...], welcome: Welcome) -> str:
    if len(people) > 1:
        return str(_("Did you answer on this phone before?"))
    step = people[0].latest
    about = {"title": welcome.titles(step.wave), "when": moment_of(step.begun_at, welcome.evening)}
    if step.sent_at:
        return str(_("Was it you who answered %(title)s on this phone, and began %(when)s?", **about))
    return str(_("Was it you who began %(title)s on this phone, %(when)s?", **about))


def about(welcome: Welcome) -> dict[str, object]:
    """What every page for somebody who comes back says."""
    evening = welcome.evening
    return {
        "words": evening.words,
        "card": welcome.card,
        "code": grouped(welcome.card),
        "asked": moment_asked(services().clock()),
        "day": format_date(evening.date, "full") if evening.date else "",
        "title": welcome.titles(welcome.wave),
        "unsent": welcome.unsent,
        "instead": why_another_language(welcome.offered, evening.languages),
        **page_words(welcome.language, welcome.offered),
    }


def _step_of(visit: Visit) -> BegunWave:
    assert visit.step is not None, "who is midway or done has begun"
    return visit.step


@pages.get("/<words>/now")
@public
def open_now(words: str) -> Response:
    """What is open, and the number of presses, for pages that wait: small, the same for all, kept for some seconds."""
    with services().database.reading() as db:
        tag = evening.tag if (evening := evening_at(db, words)) else ""
    headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=0, s-maxage=10"}
    answer = make_response(tag, headers)
    answer.set_etag(tag or "none")
    return answer.make_conditional(request)


def drawn(template: str, **values: object) -> Response:
    """A page that is one person's."""
    return make_response(render_template(template, **values), PERSONAL)
