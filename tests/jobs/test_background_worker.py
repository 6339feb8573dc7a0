"""What a staff page asks for gets made while pages are served, and nothing is left running when they are not."""

import signal
import time

import psutil
import pytest

from evaluation.domain.clock import now_utc
from evaluation.fieldwork.print_pack.pack_request import ask_to_print
from evaluation.jobs.artefacts import files_in
from evaluation.jobs.background_worker import STANDS_BACK
from evaluation.jobs.queue import open_queue
from evaluation.models import Job, ReleaseScope
from evaluation.reports.report_job import ask_for_report
from evaluation.store.paper.print_packs import PrintSize, WantedPack
from evaluation.store.reports.subject import ReportSubject
from tests.conftest import StandingClock
from tests.releases.conftest import Fieldwork
from tests.serving import serving
from tests.staff_pages import desk_of

PATIENCE = 240
SOON = 20
"""Seconds within which a worker leaves a job of half a minute, also on a machine with much else to do."""


def wait_for(said, *, within=PATIENCE):
    until = time.monotonic() + within
    while time.monotonic() < until:
        if said():
            return True
        time.sleep(0.1)
    return False


def workers(server):
    """The worker's process beside a server: neither one that is dead nor the tracker that Python starts with it."""
    return [each for each in psutil.Process(server.pid).children() if _is_worker(each)]


def _is_worker(process):
    try:
        return any("spawn_main" in word for word in process.cmdline())
    except psutil.Error:
        return False


def test_a_job_that_is_asked_for_is_taken_up(sqlite_settings, wanted, row):
    job = wanted("unheard-of")
    with serving(sqlite_settings.home):
        assert wait_for(lambda: row(job).state == "failed")
    assert "knows no job called unheard-of" in row(job).message


def test_pages_of_participants_alone_have_no_worker(sqlite_settings):
    with serving(sqlite_settings.home, "--only", "participants") as server:
        assert psutil.Process(server.pid).children() == []


@pytest.mark.parametrize(
    "ending",
    [signal.SIGKILL, *(pytest.param(mild, marks=pytest.mark.long) for mild in (signal.SIGINT, signal.SIGTERM))],
)
def test_the_worker_ends_with_the_server_however_it_ends(sqlite_settings, ending):
    with serving(sqlite_settings.home) as server:
        assert wait_for(lambda: workers(server))
        (worker,) = workers(server)
        psutil.Process(server.pid).send_signal(ending)
        assert wait_for(lambda: not is_alive(worker))


def test_a_server_that_is_killed_leaves_nobody_printing(sqlite_settings, sqlite_services):
    desk = desk_of(sqlite_settings, sqlite_services.database, now_utc)
    wanted, queue = WantedPack(size=PrintSize(count=1200), pack=None), open_queue(sqlite_settings)
    with serving(sqlite_settings.home) as server:
        job, _ = ask_to_print(sqlite_services, queue, experiment=desk.here.id, wanted=wanted, by="Mair")
        queue.close()
        assert wait_for(lambda: said(sqlite_services, job.id).message == "cards")
        everybody = psutil.Process(server.pid).children(recursive=True)
        psutil.Process(server.pid).kill()
        assert len(everybody) > 2
        assert wait_for(lambda: not any(map(is_alive, everybody)), within=SOON)
    assert said(sqlite_services, job.id).state == "running"


def said(services, job):
    with services.database.reading() as db:
        return db.get(Job, job)


def is_alive(process):
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_worker_that_dies_is_followed_by_another(sqlite_settings):
    with serving(sqlite_settings.home) as server:
        assert wait_for(lambda: workers(server))
        (first,) = workers(server)
        first.kill()
        assert wait_for(lambda: [each for each in workers(server) if each.pid != first.pid])


def test_the_worker_stands_back_for_the_pages_from_its_first_step_on(sqlite_settings):
    with serving(sqlite_settings.home) as server:
        assert wait_for(lambda: [each for each in workers(server) if each.nice() == STANDS_BACK])
        assert psutil.Process(server.pid).nice() < STANDS_BACK


def test_a_report_that_is_asked_for_is_made(sqlite_settings, sqlite_services, row):
    fieldwork = Fieldwork(sqlite_services.database, StandingClock())
    fieldwork.evening("Mill Hall", 12, answering=("bt1", "bt2", "bt3"))
    with serving(sqlite_settings.home):
        queue = open_queue(sqlite_settings)
        about = ReportSubject(scope=ReleaseScope.EXPERIMENT, id=fieldwork.experiments["Mill Hall"].id)
        job = ask_for_report(sqlite_services, queue, about=about, formats=("csv", "json"), by="Ann")
        queue.close()
        assert wait_for(lambda: row(job.id).state in {"done", "failed"})
    assert row(job.id).state == "done", row(job.id).message
    assert "report.json" in {file.name for file in files_in(sqlite_settings, row(job.id).artefact)}
