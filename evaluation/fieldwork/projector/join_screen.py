"""The projector: it follows the state of the evening, is polled cheaply, and never shows an answer."""

import hashlib
import json
import uuid
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug import Response as Answer

from evaluation.domain.round_clock import Phase
from evaluation.fieldwork.console.facts_tonight import facts_tonight
from evaluation.fieldwork.evening_state import EveningNow, evening_now
from evaluation.fieldwork.print_pack.print_facts import PrintFacts
from evaluation.fieldwork.projector.join_counter import JoinCounter, asks_follow_up, shown_of, wave_of_wall
from evaluation.fieldwork.projector.projector_touch import HELD, note_touch, projector_says
from evaluation.fieldwork.projector.seats_shown import SeatsShown, seats_shown
from evaluation.models import Experiment, State
from evaluation.printing.markup import languages_of, print_templates, print_translations
from evaluation.questionnaire.length import minutes_of
from evaluation.questionnaire.localised_version import language_name
from evaluation.store.instruments.modules import asked_if_intact
from evaluation.store.studies.evening_clock import after_announced_at
from evaluation.store.studies.studies import local
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.scope import reading_experiment
from evaluation.web.staff_layout import qr

pages = Blueprint("screen", __name__)
SINCE = "since"
"""What an address that asks for tables carries: the press after which it was opened."""
REFRESH = 10
"""Seconds after which the screen loads itself again where no script runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What stands on the wall now."""

    now: EveningNow
    facts: PrintFacts
    """The evening, told in the language of the wall."""
    counter: JoinCounter
    seats: SeatsShown | None
    length: str
    """How long the questionnaire is."""
    only_seats: bool
    """Whether the tables of one round are asked for, whatever people do now."""
    is_held: bool
    """Whether somebody holds the code out to others, so that it stands there whatever people do now."""

    @property
    def stage(self) -> str:
        """Which picture it is: the code and count, a round, a change of seats, or thanks."""
        if self.only_seats and self.seats:
            return "seats"
        if self.now.state in {State.CLOSED, State.FROZEN, State.CANCELLED}:
            return "join" if asks_follow_up(self.now) else "thanks"
        rounds = self.now.rounds
        if rounds is None or rounds.is_done or self.is_held:
            return "join"
        return "round" if rounds.shows_clock else "change"

    @property
    def after_is_to_come(self) -> bool:
        """Whether After can still open, so that somebody who comes late is told when."""
        return self.now.state in {State.DRAFT, State.BEFORE_OPEN, State.BETWEEN}

    @property
    def heading(self) -> str:
        """What the page is called."""
        rounds = self.now.rounds
        _ = print_translations(self.facts.language).gettext
        if self.stage == "round" and rounds:
            number = {"number": rounds.rounds.number, "rounds": rounds.rounds.total}
            return _("Round %(number)s of %(rounds)s") % number
        return self.counter.heading

    @property
    def title(self) -> str:
        """What its tab is called: where the evening stands, and which one it is."""
        return f"{self.heading} · {self.facts.title}"

    @property
    def stamp(self) -> str:
        """What is other as soon as the picture has to be drawn anew."""
        rounds, seats = self.now.rounds, self.seats
        seated = seats and (seats.number, seats.version)
        drawn = (self.now.state, self.now.changed, self.stage, rounds and rounds.stamp, seated, self.counter.is_still)
        return hashlib.sha256(f"{drawn} {self.facts}".encode()).hexdigest()[:16]


def screen_of(db: Session, experiment: Experiment) -> Screen:
    """What stands on the wall, in the language that is asked for or the evening's first; it is in touch by asking."""
    note_touch(experiment.id)
    now = evening_now(db, experiment, now=services().clock())
    opens = after_announced_at(db, experiment, now=services().clock())
    facts = replace(facts_tonight(db, now), after_opens=local(opens, experiment.study).time() if opens else None)
    language = request.args.get("language", "")
    chosen = facts.only_in(language if language in facts.languages else facts.language)
    only, wave = _seats_asked(now), wave_of_wall(now)
    asked = asked_if_intact(db, now.waves[wave])
    return Screen(
        now=now,
        facts=chosen,
        counter=shown_of(now, chosen),
        seats=seats_shown(db, experiment, only or _round_to_sit(now)),
        only_seats=only > 0,
        is_held=HELD in request.args,
        length=_length(len(asked.questions(wave)), chosen.language) if asked else "",
    )


def _asked() -> dict[str, str]:
    """What the address of the screen carries."""
    return {name: request.args[name] for name in ("language", "seats", SINCE, HELD) if name in request.args}


