"""Which evening Today shows: the one that is open, before one within its hours, left open or still to come."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from evaluation.fieldwork.evening_state import STATES_UNDER_WAY
from evaluation.models import State
from evaluation.store.scope.within_scope import ListedExperiment
from evaluation.store.studies.evening_clock import TOO_LATE
from evaluation.store.studies.studies import local

OVER = {State.CLOSED, State.FROZEN, State.CANCELLED}


def chosen_of(
    listed: Sequence[ListedExperiment], *, now: datetime, unit_days: Mapping[uuid.UUID, date]
) -> ListedExperiment | None:
    """What is open comes first, then what is within its hours, what was left open, today's, and the next to come.

    A learning module takes place on the days of its units: `unit_days` says the next one of each by its id.
    """
    return min(listed, key=lambda row: _rank(row, now, unit_days.get(row.experiment.id)), default=None)


def others_on(
    listed: Sequence[ListedExperiment], *, chosen: ListedExperiment | None, now: datetime
) -> list[ListedExperiment]:
    """The other evenings that are on too; none where the chosen one is not."""
    if chosen is None or not _is_on(chosen, now):
        return []
    return [row for row in listed if row is not chosen and _is_on(row, now)]


def _is_on(row: ListedExperiment, now: datetime) -> bool:
    return _is_within_hours(row, now) or _is_open_now(row, now)


def _is_within_hours(row: ListedExperiment, now: datetime) -> bool:
    one = row.experiment
    return bool(one.starts_at and one.ends_at and one.starts_at <= now <= one.ends_at and row.state not in OVER)


def _is_open_now(row: ListedExperiment, now: datetime) -> bool:
    """Whether people are there, also before its hours: not one that was left open, or opened days ahead."""
    one = row.experiment
    if row.state not in STATES_UNDER_WAY or (one.ends_at and now > one.ends_at + TOO_LATE):
        return False
    return one.date is None or abs((one.date - local(now, one.study).date()).days) <= 1


def _rank(row: ListedExperiment, now: datetime, unit_day: date | None) -> tuple[int, float]:
    today = local(now, row.experiment.study).date()
    on = unit_day or row.experiment.date
    away = (on - today).days if on else 10_000
    is_open, is_within_hours = row.state in STATES_UNDER_WAY, _is_within_hours(row, now)
    if row.state is State.CANCELLED:
        return 7, abs(away)
    if is_within_hours and row.experiment.starts_at:
        return 0 if is_open else 2, (now - row.experiment.starts_at).total_seconds()
    if _is_open_now(row, now):
        return 1, abs(away)
    if is_open and abs(away) <= 1:
        return 3, abs(away)
    if away == 0:
        return 4, list(State).index(row.state)
    return (5, away) if away > 0 else (6, -away)
