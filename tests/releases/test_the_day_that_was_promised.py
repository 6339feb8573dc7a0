"""Consent names the day after which averages cannot be changed: nothing is final before, and who left is not in it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from evaluation.domain.errors import Refused
from evaluation.models import InstrumentVersion, Study
from evaluation.reports.releases import freeze_release
from evaluation.reports.releases.release_steps import put_out_release
from evaluation.store.releases.releases import day_there, release_numbered, show_to_chapters
from evaluation.store.responses import promised_days
from evaluation.store.studies.copy_experiment import copy_experiment
from evaluation.store.studies.experiments import change_experiment, experiments_of
from tests.jobs.test_reports_as_jobs import ITEMS
from tests.releases.conftest import KEY
from tests.releases.kept import frozen_at_once

NEXT = date(2026, 7, 9)


@pytest.fixture
def evening(on_sqlite):
    """Thirty people at an evening of today, 14 May 2026: consent names 11 June."""
    on_sqlite.ago = timedelta()
    on_sqlite.evening("Mill Hall", 30, answering=ITEMS)
    return on_sqlite


@pytest.fixture
def freeze(evening):
    """Freeze what there is, or freeze it anew."""

    def frozen(*, hold_back=False):
        evening.clock.advance(hours=1)
        with evening.database.transaction() as db:
            gathered, subject = freeze_release.of_experiments(db, experiments_of(db, evening.study), public=False)
            about = {"key": KEY, "now": evening.clock(), "by": "Ann", "hold_back": hold_back}
            return frozen_at_once(db, gathered, subject=subject, **about).release.number

    return frozen


@pytest.fixture
def put_out(evening, monkeypatch):
    """Put out what was frozen, with fewer files than a release has: no test here opens one."""
    monkeypatch.setattr(freeze_release, "RELEASE_FORMATS", ("html",))

    def act(number=1):
        with evening.database.reading() as db:
            release = release_numbered(db, evening.study, number)
        put_out_release(evening.database, release.id, clock=evening.clock, by="Ann")

    return act


def test_nothing_is_final_before_the_day_has_passed(evening, freeze, put_out):
    freeze()
    with pytest.raises(Refused, match="can be changed until 11 June 2026"):
        put_out()
    evening.clock.now = evening.clock.now.replace(month=6, day=11)
    with pytest.raises(Refused, match="after that day"):
        put_out()
    evening.clock.advance(days=1)
    put_out()


def test_chapters_that_are_shown_it_are_told_the_day_after_as_the_first_it_may_go_out_on(evening, freeze):
    number = freeze()
    with evening.database.transaction() as db:
        release = release_numbered(db, evening.study, number)
        assert show_to_chapters(db, release, now=evening.clock(), by="Ann") == date(2026, 6, 12)


def test_without_a_promise_one_for_chapters_may_go_out_on_the_day_it_is_shown(evening, freeze, monkeypatch):
    monkeypatch.setattr(promised_days, "NAMED", "{another_day}")
    number = freeze()
    with evening.database.transaction() as db:
        release = release_numbered(db, evening.study, number)
        assert show_to_chapters(db, release, now=evening.clock(), by="Ann") == date(2026, 5, 14)


def test_the_day_is_the_one_where_the_study_is(evening, freeze):
    with evening.database.transaction() as db:
        db.get_one(Study, evening.study.id).time_zone = "Pacific/Auckland"
    number = freeze()
    with evening.database.reading() as db:
        release = release_numbered(db, evening.study, number)
        assert day_there(db, release, datetime(2026, 6, 11, 13, tzinfo=UTC)) == date(2026, 6, 12)


def test_of_several_evenings_the_last_day_counts(evening, freeze, put_out):
    evening.clock.advance(days=7)
    evening.evening("Quay", 30, answering=ITEMS)
    freeze()
    evening.clock.advance(days=27)
    with pytest.raises(Refused, match="until 18 June 2026"):
        put_out()


def test_who_withdraws_until_the_day_is_not_in_what_is_published(evening, freeze, put_out):
    freeze()
    evening.withdraw("Mill Hall")
    evening.clock.advance(days=29)
    with pytest.raises(Refused, match="taken back or changed since it was frozen"):
        put_out()
    put_out(freeze(hold_back=True))


def test_words_that_name_no_day_hold_nothing_up(evening, freeze, put_out, monkeypatch):
    monkeypatch.setattr(promised_days, "NAMED", "{another_day}")
    freeze()
    put_out()


def test_an_evening_without_a_date_was_promised_none(evening, freeze, put_out):
    with evening.database.transaction() as db:
        for row in experiments_of(db, evening.study):
            row.date = None
    freeze()
    put_out()


def test_every_published_questionnaire_names_the_day(evening):
    with evening.database.reading() as db:
        bodies = [row.body for row in db.query(InstrumentVersion)]
    assert all(promised_days.NAMED in body for body in bodies)


def told(evening, db):
    """The evening once people have been shown its first screen, which names the day."""
    (row,) = experiments_of(db, evening.study)
    for wave in row.waves:
        wave.opened_at = wave.closed_at = evening.clock()
    db.flush()
    return row


def test_a_day_corrected_after_people_were_told_it_still_holds(evening, freeze, put_out):
    """People agreed under 11 June; the evening's day is then corrected to a month earlier."""
    with evening.database.transaction() as db:
        row = told(evening, db)
        change_experiment(db, row, facts={"date": row.date - timedelta(days=30)}, reason="a slip")
    freeze()
    with pytest.raises(Refused, match="can be changed until 11 June 2026"):
        put_out()


def test_so_does_one_that_was_taken_away(evening, freeze, put_out):
    with evening.database.transaction() as db:
        row = told(evening, db)
        change_experiment(db, row, facts={"date": row.date - timedelta(days=30)}, reason="a slip")
        change_experiment(db, row, facts={"date": None}, reason="nobody knows")
    freeze()
    with pytest.raises(Refused, match="can be changed until 11 June 2026"):
        put_out()


def test_a_day_that_nobody_was_announced_is_forgotten(evening):
    """Before any questionnaire has opened no page has named it."""
    with evening.database.transaction() as db:
        row = copy_experiment(db, *experiments_of(db, evening.study), on=NEXT, now=evening.clock(), rng=evening.rng)
        change_experiment(db, row, facts={"date": NEXT - timedelta(days=30)})
        assert row.promised_date is None
