"""Where one evening stands, gathered for its page."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from evaluation.fieldwork.clock_sentences import (
    clock_sentence,
    early_sentence,
    end_sentence,
    mid_round_sentence,
    window_sentence,
)
from evaluation.fieldwork.console.host_moments import moments_at
from evaluation.fieldwork.presses.press_told import LastPress, press_to_take_back
from evaluation.fieldwork.rounds.rounds_shown import RoundsShown, rounds_shown
from evaluation.fieldwork.words_by_kind import advice_on, is_seated, screen_on
from evaluation.models import Experiment, Kind, State, Wave
from evaluation.store.accounts.evening_keys import works_until
from evaluation.store.evening.second_tap import number_of_change
from evaluation.store.linking.review_queue import suggest
from evaluation.store.paper.sheets import sheets_not_in
from evaluation.store.responses.progress import Progress, progress_of
from evaluation.store.studies.evening_clock import Clock, Waits, after_closes_at, clock_of, is_held
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.learning_units import LastUnit, last_unit_ahead, units_of
from evaluation.store.studies.plausible_record import more_than_came
from evaluation.store.studies.rounds import rounds_planned
from evaluation.store.studies.studies import current_plan, local
from evaluation.store.studies.wave_windows import WINDOWED, window_of
from evaluation.store.studies.waves import is_open, wave_counts, waves_of
from evaluation.web.labels import WAVE_LABELS
from evaluation.web.state_labels import (
    Press,
    colour,
    following,
    press_of,
    reopening,
    reopening_later,
    state_sentence,
)

STATES_UNDER_WAY = {State.BEFORE_OPEN, State.BETWEEN, State.AFTER_OPEN}
OVER = {State.CLOSED, State.FROZEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWave:
    """A wave with days of its own that is open: how many have answered it, and its last day where one is planned."""

    kind: str
    answered: int
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EveningNow:
    """An experiment, its state and what to do next."""

    experiment: Experiment
    state: State
    waves: dict[str, Wave]
    progress: Progress
    counted: str
    """Of which wave the progress is, as organisers read it."""
    people: int | None
    """How many are expected, or how many came once that is known; None where more answered than are said to have."""
    headline: str
    following: str | None
    colour: str
    press: Press | None
    rounds: RoundsShown | None
    """The rounds while people talk between Before and After; None where there are none."""
    clock: Clock
    clock_says: str
    end_says: str
    """That its planned end has passed without After, or that rounds do not fit before it; empty where neither is so."""
    closes_at: datetime | None
    """When After closes by itself, while it is open."""
    can_be_held: bool
    last: LastPress | None
    """What can be taken back now."""
    changed: str
    """The number of the press that was made or taken back last, marked where it was taken back."""
    reopening: tuple[Press, ...]
    reopening_later: tuple[Press, ...]
    windowed: tuple[OpenWave, ...]
    """The waves with days of their own that are open now, such as the follow-up."""
    follow_up: str
    """What becomes of the follow-up, once the evening is over; empty where none is asked, or it is over too."""
    more_than_came: dict[str, int]
    """Once the evening is over, the waves that more people have answered than came, and how many have."""
    too_few_below: int
    """How many have to answer both times for a report of this evening alone; 0 where so many have, or it goes on."""
    sheets_not_in: int
    """Paper sheets that are still to be keyed, once the evening is over."""
    closed_early: bool
    """Whether After has closed before the planned end, and fewer have answered it than came."""
    pairs_waiting: int
    """Pairs of forms that a person has to look at, once the evening is over."""
    key_until: datetime
    is_today: bool
    last_unit: LastUnit | None
    """Of a learning module, its last unit before the day of it; None from then on, and for other kinds."""
    moments: tuple[str, ...]
    """The moments of the host script that belong to this minute."""

    @property
    def zone(self) -> str:
        """The time zone of its study."""
        return self.experiment.study.time_zone

    @property
    def held(self) -> bool:
        """Whether somebody holds After."""
        return is_held(self.experiment)

    @property
    def has_follow_up_days(self) -> bool:
        """Whether days are planned for its follow-up."""
        return window_of(self.experiment, "follow_up") is not None

    @property
    def ends_next_day(self) -> bool:
        """Whether the evening goes past midnight."""
        row = self.experiment
        if row.starts_at is None or row.ends_at is None:
            return False
        return local(row.ends_at, row.study).date() > local(row.starts_at, row.study).date()

    @property
    def is_live(self) -> bool:
        """Whether its page follows what happens."""
        return self.is_today or self.state in STATES_UNDER_WAY

    @property
    def stamp(self) -> str:
        """What is other as soon as the page has to be drawn anew."""
        last = self.last.press.id if self.last else ""
        rounds = self.rounds.stamp if self.rounds else ""
        aside = (
            len(str(self.progress.set_aside)) if self.progress.set_aside else 0
        )  # drawn anew for each ten times more
        said = f"{self.clock_says} {self.end_says} {self.moments} {aside}"
        drawn = f"{self.state} {last} {self.changed} {said} {self.people} {self.held} {rounds}"
        return hashlib.sha256(drawn.encode()).hexdigest()[:16]

    @property
    def asks(self) -> str:
        """The wave that is counted now: After once it has opened."""
        return "post" if self.state in {State.AFTER_OPEN, State.CLOSED, State.FROZEN} else "pre"

    @property
    def advice(self) -> str:
        """When to press, in the host's words."""
        return advice_on(self.experiment, self.state, has_rounds=self.has_rounds)

    @property
    def has_rounds(self) -> bool:
        """Whether people talk in rounds, with a bell."""
        return rounds_planned(self.experiment) > 0 or self.experiment.kind == Kind.OTHER

    @property
    def screen(self) -> str:
        """What the screen that follows the evening is called."""
        return screen_on(self.experiment)

    @property
    def is_seated(self) -> bool:
        """Whether people can be told whom they meet."""
        return is_seated(self.experiment, has_rounds=self.has_rounds)


