"""A report made by a worker: the same answers are the same job, and changed answers are never passed off as old."""

from datetime import timedelta

import pytest

import instruments
from evaluation.cli.operations.worker import HANDLERS
from evaluation.jobs import artefacts
from evaluation.jobs.leased_job import WorkerContext
from evaluation.jobs.queue import open_queue
from evaluation.jobs.worker import work_off
from evaluation.models import Job, ReleaseScope
from evaluation.reports.report_job import ask_for_report
from evaluation.store.log.jobs import take_job
from evaluation.store.reports.subject import ReportSubject
from evaluation.web.app import Services
from tests.releases.conftest import Fieldwork

SCALES = instruments.scoring_key(instruments.load("common-ground", 1))
ITEMS = tuple(dict.fromkeys(item for scale in SCALES for item in scale["items"]))


@pytest.fixture
def fieldwork(sqlite_database, clock):
    """An evening of twelve people."""
    fieldwork = Fieldwork(sqlite_database, clock)
    fieldwork.evening("Mill Hall", 12, answering=ITEMS)
    return fieldwork


@pytest.fixture
def services(sqlite_settings, sqlite_database, clock):
    return Services(sqlite_settings, sqlite_database, clock)


@pytest.fixture
def asked(services, fieldwork):
    """Ask for the evening's report in some formats."""
    queue = open_queue(services.settings)

    def ask(*formats):
        about = ReportSubject(scope=ReleaseScope.EXPERIMENT, id=fieldwork.experiments["Mill Hall"].id)
        return ask_for_report(services, queue, about=about, formats=formats, by="Mair")

    yield ask
    queue.close()


@pytest.fixture
def row(services):
    def look(job):
        with services.database.reading() as db:
            return db.get(Job, job.id)

    return look


def test_a_report_is_made_a_step_a_format(services, asked, row):
    job = asked("json", "csv")
    work_off(WorkerContext(services=services, handlers=HANDLERS))
    done = row(job)
    names = [file.name for file in artefacts.files_in(services.settings, done.artefact)]
    assert (done.state, done.step, done.steps) == ("done", 4, 4)
    assert names == ["codebook.csv", "figures.csv", "report.json"]


def test_how_many_steps_there_are_is_known_from_the_moment_it_is_asked_for(services, asked, row):
    job = asked("json", "csv")
    assert (row(job).state, row(job).step, row(job).steps) == ("queued", 0, 4)
    with services.database.transaction() as db:
        take_job(db, job.id, now=services.clock(), lease=timedelta(seconds=30))
    assert (row(job).state, row(job).step, row(job).steps) == ("running", 0, 4)


def test_the_same_answers_are_the_same_job_and_other_answers_another(asked, fieldwork):
    first, again = asked("json"), asked("json")
    fieldwork.evening("Mill Hall", 1, answering=ITEMS)
    assert (first.id == again.id, asked("json").id == first.id) == (True, False)


def test_a_report_of_answers_that_changed_while_it_waited_is_refused(services, asked, fieldwork, row):
    job = asked("json")
    fieldwork.withdraw("Mill Hall")
    work_off(WorkerContext(services=services, handlers=HANDLERS))
    assert (row(job).state, row(job).message.startswith("Answers, their plan or the program")) == ("failed", True)


def test_an_unknown_format_is_a_sentence(services, asked, row):
    job = asked("papyrus")
    work_off(WorkerContext(services=services, handlers=HANDLERS))
    assert "'papyrus' is not a format" in row(job).message
