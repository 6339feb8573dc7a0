"""Which moments of the host script belong to this minute of an evening."""

from datetime import datetime, timedelta

from evaluation.domain.round_clock import Phase
from evaluation.fieldwork.rounds.rounds_shown import RoundsShown
from evaluation.models import Experiment, Kind, State, Wave
from evaluation.store.responses.progress import Progress

STILL_ARRIVING = timedelta(minutes=10)
"""Until so long before the beginning the hall is made ready."""
STILL_BEGINNING = timedelta(minutes=3)
"""For so long after Before was opened people are told how to answer, however few have begun."""
TIME_TO_ANSWER = timedelta(minutes=10)
"""After so long the bell that closes Before comes, also where somebody has begun and not sent."""
LAST_MINUTE = timedelta(minutes=1)


def moments_at(
    experiment: Experiment,
    state: State,
    *,
    before: Wave | None,
    progress: Progress,
    rounds: RoundsShown | None,
    now: datetime,
) -> tuple[str, ...]:
    """The names of the moments, in their order; none where nothing is to be said."""
    if experiment.is_comparison:
        return ()
    if state is State.DRAFT:
        is_early = experiment.starts_at is not None and now < experiment.starts_at - STILL_ARRIVING
        return ("arriving",) if is_early else ("welcome", "before")
    if state is State.BEFORE_OPEN:
        return ("first_bell", "before") if _is_about_to_close(before, progress, now=now) else ("before",)
    if state is State.BETWEEN:
        between_units = experiment.kind == Kind.LEARNING_MODULE and rounds is None
        return () if between_units else _in_the_rounds(rounds)
    return ("after", "taking_back") if state is State.AFTER_OPEN else ()


def _is_about_to_close(before: Wave | None, progress: Progress, *, now: datetime) -> bool:
    """Whether those who have begun have sent their answers, or have had time for it."""
    since = before.opened_at if before else None
    open_for = now - since if since else timedelta(0)
    has_settled = progress.answered > 0 and progress.begun == 0 and open_for >= STILL_BEGINNING
    return has_settled or (progress.answered > 0 and open_for >= TIME_TO_ANSWER)


def _in_the_rounds(rounds: RoundsShown | None) -> tuple[str, ...]:
    if rounds is None or rounds.phase is Phase.NOT_BEGUN:
        return ("rounds",)
    if rounds.is_done:
        return ("after",)
    if rounds.phase is Phase.OVER:
        return ("next_round",)
    return ("last_minute",) if rounds.left <= LAST_MINUTE else ("talking",)
