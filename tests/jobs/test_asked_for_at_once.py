"""Two people who ask in the same instant, each before the other's request is kept, ask for one job."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from evaluation.export.export_job import ask_for_export
from evaluation.jobs.queue import open_queue
from evaluation.models import Job, JobState, ReleaseScope
from evaluation.reports.releases.release_jobs import ask_to_freeze
from evaluation.store.reports.subject import ReportSubject
from evaluation.web.app import Services
from tests.releases.conftest import Fieldwork


class SameInstant:
    """A clock at which whoever asks first waits until the other one asks too, a moment apart."""

    def __init__(self, clock, people):
        self.clock, self.together, self.met = clock, threading.Barrier(people), threading.local()

    def __call__(self):
        if not hasattr(self.met, "at"):
            self.met.at = self.clock() + timedelta(milliseconds=self.together.wait(timeout=30))
        return self.met.at


@pytest.fixture
def study(database, clock):
    fieldwork = Fieldwork(database, clock)
    fieldwork.evening("Mill Hall", 20)
    return fieldwork.study


@pytest.fixture
def press(settings, database):
    """Somebody asks, and gets a job."""

    def by(name, asking, clock):
        queue = open_queue(settings)
        try:
            return asking(Services(settings, database, clock), queue, name)
        finally:
            queue.close()

    return by


@pytest.fixture
def at_once(press, clock):
    """The jobs that two people get who ask in the same instant."""

    def ask(asking):
        at = SameInstant(clock, 2)
        with ThreadPoolExecutor(2) as people:
            return [each.result() for each in [people.submit(press, by, asking, at) for by in ("Eva", "Ifan")]]

    return ask


def freezing(study):
    about = ReportSubject(scope=ReleaseScope.STUDY, id=study.id)
    return lambda services, queue, by: ask_to_freeze(services, queue, about=about, public=False, by=by)


def exporting(study):
    return lambda services, queue, by: ask_for_export(services, queue, study=study.id, by=by)


@pytest.mark.parametrize("asking", [freezing, exporting])
def test_two_who_ask_in_the_same_instant_ask_for_one_job(database, study, at_once, asking):
    first, second = at_once(asking(study))
    assert first.id == second.id
    with database.reading() as db:
        assert len(db.scalars(select(Job)).all()) == 1


@pytest.mark.parametrize("asking", [freezing, exporting])
def test_who_asks_once_it_is_made_asks_for_another(database, clock, study, press, asking):
    first = press("Eva", asking(study), clock)
    with database.transaction() as db:
        db.get_one(Job, first.id).state = JobState.DONE.value
    clock.advance(minutes=1)
    assert press("Eva", asking(study), clock).id != first.id
