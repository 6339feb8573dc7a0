"""What the clock does with After: one rule, asked by the page that says it and by the clock that keeps it.

After opens by itself a quarter of an hour before the planned end, where by then Before has been open for twenty
minutes and somebody has answered it. Where that cannot be, After waits for a person, and the reason is said. It closes
by itself two hours after it was opened.
"""

import enum
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Experiment, Kind, Participant, Response, Wave
from evaluation.store.studies.persons import TAKES_PART
from evaluation.store.studies.rounds import rounds_of
from evaluation.store.studies.wave_presses import closing_taken_back, opened_last
from evaluation.store.studies.waves import is_open, waves_of

BEFORE_THE_END = timedelta(minutes=15)
"""The last quarter of an hour is for answering, while everybody is still in the room."""
LONG_ENOUGH = timedelta(minutes=20)
"""Before is open for at least this long before After may open by itself."""
TOO_LATE = timedelta(hours=3)
"""An evening that ended this long ago is left to people: nothing opens by itself the next morning."""
STAYS_OPEN = timedelta(hours=2)
"""After stays open for so long; what was begun by then is still taken, and flagged as late."""
HOURS_SET = "hours_set_at"
"""The option that says when the hours of an evening were last set."""


class Waits(enum.StrEnum):
    """Why After waits for a person."""

    OPENED = "opened"
    """It was opened already, is frozen, or the evening was cancelled."""
    NO_END = "no_end"
    MODULE = "module"
    HELD = "held"
    TOO_NEAR = "too_near"
    """Before was opened, or would be, less than twenty minutes before After's time."""
    PASSED = "passed"
    """The hours were set to a time that had passed."""
    NOBODY = "nobody"
    """Its time came and nobody had answered Before."""
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """When After opens by itself, or why it does not; `at` is its time by the plan, whichever it is."""

    at: datetime | None
    waits: Waits | None = None

    @property
    def opens_at(self) -> datetime | None:
        """When After opens by itself; None where it waits for a person."""
        return None if self.waits else self.at

    def is_due(self, now: datetime) -> bool:
        """Whether its time has come."""
        return self.opens_at is not None and self.opens_at <= now


def after_opens_at(experiment: Experiment) -> datetime | None:
    """When After opens by itself by the plan alone; None where the plan has no such time or somebody holds it."""
    return None if is_held(experiment) else _by_the_end(experiment)


def after_printed_at(experiment: Experiment) -> datetime | None:
    """The same for printed pages: none where by its planned hours After cannot open by itself."""
    at, starts = after_opens_at(experiment), experiment.starts_at
    too_near = at is not None and starts is not None and at - starts.astimezone(UTC) < LONG_ENOUGH
    return None if at is None or too_near or _is_set_after(experiment, at) else at


def is_held(experiment: Experiment) -> bool:
    """Whether somebody holds After."""
    return bool(experiment.options.get("hold_after"))


def hold_after(experiment: Experiment, *, hold: bool) -> None:
    """Hold After, or let it open by itself again."""
    experiment.options = {**experiment.options, "hold_after": hold}


def clock_of(db: Session, experiment: Experiment, *, now: datetime, held: bool | None = None) -> Clock:
    """What the clock will do with After of this evening, as things stand now or, if it is said, `held` or not."""
    held = is_held(experiment) if held is None else held
    waves = waves_of(db, experiment)
    before, after = waves.get("pre"), waves.get("post")
    if before is None or after is None or after.opened_at or after.frozen_at or experiment.cancelled_at:
        return Clock(at=None, waits=Waits.OPENED)
    planned = _unplanned(experiment, held=held)
    at = None if held else _by_the_end(experiment)
    if planned or at is None:
        return Clock(at=at, waits=planned)
    return Clock(at=at, waits=_waits(db, experiment, before, at=at, now=now))


def after_expected_at(db: Session, experiment: uuid.UUID, *, now: datetime) -> datetime | None:
    """When After will open by itself as things stand now, for those who wait for it; None where nobody can say."""
    of = db.get(Experiment, experiment)
    opens = after_announced_at(db, of, now=now) if of else None
    return opens if opens and opens > now else None


def after_announced_at(db: Session, experiment: Experiment, *, now: datetime) -> datetime | None:
    """When people are told that After opens by itself: no time where, begun late, the rounds would still be on."""
    opens = clock_of(db, experiment, now=now).opens_at
    return None if opens is None or rounds_of(db, experiment).are_on_at(opens, now=now) else opens


def after_closes_at(db: Session, experiment: Experiment) -> datetime | None:
    """When After closes by itself, so that one that was forgotten keeps no report waiting; None while it is not open.

    Whoever opens it again, or takes its closing back, gives it the same time once more. A learning module and a
    comparison group are asked over days, so theirs is closed by a person.
    """
    after = waves_of(db, experiment).get("post")
    if after is None or not is_open(after) or after.frozen_at:
        return None
    if experiment.kind == Kind.LEARNING_MODULE or experiment.is_comparison:
        return None
    since = max(filter(None, (opened_last(db, after), closing_taken_back(db, after))), default=None)
    return since + STAYS_OPEN if since else None


def _by_the_end(experiment: Experiment) -> datetime | None:
    if experiment.ends_at is None or experiment.kind == Kind.LEARNING_MODULE:
        return None
    return experiment.ends_at.astimezone(UTC) - BEFORE_THE_END


def _unplanned(experiment: Experiment, *, held: bool) -> Waits | None:
    if experiment.kind == Kind.LEARNING_MODULE:
        return Waits.MODULE
    if experiment.ends_at is None:
        return Waits.NO_END
    return Waits.HELD if held else None


def _waits(db: Session, experiment: Experiment, before: Wave, *, at: datetime, now: datetime) -> Waits | None:
    if now - at > TOO_LATE + BEFORE_THE_END:
        return Waits.OVER
    if _is_set_after(experiment, at):
        return Waits.PASSED
    opened = before.opened_at
    if at - (opened or now) < LONG_ENOUGH:
        return Waits.TOO_NEAR
    return Waits.NOBODY if now >= at and not _answered_by(db, before, at) else None


def _is_set_after(experiment: Experiment, at: datetime) -> bool:
    """Whether the hours were set to a time of After that had passed."""
    hours_set = experiment.options.get(HOURS_SET)
    return hours_set is not None and datetime.fromisoformat(hours_set) > at


def _answered_by(db: Session, wave: Wave, at: datetime) -> bool:
    """Whether somebody who is still among the people had answered a wave by then."""
    people = select(Response.id).join(Participant, Participant.id == Response.participant_id)
    kept = (Response.wave_id == wave.id, Response.submitted_at <= at, TAKES_PART)
    return db.scalars(people.where(*kept).limit(1)).first() is not None
