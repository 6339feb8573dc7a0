"""Which moments of the host script belong to this minute of an evening."""

from datetime import datetime, timedelta

from evaluation.domain.round_clock import Phase
from evaluation.fieldwork.rounds.rounds_shown import RoundsShown
from evaluation.models import Experiment, Kind, State, Wave

STILL_ARRIVING = timedelta(minutes=10)
"""Until so long before the beginning the hall is made ready."""
STILL_BEGINNING = timedelta(minutes=3)
"""For so long after Before was opened people are told how to answer; then the bell that closes it comes."""
LAST_MINUTE = timedelta(minutes=1)


def moments_at(
    experiment: Experiment, state: State, *, before: Wave | None, rounds: RoundsShown | None, now: datetime
) -> tuple[str, ...]:
    """The names of the moments, in their order; none where nothing is to be said."""
    if experiment.is_comparison:
        return ()
    if state is State.DRAFT:
        is_early = experiment.starts_at is not None and now < experiment.starts_at - STILL_ARRIVING
        return ("arriving",) if is_early else ("welcome", "before")
    if state is State.BEFORE_OPEN:
        since = before.opened_at if before else None
        return ("before",) if since and now - since < STILL_BEGINNING else ("first_bell",)
    if state is State.BETWEEN:
        between_units = experiment.kind == Kind.LEARNING_MODULE and rounds is None
        return () if between_units else _in_the_rounds(rounds)
    return ("after", "taking_back") if state is State.AFTER_OPEN else ()


def _in_the_rounds(rounds: RoundsShown | None) -> tuple[str, ...]:
    if rounds is None or rounds.phase is Phase.NOT_BEGUN:
        return ("rounds",)
    if rounds.is_done:
        return ("after",)
    if rounds.phase is Phase.OVER:
        return ("next_round",)
    return ("last_minute",) if rounds.left <= LAST_MINUTE else ("talking",)
