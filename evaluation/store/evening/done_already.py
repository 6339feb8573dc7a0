"""What somebody meant by a press and somebody else has done before: the press that did it."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from evaluation.domain.round_clock import RoundMove
from evaluation.models import ROUNDS, Experiment, WavePress
from evaluation.store.studies.waves import is_open, waves_of

OPENING = ("open", "reopen")
STOP_AND_GO = (RoundMove.PAUSE, RoundMove.RESUME)


def wave_moved_by(db: Session, experiment: Experiment, *, kind: str, move: str) -> WavePress | None:
    """The press by which a wave is open or closed, as it was meant; None where it is not, or After was opened since."""
    waves = waves_of(db, experiment)
    wave, after = waves.get(kind), waves.get("post")
    if wave is None:
        return None
    if move == "close":
        is_passed = kind == "pre" and after is not None and after.opened_at is not None
        is_so = wave.closed_at is not None and not is_passed
    else:
        is_so = is_open(wave)
    moves = ("close",) if move == "close" else OPENING
    pressed = _standing(experiment, kind).where(WavePress.move.in_(moves))
    return db.scalars(pressed.limit(1)).one_or_none() if is_so else None


def round_moved_by(
    db: Session, experiment: Experiment, *, move: RoundMove, number: int, minutes: int | None
) -> WavePress | None:
    """The press that did the same to the same round; None where a pause was ended since, or the other way about."""
    pressed = _standing(experiment, ROUNDS).where(WavePress.round_number == number)
    if move in STOP_AND_GO:
        last = db.scalars(pressed.where(WavePress.move.in_(STOP_AND_GO)).limit(1)).one_or_none()
        return last if last is not None and last.move == move else None
    pressed = pressed.where(WavePress.move == move)
    pressed = pressed.where(WavePress.minutes == minutes) if move is RoundMove.MINUTE else pressed
    return db.scalars(pressed.limit(1)).one_or_none()


def _standing(experiment: Experiment, kind: str) -> Select[WavePress]:
    standing = select(WavePress).filter_by(experiment_id=experiment.id, kind=kind, undone_at=None)
    return standing.order_by(WavePress.number.desc())
