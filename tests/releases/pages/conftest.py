"""Evenings of two chapters a fortnight ago, the staff's pages over them, and the study frozen from its page."""

from datetime import timedelta

import pytest

from evaluation.domain.clock import now_utc
from evaluation.models import Release
from evaluation.reports.releases import freeze_release
from evaluation.web.app import Services
from tests.conftest import StandingClock
from tests.jobs.test_reports_as_jobs import ITEMS
from tests.releases.conftest import Fieldwork
from tests.releases.staff_pages import work_off_by_the_clock
from tests.staff_pages import Desk, post


@pytest.fixture
def clock():
    """A fortnight ago, which always holds five working days: the worker's own clock says today."""
    standing = StandingClock()
    standing.now = now_utc() - timedelta(days=14)
    return standing


@pytest.fixture
def evenings(sqlite_database, clock):
    """Thirty people in each of two chapters."""
    found = Fieldwork(sqlite_database, clock)
    found.evening("Mill Hall", 30, answering=ITEMS)
    found.evening("Vestry", 30, chapter="Ynys", answering=ITEMS)
    return found


@pytest.fixture
def desk(sqlite_settings, sqlite_database, clock, evenings):
    """The staff's pages over these evenings."""
    return Desk(
        Services(sqlite_settings, sqlite_database, clock),
        evenings.study,
        evenings.chapters["Caer"],
        evenings.chapters["Ynys"],
        evenings.experiments["Mill Hall"],
        evenings.experiments["Vestry"],
    )


@pytest.fixture
def evaluator(desk):
    """An evaluator of everything."""
    return desk.signed_in("evaluator")


@pytest.fixture
def at_once(desk, monkeypatch):
    """Do what the pages asked for here, and of the files of a release write only those that are texts."""
    monkeypatch.setattr(freeze_release, "RELEASE_FORMATS", ("html",))
    return lambda: work_off_by_the_clock(desk.services)


@pytest.fixture
def release(desk, evaluator, at_once, evenings):
    """The study frozen from its page: the address of the release."""
    post(evaluator, f"/reports/studies/{evenings.study.id}/freeze")
    at_once()
    with desk.services.database.reading() as db:
        return f"/reports/releases/{db.query(Release).one().id}"