def _seats_asked(now: EveningNow) -> int:
    """The round whose tables are asked for, until the next press; 0 where the wall follows the evening."""
    sent = request.args.get("seats", "")
    is_meant = sent.isascii() and sent.isdigit() and len(sent) < 3 and request.args.get(SINCE) == now.changed
    return int(sent) if is_meant else 0


def _round_to_sit(now: EveningNow) -> int:
    """The round that is on; between rounds the one that comes."""
    if now.rounds is None:
        return 0
    return now.rounds.rounds.number + (now.rounds.phase in {Phase.NOT_BEGUN, Phase.OVER})


def _length(questions: int, language: str) -> str:
    ngettext = print_translations(language).ngettext
    minutes = minutes_of(questions)
    asked = ngettext("%(num)s short question", "%(num)s short questions", questions) % {"num": questions}
    taken = ngettext("about %(num)s minute", "about %(num)s minutes", minutes) % {"num": minutes}
    return f"{asked}, {taken}"


def screen_page(db: Session, experiment: Experiment, *, count_at: str, by_key: bool = False) -> str | Answer:
    """The screen of an experiment, for whoever may see it; tables that are asked for, until the next press.

    `by_key` is whether it was opened with an evening key, which can be ended.
    """
    screen = screen_of(db, experiment)
    if "seats" in request.args and SINCE not in request.args:
        at = request.script_root + request.path
        return redirect(f"{at}?{urlencode({**_asked(), SINCE: screen.now.changed})}", 303)
    language, rounds = screen.facts.language, screen.now.rounds
    _ = print_translations(language).gettext
    label = _("QR code for %(address)s") % {"address": screen.facts.join_url}
    languages = languages_of(experiment.languages)
    inside = (
        print_templates(language)
        .get_template("fieldwork/projector/stage.html")
        .render(
            screen=screen,
            facts=screen.facts,
            rounds=rounds,
            seats=screen.seats,
            counter=screen.counter,
            code=qr(screen.facts.join_url, label=label),
            languages=[(each, language_name(each), urlencode({**_asked(), "language": each})) for each in languages],
        )
    )
    return render_template(
        "fieldwork/screen.html",
        screen=screen,
        inside=Markup(inside),  # noqa: S704 - our own template, which escaped everything that is somebody's
        count_at=f"{count_at}?{urlencode({**_asked(), 'language': language})}",
        refresh=min(REFRESH, rounds.seconds + 1) if rounds and rounds.phase is Phase.RUNNING else REFRESH,
        away=_("No connection since %(time)s: this number may be old.") % {"time": "{time}"},
        over=_("This screen stands still: the key with which it was opened has ended. Open it again with a new one.")
        if by_key
        else _("This screen stands still: it has lost its sign-in. Open it again from the evening's page."),
    )


@pages.get("/experiments/<uuid:experiment>/screen")
@action("counts.see")
def screen(experiment: uuid.UUID) -> str | Answer:
    """The screen itself."""
    with reading_experiment(experiment) as (db, row):
        return screen_page(db, row, count_at=url_for("screen.count", experiment=experiment))


@pages.get("/experiments/<uuid:experiment>/count")
@action("counts.see")
def count(experiment: uuid.UUID) -> Response:
    """The count as JSON; 304 while it is the same."""
    with reading_experiment(experiment) as (db, row):
        return count_answer(screen_of(db, row))


@pages.get("/experiments/<uuid:experiment>/now")
@action("counts.see")
def now(experiment: uuid.UUID) -> Response:
    """Where the evening stands, for its own page; 304 while it is the same."""
    with reading_experiment(experiment) as (db, row):
        standing = evening_now(db, row, now=services().clock())
    return standing_answer(standing)


def count_answer(screen: Screen) -> Response:
    """A count as JSON with an entity tag made from it, and a stamp that is other once the screen is drawn anew."""
    shown = screen.counter
    return _tagged(
        {
            "wave": shown.wave,
            "answered": shown.answered,
            "sentence": shown.sentence,
            "full": shown.full,
            "title": screen.title,
            "stamp": screen.stamp,
        }
    )


def standing_answer(now: EveningNow) -> Response:
    """The counts of an evening's own page, and a stamp that is other once the page has to be drawn anew."""
    counts = {"answered": now.progress.answered, "begun": now.progress.begun, "stamp": now.stamp}
    return _tagged({**counts, "projector": projector_says(now.experiment)})


def _tagged(state: dict[str, object]) -> Response:
    body = json.dumps(state, ensure_ascii=False)
    response = Response(body, content_type="application/json")
    response.set_etag(hashlib.sha256(body.encode()).hexdigest()[:16])
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response