def _clock_says(
    clock: Clock, rounds: RoundsShown | None, row: Experiment, *, now: datetime, state: State, answered: int
) -> str:
    begun, is_answered = state is not State.DRAFT, answered > 0
    said = clock_sentence(clock, row.study, now=now, is_before_open=begun, is_answered=is_answered)
    early = early_sentence(clock, row.starts_at)
    return " ".join(filter(None, [said, early, mid_round_sentence(clock, rounds.rounds if rounds else None, now=now)]))


def _end_says(
    row: Experiment, state: State, waves: dict[str, Wave], rounds: RoundsShown | None, *, now: datetime
) -> str:
    if "post" not in waves or waves["post"].opened_at:
        return ""
    return end_sentence(row, state, rounds.rounds if rounds else None, now=now)


def _closed_early(row: Experiment, state: State, *, answered: int, now: datetime) -> bool:
    is_before_end = state is State.CLOSED and row.ends_at is not None and now < row.ends_at
    return is_before_end and row.came is not None and answered < row.came


def evening_now(db: Session, experiment: Experiment, *, now: datetime) -> EveningNow:
    """Gather where an evening stands."""
    waves = waves_of(db, experiment)
    state, clock = state_of(experiment, waves), clock_of(db, experiment, now=now)
    asked = "post" if state in {State.AFTER_OPEN, State.CLOSED, State.FROZEN} else "pre"
    progress = progress_of(db, experiment.id, kind=asked)
    rounds = _rounds(db, experiment, now=now) if state is State.BETWEEN else None
    return EveningNow(
        experiment=experiment,
        state=state,
        waves=waves,
        progress=progress,
        counted=str(WAVE_LABELS[asked]),
        people=_people(experiment, answered=progress.answered),
        headline=state_sentence(state),
        following=following(state),
        colour=colour(state),
        press=press_of(state),
        rounds=rounds,
        clock=clock,
        clock_says=_clock_says(clock, rounds, experiment, now=now, state=state, answered=progress.answered),
        end_says=_end_says(experiment, state, waves, rounds, now=now),
        closes_at=after_closes_at(db, experiment),
        can_be_held=clock.waits in {None, Waits.HELD, Waits.NOBODY},
        last=press_to_take_back(db, experiment, now=now),
        changed=number_of_change(db, experiment),
        reopening=() if experiment.is_from_file else reopening(state, waves),
        reopening_later=() if experiment.is_from_file or state is State.CANCELLED else reopening_later(waves),
        windowed=_windowed(db, experiment, waves, now=now),
        follow_up=_follow_up(db, experiment, waves, now=now) if state in OVER else "",
        more_than_came=more_than_came(db, experiment, came=experiment.came) if state in OVER else {},
        too_few_below=_too_few_below(db, experiment) if state is State.CLOSED else 0,
        sheets_not_in=sheets_not_in(db, [experiment.id]).get(experiment.id, 0) if state is State.CLOSED else 0,
        closed_early=_closed_early(experiment, state, answered=progress.answered, now=now),
        pairs_waiting=len(suggest(db, experiment).suggested) if state is State.CLOSED else 0,
        key_until=works_until(db, experiment, now=now),
        is_today=_is_today(db, experiment, now=now),
        last_unit=last_unit_ahead(db, experiment, now=now),
        moments=moments_at(experiment, state, before=waves.get("pre"), progress=progress, rounds=rounds, now=now),
    )


def _is_today(db: Session, experiment: Experiment, *, now: datetime) -> bool:
    """Whether it takes place today; a learning module does on the day of each unit."""
    units = {local(unit.begins_at, experiment.study).date() for unit in units_of(db, experiment)}
    return local(now, experiment.study).date() in {experiment.date, *units}


def _rounds(db: Session, experiment: Experiment, *, now: datetime) -> RoundsShown | None:
    """The rounds; a learning module has none in the weeks between its units."""
    if experiment.kind == Kind.LEARNING_MODULE and not _is_today(db, experiment, now=now):
        return None
    return rounds_shown(db, experiment, now=now)


def _follow_up(db: Session, experiment: Experiment, waves: dict[str, Wave], *, now: datetime) -> str:
    wave, window = waves.get("follow_up"), window_of(experiment, "follow_up")
    is_past = wave is not None and wave.closed_at and window and window.last < local(now, experiment.study).date()
    if wave is None or wave.frozen_at or is_past:
        return ""
    return window_sentence(db, experiment, "follow_up", moved=None, now=now)


def _too_few_below(db: Session, experiment: Experiment) -> int:
    plan = current_plan(db, experiment.study)
    below = int(plan.body["suppress_below"]) if plan else 0
    return below if wave_counts(db, [experiment.id])[experiment.id].linked < below else 0


def _people(experiment: Experiment, *, answered: int) -> int | None:
    if experiment.came is not None and experiment.came < answered:
        return None
    return experiment.came or experiment.expected


def _windowed(db: Session, experiment: Experiment, waves: dict[str, Wave], *, now: datetime) -> tuple[OpenWave, ...]:
    today = local(now, experiment.study).date()
    return tuple(
        OpenWave(
            kind=kind,
            answered=progress_of(db, experiment.id, kind=kind).answered,
            last=window.last if (window := window_of(experiment, kind)) and window.last >= today else None,
        )
        for kind in WINDOWED
        if kind in waves and is_open(waves[kind])
    )
