"""The join screen: a QR code and a counter for a projector. Counts alone, polled cheaply, never a result."""

import hashlib
import json
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from evaluation.fieldwork.evening_state import EveningNow, evening_now
from evaluation.models import Experiment, State
from evaluation.questionnaire.length import length_of
from evaluation.store.instruments.modules import asked_at
from evaluation.store.studies.waves import waves_of
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.scope import reading_experiment

pages = Blueprint("screen", __name__)
STILL = "still"
"""Marks that no wave is open."""


@dataclass(frozen=True, slots=True)
class JoinCounter:
    """What the counter says."""

    wave: str
    number: str
    answered: int
    people: int | None
    sentence: str
    colour: str
    """Whose colours, and that nothing is counted now."""

    @property
    def heading(self) -> str:
        """What the page is called."""
        return self.sentence if STILL in self.colour else f"{self.answered} {self.sentence}"

    @property
    def full(self) -> int:
        """Where the bar is full."""
        return max(self.people or 0, self.answered, 1)


@pages.get("/experiments/<uuid:experiment>/screen")
@action("experiment.see")
def screen(experiment: uuid.UUID) -> str:
    """The screen itself."""
    with reading_experiment(experiment) as (db, row):
        return screen_page(db, row, count_at=url_for("screen.count", experiment=experiment))


@pages.get("/experiments/<uuid:experiment>/count")
@action("experiment.see")
def count(experiment: uuid.UUID) -> Response:
    """The count as JSON; 304 while it is the same."""
    with reading_experiment(experiment) as (db, row):
        shown = shown_of(evening_now(db, row, now=services().clock()))
    return count_answer(shown)


def screen_page(db: Session, experiment: Experiment, *, count_at: str) -> str:
    """The screen of an experiment, for whoever may see it."""
    base, now = services().settings.base_url, evening_now(db, experiment, now=services().clock())
    site, asked = urlsplit(base), asked_at(db, waves_of(db, experiment)[now.asks])
    return render_template(
        "fieldwork/screen.html",
        experiment=experiment,
        shown=shown_of(now),
        length=length_of(len(asked.questions(now.asks))),
        join_url=f"{base}/{experiment.slug}",
        site=f"{site.netloc}{site.path}/",
        count_at=count_at,
        over=_("This screen stands still: it has lost its sign-in. Open it again from the evening's page."),
    )


def shown_of(now: EveningNow) -> JoinCounter:
    """The count of the wave that is asked now, or what to do while none is."""
    after = now.asks == "post"
    people, answered, still = now.people, now.progress.answered, _while_still(now)
    counted = _counted(now)
    colour = "after" if after else "before"
    return JoinCounter(
        _("After") if after else _("Before"),
        "2" if after else "1",
        answered,
        people,
        still or counted,
        f"{colour} {STILL}" if still else colour,
    )


def _counted(now: EveningNow) -> str:
    """What stands beside the number: of how many, and whether these are expected or came."""
    if not now.people:
        said: str = _("have answered")
    elif now.experiment.came:
        said = _("of %(people)s have answered", people=now.people)
    else:
        said = _("of about %(people)s have answered", people=now.people)
    return said


def _while_still(now: EveningNow) -> str:
    """What the hall is told while no wave is open; empty while one is."""
    between = _("Before has closed, thank you. Talk now; After opens here at the end, with the same card.")
    if now.experiment.is_comparison:
        between = _("Before has closed, thank you. After opens here when you are asked again, with the same card.")
    words: dict[State, str] = {
        State.DRAFT: _("Not open yet. Have your phone ready."),
        State.BETWEEN: between,
        State.CLOSED: _("Thank you. After has closed."),
        State.FROZEN: _("Thank you. After has closed."),
    }
    return words.get(now.state, "")


@pages.get("/experiments/<uuid:experiment>/now")
@action("experiment.see")
def now(experiment: uuid.UUID) -> Response:
    """Where the evening stands, for its own page; 304 while it is the same."""
    with reading_experiment(experiment) as (db, row):
        standing = evening_now(db, row, now=services().clock())
    return standing_answer(standing)


def count_answer(shown: JoinCounter) -> Response:
    """A count as JSON with an entity tag made from it."""
    return _tagged(
        {
            "wave": shown.wave,
            "number": shown.number,
            "answered": shown.answered,
            "sentence": shown.sentence,
            "full": shown.full,
            "colour": shown.colour,
        }
    )


def standing_answer(now: EveningNow) -> Response:
    """The counts of an evening's own page, and a stamp that is other once the page has to be drawn anew."""
    return _tagged({"answered": now.progress.answered, "begun": now.progress.begun, "stamp": now.stamp})


def _tagged(state: dict[str, object]) -> Response:
    body = json.dumps(state, ensure_ascii=False)
    response = Response(body, content_type="application/json")
    response.set_etag(hashlib.sha256(body.encode()).hexdigest()[:16])
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response
