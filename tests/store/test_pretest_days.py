"""The pretest comes before the evening, and looking back after: neither is planned otherwise, as the sentence says."""

from datetime import date

import pytest
from sqlalchemy import select

from evaluation.domain.errors import Refused
from evaluation.models import Experiment
from evaluation.store.evening.schedule import keep_windows
from evaluation.store.studies.wave_windows import Window, plan_window
from evaluation.store.studies.waves import is_open, open_wave, waves_of
from tests.hall import Hall

EVE = date(2026, 5, 13)
EVENING = date(2026, 5, 14)


def evening_of(db, hall):
    return db.scalars(select(Experiment).filter_by(slug=hall.words)).one()


@pytest.fixture
def hall(database, clock):
    """An evening whose Before is not opened yet."""
    hall = Hall(database, clock)
    with database.transaction() as db:
        waves_of(db, evening_of(db, hall))["pre"].opened_at = None
    return hall


def planned(hall, first, last, *, kind="pretest"):
    with hall.database.transaction() as db:
        plan_window(evening_of(db, hall), kind, window=Window(first, last))


def after_the_clock(hall):
    """Whether the pretest is open once the clock has looked."""
    with hall.database.transaction() as db:
        keep_windows(db, now=hall.clock())
        wave = waves_of(db, evening_of(db, hall)).get("pretest")
        return wave is not None and is_open(wave)


def before_opens(hall):
    with hall.database.transaction() as db:
        open_wave(db, evening_of(db, hall), kind="pre", now=hall.clock())


@pytest.mark.parametrize("first", [EVENING, date(2026, 5, 20)])
def test_days_on_the_evening_or_after_it_are_refused(hall, first):
    with pytest.raises(Refused, match=r"its first day must be before 14 May 2026"):
        planned(hall, first, date(2026, 5, 21))


def test_nobody_looks_back_on_days_before_the_evening(hall):
    with pytest.raises(Refused, match=r"its first day cannot be before 14 May 2026"):
        planned(hall, EVE, date(2026, 5, 20), kind="then")
    planned(hall, EVENING, date(2026, 5, 20), kind="then")


def test_it_is_closed_by_the_clock_once_before_is_opened(hall):
    planned(hall, EVE, EVENING)
    assert after_the_clock(hall)
    before_opens(hall)
    assert not after_the_clock(hall)


def test_it_does_not_open_once_before_was_opened(hall):
    planned(hall, EVE, EVENING)
    before_opens(hall)
    assert not after_the_clock(hall)
