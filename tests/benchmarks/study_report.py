"""How long the report of the demonstration's six chapters takes: from a cold start, in a warm worker, made before.

Seconds of computing, of one core, so that what else the machine does counts little; the best of several runs.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from evaluation import migrations
from evaluation.cli.operations.worker import HANDLERS
from evaluation.demonstration.simulated_evening import SteppingClock
from evaluation.demonstration.simulated_study import hold_all, set_up, sort_all
from evaluation.impact_report.formats import pdf
from evaluation.jobs.leased_job import WorkerContext
from evaluation.jobs.queue import open_queue
from evaluation.jobs.worker import work_off
from evaluation.models import ReleaseScope, Study
from evaluation.reports.draft_report import draft_report
from evaluation.reports.report_job import ask_for_report
from evaluation.storage.database import open_database
from evaluation.storage.keyring import hold_keys
from evaluation.storage.settings import Settings
from evaluation.store.reports.gather import gather_study
from evaluation.store.reports.subject import ReportSubject
from evaluation.web.app import Services

PEOPLE, FEW = 30, 6
COLD_GOAL, WARM_GOAL, MADE_GOAL = 6.0, 3.0, 0.3
_folders: list[tempfile.TemporaryDirectory[str]] = []
"""Kept until the process ends, with the studies in them."""


@cache
def study_of(people: int) -> tuple[Services, Study]:
    """The demonstration's study, answered through the real pages by so many people an evening."""
    _folders.append(tempfile.TemporaryDirectory(prefix="weaving-benchmark-"))
    settings = Settings.at(Path(_folders[-1].name))
    database, clock, rng = open_database(settings), SteppingClock(), random.Random(1)
    migrations.upgrade(database)
    hold_keys(settings, database, now=clock())
    services = Services(settings, database, clock)
    study, planned = set_up(services, clock, people=people, rng=rng)
    for _ in hold_all(services, clock, planned, people=people, rng=rng):
        pass
    sort_all(services, clock, planned)
    return services, study


def study_report_cold_seconds(quick: bool) -> dict[str, object]:  # noqa: FBT001 - as every row is asked
    """`weaving report --study ... --format pdf` as it is typed, from the start of the process to its end."""
    services, study = study_of(FEW if quick else PEOPLE)
    runs = 1 if quick else 3
    found = min(_cold(services.settings, study.slug) for _ in range(runs))
    return _row(found, COLD_GOAL, f"`weaving report --study` as PDF, a new process each; best of {runs}")


def study_report_warm_seconds(quick: bool) -> dict[str, object]:  # noqa: FBT001
    """The same in a process that has made one before: from the database to the PDF."""
    services, study = study_of(FEW if quick else PEOPLE)
    runs = 1 if quick else 3
    _made(services, study)
    found = min(_computing(lambda: _made(services, study)) for _ in range(runs))
    return _row(found, WARM_GOAL, f"from the database to the PDF in a process that has made one; best of {runs}")


def study_report_made_before_seconds(quick: bool) -> dict[str, object]:  # noqa: FBT001
    """A report that was made before, asked for again on the evaluator's page: until its files are there."""
    services, study = study_of(FEW if quick else PEOPLE)
    queue, about = open_queue(services.settings), ReportSubject(scope=ReleaseScope.STUDY, id=study.id)
    ask = lambda: ask_for_report(services, queue, about=about, formats=("pdf",), by="benchmark")  # noqa: E731
    ask()
    work_off(WorkerContext(services=services, handlers=HANDLERS))
    runs = 1 if quick else 3
    found = min(_computing(ask) for _ in range(runs))
    state = ask().state
    queue.close()
    row = _row(found, MADE_GOAL, f"asked for again, and then {state}; best of {runs}")
    return row | {"met": row["met"] and state == "done"}


def _row(seconds: float, goal: float, how: str) -> dict[str, object]:
    return {"value": round(seconds, 2), "goal": goal, "met": seconds <= goal, "how": f"seconds of computing: {how}"}


def _cold(settings: Settings, slug: str) -> float:
    program, environment = Path(sys.executable).with_name("weaving"), {**os.environ, "WEAVING_HOME": str(settings.home)}
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "report", "--study", slug, "--output", f"{folder}/report", "--format", "pdf"]
        before = os.times()
        subprocess.run(command, env=environment, check=True, capture_output=True)
        after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _made(services: Services, study: Study) -> bytes:
    return pdf.pages(draft_report(services, lambda db: gather_study(db, db.get_one(Study, study.id))))


def _computing(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


ROWS: dict[str, Callable[[bool], Mapping[str, object]]] = {
    measure.__name__: measure
    for measure in (study_report_cold_seconds, study_report_warm_seconds, study_report_made_before_seconds)
}
