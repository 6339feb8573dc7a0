"""Which evening Today shows: the one that is on now, before one left open or still to come."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from evaluation.fieldwork.evening_state import STATES_UNDER_WAY
from evaluation.models import State
from evaluation.store.scope.within_scope import ListedExperiment
from evaluation.store.studies.studies import local

OVER = {State.CLOSED, State.FROZEN, State.CANCELLED}


def chosen_of(
    listed: Sequence[ListedExperiment], *, now: datetime, unit_days: Mapping[uuid.UUID, date]
) -> ListedExperiment | None:
    """What is on within its hours comes first, then what is open, then today's, then the next to come.

    A learning module takes place on the days of its units: `unit_days` says the next one of each by its id.
    """
    return min(listed, key=lambda row: _rank(row, now, unit_days.get(row.experiment.id)), default=None)


def others_on(
    listed: Sequence[ListedExperiment], *, chosen: ListedExperiment | None, now: datetime
) -> list[ListedExperiment]:
    """The other evenings that are within their hours too; none where the chosen one is not."""
    if chosen is None or not _is_on(chosen, now):
        return []
    return [row for row in listed if row is not chosen and _is_on(row, now)]


def _is_on(row: ListedExperiment, now: datetime) -> bool:
    one = row.experiment
    return bool(one.starts_at and one.ends_at and one.starts_at <= now <= one.ends_at and row.state not in OVER)


def _rank(row: ListedExperiment, now: datetime, unit_day: date | None) -> tuple[int, float]:
    today = local(now, row.experiment.study).date()
    on = unit_day or row.experiment.date
    away = (on - today).days if on else 10_000
    is_open = row.state in STATES_UNDER_WAY
    if row.state is State.CANCELLED:
        return 6, abs(away)
    if _is_on(row, now) and row.experiment.starts_at:
        return 0 if is_open else 1, (now - row.experiment.starts_at).total_seconds()
    if is_open and abs(away) <= 1:
        return 2, abs(away)
    if away == 0:
        return 3, list(State).index(row.state)
    return (4, away) if away > 0 else (5, -away)
