"""The evening's own words: what a state is called, what comes next, and what to press."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from evaluation.domain.round_clock import RoundMove
from evaluation.models import ROUNDS, Account, State, Wave
from evaluation.store.log.done_by import DoneBy
from evaluation.web.audit_log import EVENING_KEY
from evaluation.web.labels import STATE_LABELS, WAVE_LABELS

LATER = ("then", "follow_up")
"""Waves asked after the evening; one before it is not opened again."""
ROUND_BUTTONS = {
    RoundMove.START: _l("Start the round"),
    RoundMove.PAUSE: _l("Pause"),
    RoundMove.RESUME: _l("Go on"),
    RoundMove.END: _l("Ring the last bell now"),
    RoundMove.ADD: _l("Add a round"),
    RoundMove.MINUTE: _l("Add a minute"),
}
ROUND_DONE = {
    RoundMove.START: _l("The round was started"),
    RoundMove.PAUSE: _l("The round was paused"),
    RoundMove.RESUME: _l("The round went on"),
    RoundMove.END: _l("The bell was rung"),
    RoundMove.ADD: _l("A round was added"),
    RoundMove.MINUTE: _l("A minute was added"),
}
"""What a press of the rounds' clock has done, as the beginning of a sentence."""


@dataclass(frozen=True, slots=True)
class Press:
    """The one button of a state: what it says, and which wave it opens or closes."""

    label: str
    wave: str
    move: str

    @property
    def step(self) -> str:
        """What it does, in one word that a form can carry."""
        return f"{self.wave}-{self.move}"


def who_did(by: DoneBy, reader: Account | None) -> str:
    """Who pressed or saved, as the end of a sentence; a reader without an account is told no names."""
    name = by.name or _("somebody else")
    if reader and by.account_id == reader.id:
        said: str = _("by you")
    elif by.account_id:
        said = _("by %(name)s", name=name) if reader else _("by an organiser")
    elif by.actor == EVENING_KEY.name:
        named = reader and by.name
        said = _("with the evening key of %(name)s", name=by.name) if named else _("with an evening key")
    else:
        said = _("by the clock") if by.actor == "the clock" else _("from the command line")
    return said


def state_sentence(state: State) -> str:
    """The state as a sentence for the evening."""
    words: dict[State, str] = {
        State.DRAFT: _("Not yet open"),
        State.BEFORE_OPEN: _("Before is open"),
        State.BETWEEN: _("Between"),
        State.AFTER_OPEN: _("After is open"),
        State.CLOSED: _("Closed"),
        State.FROZEN: _("Frozen"),
        State.CANCELLED: _("Cancelled"),
    }
    return words[state]


def press_of(state: State) -> Press | None:
    """What to press now; nothing once After has closed."""
    steps = {
        State.DRAFT: ("pre", "open"),
        State.BEFORE_OPEN: ("pre", "close"),
        State.BETWEEN: ("post", "open"),
        State.AFTER_OPEN: ("post", "close"),
    }
    step = steps.get(state)
    return Press(button_label(*step), *step) if step else None


def button_label(kind: str, move: str) -> str:
    """What the button of a move says."""
    words: dict[tuple[str, str], str] = {
        ("pre", "open"): _("Open Before"),
        ("pre", "close"): _("Close Before"),
        ("pre", "reopen"): _("Reopen Before"),
        ("post", "open"): _("Open After"),
        ("post", "close"): _("Close After"),
        ("post", "reopen"): _("Reopen After"),
    }
    if (kind, move) in words:
        return words[kind, move]
    if kind == ROUNDS:
        return str(ROUND_BUTTONS[RoundMove(move)])
    later: dict[str, str] = {
        "open": _("Open %(wave)s", wave=WAVE_LABELS[kind]),
        "close": _("Close %(wave)s", wave=WAVE_LABELS[kind]),
        "reopen": _("Reopen %(wave)s", wave=WAVE_LABELS[kind]),
    }
    return later[move]


def step_label(step: str) -> str:
    """What the button of a step such as pre-close says, or the one that takes a press back; empty of another text."""
    kind, _dash, move = step.partition("-")
    is_move = kind in WAVE_LABELS and move in {"open", "close", "reopen"}
    if step == "undo":
        return str(_("Undo"))
    return button_label(kind, move) if is_move or (kind == ROUNDS and move in list(RoundMove)) else ""


def done_by(kind: str, move: str) -> str:
    """What a move has done, as the beginning of a sentence."""
    if kind == ROUNDS:
        return str(ROUND_DONE[RoundMove(move)])
    words: dict[str, str] = {
        "open": _("%(wave)s was opened", wave=WAVE_LABELS[kind]),
        "reopen": _("%(wave)s was reopened", wave=WAVE_LABELS[kind]),
        "close": _("%(wave)s was closed", wave=WAVE_LABELS[kind]),
    }
    return words[move]


def reopening(state: State, waves: Mapping[str, Wave]) -> tuple[Press, ...]:
    """The waves of the evening that can be opened again now."""
    kinds = {State.BETWEEN: ("pre",), State.CLOSED: ("post", "pre")}.get(state, ())
    closed = [kind for kind in kinds if kind in waves and waves[kind].closed_at]
    return tuple(Press(button_label(kind, "reopen"), kind, "reopen") for kind in closed)


def reopening_later(waves: Mapping[str, Wave]) -> tuple[Press, ...]:
    """The waves after the evening that were closed and can be opened again now."""
    kinds = [kind for kind in LATER if (wave := waves.get(kind)) and wave.closed_at and not wave.frozen_at]
    return tuple(Press(button_label(kind, "reopen"), kind, "reopen") for kind in kinds)


def following(state: State) -> str | None:
    """What the next state is called."""
    order = [each for each in State if each is not State.CANCELLED]
    if state not in order:
        return None
    place = order.index(state) + 1
    return str(STATE_LABELS[order[place]]) if place < len(order) else None


def colour(state: State) -> str:
    """Whether a state belongs to Before or to After, for its colour and nothing else."""
    return {State.BEFORE_OPEN: "before", State.AFTER_OPEN: "after"}.get(state, "")
