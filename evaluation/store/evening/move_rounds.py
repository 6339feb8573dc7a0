"""The rounds' clock of an evening: started, paused, ended, added; a press that comes twice changes nothing.

Presses are kept among those of the switch, so that all are taken back in one order. How many rounds were held is
written into the record as they begin, until somebody corrects it there.
"""

from sqlalchemy.orm import Session

from evaluation.domain.round_clock import RoundMove, RoundPress
from evaluation.models import ROUNDS, Experiment, State
from evaluation.store.evening.switch_wave import lock_experiment
from evaluation.store.log.actor import RecordedActor
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.rounds import record_held, rounds_of
from evaluation.store.studies.wave_presses import keep_press

SAID_OF_ROUNDS = {
    RoundMove.START: "round started",
    RoundMove.PAUSE: "round paused",
    RoundMove.RESUME: "round resumed",
    RoundMove.END: "round ended",
    RoundMove.ADD: "round added",
    RoundMove.MINUTE: "minute added",
}


def move_rounds(
    db: Session,
    experiment: Experiment,
    *,
    move: RoundMove,
    number: int,
    by: RecordedActor,
    minutes: int | None = None,
    **about: object,
) -> bool:
    """Press the rounds' clock; False where it stands so already, or the evening is not between Before and After.

    `number` is the round that is meant, and `minutes` how long it is to be with the minute that is added. `about` is
    written down with the action.
    """
    waves = lock_experiment(db, experiment)
    before = rounds_of(db, experiment)
    press = RoundPress(
        move=move, number=number, at=by.now, minutes=before.minutes if move is RoundMove.START else minutes
    )
    if state_of(experiment, waves) is not State.BETWEEN or not before.takes(press):
        return False
    keep_press(db, experiment, kind=ROUNDS, move=move.value, by=by, round_number=press.number, minutes=press.minutes)
    record_held(experiment, was=before, now=before.after(press))
    by.note(db, SAID_OF_ROUNDS[move], f"experiment {experiment.id}", round=number, **about)
    return True
