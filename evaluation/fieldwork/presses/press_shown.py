"""A press of the switch's buttons: done, asked about, or dropped; and what its page says of it afterwards."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from evaluation.models import Experiment, WavePress
from evaluation.store.evening.second_tap import Tap, is_second_tap, latest_change, seconds_left
from evaluation.store.evening.switch_wave import lock_experiment, undo_press
from evaluation.store.log.actor import RecordedActor
from evaluation.store.studies.evening_clock import clock_of, hold_after, is_held
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.studies import local
from evaluation.store.studies.wave_presses import TAKEN_BACK_FOR
from evaluation.web.app import services
from evaluation.web.state_labels import button_label, done_by

PRESSED, SURE, ASKED, DROPPED = "pressed", "sure", "asked", "dropped"
"""What a form and an address carry: the press that the page is drawn after, an answer, and the step that is asked
about or was dropped."""
ALREADY, LATE = "already", "late"
"""What an address carries besides: the press that had done before what was pressed, and that undoing came too late."""
STATE = "state"
"""What a form carries of the evening: the state that its page shows."""
HOLD = "hold"
"""The step that ends a hold, where After would open at once."""
AHEAD = "ahead"
"""The step that opens Before on a day before the evening's."""
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


def press_once(
    db: Session,
    experiment: Experiment,
    *,
    step: str,
    by: RecordedActor,
    act: Callable[[], bool],
    already: Callable[[], WavePress | None],
    follows: bool = True,
) -> dict[str, str]:
    """Do what a form asks for, and what the address of the page carries that comes next.

    A second tap is asked about first, and so is Before on a day before the evening's. What stood on a page that is
    older than the evening is dropped, and that is said where somebody else has changed it; `follows` is whether the
    step depends on the state that the page shows. `already` finds the press that had done the same before.
    """
    older = follows and is_of_older_page(db, experiment)
    if not older and is_asked_first(db, experiment, step=step):
        return after_press(db, experiment, asked=step)
    if not older and step == "pre-open" and _opens_days_ahead(db, experiment, by=by):
        return {ASKED: AHEAD}
    if (not older and act()) or _is_so(db, experiment, step=step, by=by):
        return after_press(db, experiment)
    if (press := already()) is not None:
        return after_press(db, experiment, already=press)
    return after_press(db, experiment, dropped=step)


def undo_once(db: Session, experiment: Experiment, *, by: RecordedActor, **about: object) -> dict[str, str]:
    """Take back the press that the form means; where its time is over, the address of the next page carries that."""
    press = press_asked()

    def act() -> bool:
        return undo_press(db, experiment, by=by, press=press, **about) is not None

    shown = press_once(db, experiment, step=UNDO, by=by, act=act, already=lambda: None)
    latest = latest_change(db, experiment)
    is_late = DROPPED in shown and latest is not None and latest.id == press and by.now - latest.at > TAKEN_BACK_FOR
    return {**shown, LATE: "1"} if is_late else shown


def press_asked() -> uuid.UUID:
    """The press that the form means; one that there is not where it names none."""
    return _identity(request.form.get("press", "")) or uuid.UUID(int=0)


def hold_or_ask(
    db: Session, experiment: Experiment, *, hold: bool, by: RecordedActor, **about: object
) -> dict[str, str]:
    """Hold After or let go; what the address of the page carries next, a question where After would open at once."""
    lock_experiment(db, experiment)
    at_once = is_held(experiment) and clock_of(db, experiment, now=by.now, held=False).is_due(by.now)
    if at_once and not hold and SURE not in request.form:
        return {ASKED: HOLD}
    hold_after(experiment, hold=hold)
    by.note(db, "After held" if hold else "After let go", f"experiment {experiment.id}", **about)
    return {}


def asks_hold() -> bool:
    """Whether this page asks before a hold is ended."""
    return request.args.get(ASKED) == HOLD


def asks_ahead() -> bool:
    """Whether this page asks before Before is opened on a day before the evening's."""
    return request.args.get(ASKED) == AHEAD


def _opens_days_ahead(db: Session, experiment: Experiment, *, by: RecordedActor) -> bool:
    """Whether Before would open for the first time on a day before the evening's, and nobody has said that it is to."""
    today = local(by.now, experiment.study).date()
    if SURE in request.form or experiment.date is None or experiment.date <= today or experiment.cancelled_at:
        return False
    return lock_experiment(db, experiment)["pre"].opened_at is None


def is_asked_first(db: Session, experiment: Experiment, *, step: str) -> bool:
    """Whether the form that was sent is a second tap, to be asked about before anything is done."""
    tap = Tap(seen=_identity(request.form.get(PRESSED, "")), sure=SURE in request.form)
    return is_second_tap(db, experiment, tap=tap, now=services().clock(), takes_back=step == UNDO)


def is_of_older_page(db: Session, experiment: Experiment) -> bool:
    """Whether the form that was sent stood on a page that shows another state than there is now."""
    shown = request.form.get(STATE)
    return shown is not None and shown != state_of(experiment, lock_experiment(db, experiment)).value


def after_press(
    db: Session, experiment: Experiment, *, asked: str = "", dropped: str = "", already: WavePress | None = None
) -> dict[str, str]:
    """What the address of the page carries that comes after a press: also where another tap had done it before."""
    latest = latest_change(db, experiment)
    about = {PRESSED: str(latest.id) if latest else "", ASKED: asked, DROPPED: dropped}
    about[ALREADY] = str(already.id) if already else ""
    return {name: value for name, value in about.items() if value}


def _is_so(db: Session, experiment: Experiment, *, step: str, by: RecordedActor) -> bool:
    """Whether the last press was this one by the same person, or whatever was to be undone is undone."""
    latest = latest_change(db, experiment)
    if latest is None or step == UNDO:
        return latest is None or latest.undone_at is not None
    same = by.actor.account is not None and latest.account_id == by.actor.account
    return same and latest.undone_at is None and step == f"{latest.kind}-{latest.move}"


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
