"""Where one evening stands, gathered for its page."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from evaluation.fieldwork.words import Press, colour, following, headline, press_of
from evaluation.models import Experiment, State, Wave
from evaluation.store.counting import Progress, progress_of
from evaluation.store.evening_keys import works_until
from evaluation.store.experiments import state_of
from evaluation.store.timing import after_opens_at, is_held
from evaluation.store.waves import waves_of


@dataclass(frozen=True, slots=True, kw_only=True)
class EveningNow:
    """An experiment, its state and what to do next."""

    experiment: Experiment
    state: State
    waves: dict[str, Wave]
    progress: Progress
    people: int | None
    """How many are expected, or how many came once that is known."""
    headline: str
    following: str | None
    colour: str
    press: Press | None
    opens_by_itself_at: datetime | None
    can_be_held: bool
    held: bool
    key_until: datetime

    @property
    def zone(self) -> str:
        """The time zone of its study."""
        return self.experiment.study.time_zone

    @property
    def asks(self) -> str:
        """The wave that is counted now: After once it has opened."""
        return "post" if self.state in {State.AFTER_OPEN, State.CLOSED, State.FROZEN} else "pre"

    @property
    def advice(self) -> str:
        """When to press, in the host's words."""
        words: dict[State, str] = {
            State.DRAFT: _("Press when people are seated, after the welcome."),
            State.BEFORE_OPEN: _("Press at the first bell."),
            State.BETWEEN: _("Press after the last round, before anybody leaves."),
            State.AFTER_OPEN: _("Press when the room is empty."),
        }
        return words.get(self.state, "")


def evening_now(db: Session, experiment: Experiment, *, now: datetime) -> EveningNow:
    """Gather where an evening stands."""
    waves = waves_of(db, experiment)
    state = state_of(experiment, waves)
    waiting = state in {State.DRAFT, State.BEFORE_OPEN, State.BETWEEN}
    return EveningNow(
        experiment=experiment,
        state=state,
        waves=waves,
        progress=progress_of(
            db, experiment.id, kind="post" if state in {State.AFTER_OPEN, State.CLOSED, State.FROZEN} else "pre"
        ),
        people=experiment.came or experiment.expected,
        headline=headline(state),
        following=following(state),
        colour=colour(state),
        press=press_of(state),
        opens_by_itself_at=after_opens_at(experiment) if waiting else None,
        can_be_held=waiting and experiment.ends_at is not None,
        held=is_held(experiment),
        key_until=works_until(experiment, now=now),
    )
