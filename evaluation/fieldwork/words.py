"""The evening's own words: what a state is called, what comes next, and what to press."""

from dataclasses import dataclass

from flask_babel import gettext as _

from evaluation.evening_words import STATES
from evaluation.models import State


@dataclass(frozen=True, slots=True)
class Press:
    """The one button of a state: what it says, and which wave it opens or closes."""

    label: str
    wave: str
    move: str


def headline(state: State) -> str:
    """The state as a sentence for the evening."""
    words: dict[State, str] = {
        State.DRAFT: _("Not yet open"),
        State.BEFORE_OPEN: _("Before is open"),
        State.BETWEEN: _("Between"),
        State.AFTER_OPEN: _("After is open"),
        State.CLOSED: _("Closed"),
        State.FROZEN: _("Frozen"),
    }
    return words[state]


def press_of(state: State) -> Press | None:
    """What to press now; nothing once After has closed."""
    return {
        State.DRAFT: Press(_("Open Before"), "pre", "open"),
        State.BEFORE_OPEN: Press(_("Close Before"), "pre", "close"),
        State.BETWEEN: Press(_("Open After"), "post", "open"),
        State.AFTER_OPEN: Press(_("Close After"), "post", "close"),
    }.get(state)


def following(state: State) -> str | None:
    """What the next state is called."""
    order = list(State)
    place = order.index(state) + 1
    return str(STATES[order[place]]) if place < len(order) else None


def colour(state: State) -> str:
    """Whether a state belongs to Before or to After, for its colour and nothing else."""
    return {State.BEFORE_OPEN: "before", State.AFTER_OPEN: "after"}.get(state, "")
