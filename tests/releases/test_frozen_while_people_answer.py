"""Data that change while they are being frozen are not frozen: nobody answers into what is closed for good."""

from datetime import timedelta

import pytest

from evaluation.domain.errors import Refused
from evaluation.models import Release
from evaluation.reports.releases.release_jobs import run_freeze
from evaluation.store.releases.releases import ReleaseScope
from evaluation.store.reports.subject import ReportSubject
from evaluation.store.studies.waves import open_wave
from evaluation.web.app import Services
from tests.jobs.test_reports_as_jobs import ITEMS
from tests.releases.conftest import Fieldwork


@pytest.fixture
def evenings(sqlite_database, clock):
    """Thirty people at one workshop."""
    found = Fieldwork(sqlite_database, clock)
    found.evening("Mill Hall", 30, answering=ITEMS)
    return found


@pytest.fixture
def services(sqlite_settings, sqlite_database, clock):
    """What the job is given."""
    return Services(sqlite_settings, sqlite_database, clock)


def frozen(services, evenings, folder, *, meanwhile=lambda: None):
    """Freeze the workshop; something happens while its figures are computed."""
    about = ReportSubject(scope=ReleaseScope.EXPERIMENT, id=evenings.experiments["Mill Hall"].id)
    asked = {**about.as_arguments(), "public": False, "by": "eva", "asked_at": services.clock().isoformat()}
    run_freeze(services, asked, folder=folder, step=lambda number, *_: meanwhile() if number == 3 else None)


def reopen(services, evenings):
    """An organiser opens After again."""
    with services.database.transaction() as db:
        here = db.merge(evenings.experiments["Mill Hall"])
        open_wave(db, here, kind="post", now=services.clock() + timedelta(minutes=1))


def releases(services):
    with services.database.reading() as db:
        return db.query(Release).count()


def test_a_wave_that_is_reopened_meanwhile_stops_the_freezing(services, evenings, tmp_path):
    with pytest.raises(Refused, match="Mill Hall"):
        frozen(services, evenings, tmp_path, meanwhile=lambda: reopen(services, evenings))
    assert releases(services) == 0


def test_somebody_who_withdraws_meanwhile_stops_it_too(services, evenings, tmp_path):
    with pytest.raises(Refused):
        frozen(services, evenings, tmp_path, meanwhile=lambda: evenings.withdraw("Mill Hall"))
    assert releases(services) == 0


def test_what_nobody_touches_is_frozen(services, evenings, tmp_path):
    frozen(services, evenings, tmp_path)
    assert releases(services) == 1
