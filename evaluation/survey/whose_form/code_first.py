"""On a shared device, which remembers nobody, a code alone joins After with Before: it is asked for first."""

from dataclasses import dataclass

from flask import make_response, render_template, request
from flask_babel import format_date
from werkzeug import Response

from evaluation.store.responses.join_page import Asking, JoinPage
from evaluation.survey.notices import PERSONAL
from instruments import WavePage

ALONE = "alone"
"""What the address says of whoever goes on without a code: that they are asked once more ("ask"), or have said yes."""
LOOKED_UP = "look_up"
"""What the button sends that looks up a code and agrees to nothing."""


@dataclass(frozen=True, slots=True)
class CodeAsked:
    """What the page that asks for a code says of the meeting's waves."""

    wave: WavePage | None
    before: str
    """What Before is called."""
    missed: str
    """The name of the wave that has closed before they began it."""
    early: bool


def is_code_asked_first(evening: JoinPage, wave: Asking) -> bool:
    """Whether whoever comes without a code has not yet said that they go on without one."""
    is_later = wave.kind not in {"pre", "pretest"} and "pre" in evening.waves
    return is_later and request.values.get(ALONE) != "yes"


def code_asked_first(evening: JoinPage, about: CodeAsked, **words: object) -> Response:
    """The page with two ways alike: with the code, or without it, which is asked once more."""
    is_asked_again, is_empty = request.values.get(ALONE) == "ask", LOOKED_UP in request.form
    day = format_date(evening.date, "full") if evening.date else ""
    said = {"evening": evening, "about": about, "is_asked_again": is_asked_again, "is_empty": is_empty}
    page = render_template("survey/first_screen/code_first.html", **said, day=day, **words)
    return make_response(page, 422 if is_empty else 200, PERSONAL)
