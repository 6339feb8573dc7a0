"""The switch's buttons after a press: which tap they are, for how long they wait, and the question before a second."""

import uuid
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from evaluation.models import Experiment, WavePress
from evaluation.store.evening.second_tap import Tap, is_second_tap, latest_change, seconds_left
from evaluation.store.evening.switch_wave import lock_experiment
from evaluation.store.studies.experiments import state_of
from evaluation.web.app import services
from evaluation.web.state_labels import button_label, done_by

PRESSED, SURE, ASKED = "pressed", "sure", "asked"
"""What a form and an address carry: the press that the page is drawn after, an answer, and what is asked about."""
STATE = "state"
"""What a form carries of the evening: the state that its page shows."""
UNDO = "undo"
"""The step that takes a press back, among those such as pre-close."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TapShown:
    """What the buttons of a page have to know that is drawn after a press."""

    pressed: uuid.UUID
    taken_back: bool
    wait: int
    asked: str
    """The step that a second tap would have taken, such as pre-close; empty where there was none."""
    said: str


def is_asked_first(db: Session, experiment: Experiment, *, step: str) -> bool:
    """Whether the form that was sent is a second tap, to be asked about before anything is done."""
    tap = Tap(seen=_identity(request.form.get(PRESSED, "")), sure=SURE in request.form)
    return is_second_tap(db, experiment, tap=tap, now=services().clock(), takes_back=step == UNDO)


def is_of_older_page(db: Session, experiment: Experiment) -> bool:
    """Whether the form that was sent stood on a page that shows another state than there is now."""
    shown = request.form.get(STATE)
    return shown is not None and shown != state_of(experiment, lock_experiment(db, experiment)).value


def after_press(db: Session, experiment: Experiment, *, asked: str = "") -> dict[str, str]:
    """What the address of the page carries that comes after a press: also where another tap had done it before."""
    latest = latest_change(db, experiment)
    if latest is None:
        return {}
    return {PRESSED: str(latest.id), **({ASKED: asked} if asked else {})}


def tap_shown(db: Session, experiment: Experiment) -> TapShown | None:
    """What the buttons of this page know; None where it is not the page after the last press."""
    latest = latest_change(db, experiment) if PRESSED in request.args else None
    if latest is None or str(latest.id) != request.args[PRESSED]:
        return None
    return TapShown(
        pressed=latest.id,
        taken_back=latest.undone_at is not None,
        wait=seconds_left(latest, now=services().clock()),
        asked=request.args.get(ASKED, ""),
        said=_said(latest),
    )


def _said(press: WavePress) -> str:
    if press.undone_at is not None:
        undone = button_label(press.kind, press.move)
        said: str = _("“%(press)s” was undone just now, so a second tap changed nothing.", press=undone)
    else:
        said = _("%(done)s just now, so a second tap changed nothing.", done=done_by(press.kind, press.move))
    return said


def _identity(written: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(written)
    except ValueError:
        return None
