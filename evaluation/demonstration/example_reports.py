"""The seven reports of the example: made as an evaluator has them made, so that they stand under Reports too."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from evaluation.demonstration.example_home import ACROSS
from evaluation.demonstration.simulated_study import EVALUATOR, Planned
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.jobs.artefacts import folder_of
from evaluation.jobs.leased_job import WorkerContext, do_job
from evaluation.jobs.queue import Queue, open_queue
from evaluation.models import Job, JobState, ReleaseScope, Study
from evaluation.reports.report_job import KIND, ask_for_report
from evaluation.store.reports.subject import ReportSubject
from evaluation.store.studies.lookup import slug_of
from evaluation.web.app import Services

FORMATS = ("html", "json", "pdf")
HANDLERS = {KIND: "evaluation.reports.report_job:make_report"}


def example_reports(services: Services, study: Study, planned: list[Planned], *, output: Path) -> Iterator[Path]:
    """Make the reports one after another; the folder of each below `output`."""
    real = replace(services, clock=now_utc)
    worker = WorkerContext(services=real, handlers=HANDLERS)
    queue = open_queue(real.settings)
    try:
        for name, about in _subjects(study, planned).items():
            yield _copied(real, _made(worker, queue, about), output / name)
    finally:
        queue.close()


def _subjects(study: Study, planned: list[Planned]) -> Mapping[str, ReportSubject]:
    """What each report is about, by its folder: the latest experiment of each chapter, and the whole study."""
    latest = {slug_of(each.script.name, otherwise="chapter"): each.experiment.id for each in planned}
    each_chapter = {name: ReportSubject(scope=ReleaseScope.EXPERIMENT, id=one) for name, one in latest.items()}
    return {**each_chapter, ACROSS: ReportSubject(scope=ReleaseScope.STUDY, id=study.id)}


def _made(worker: WorkerContext, queue: Queue, about: ReportSubject) -> Job:
    services = worker.services
    asked = ask_for_report(services, queue, about=about, formats=FORMATS, by=EVALUATOR)
    do_job(worker, asked.id)
    with services.database.reading() as db:
        job = db.get_one(Job, asked.id)
    if job.state != JobState.DONE:
        raise Refused(job.message)
    return job


def _copied(services: Services, job: Job, folder: Path) -> Path:
    folder.mkdir(parents=True)
    for made in folder_of(services.settings, job.content_hash).glob("report.*"):
        shutil.copyfile(made, folder / made.name)
    return folder
