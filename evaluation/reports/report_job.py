"""A report as a job: asked for with the digest of all it is made from, and made a format at a time."""

import hashlib
import json
from collections.abc import Collection, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from analysis.wording.renderer import RENDERER_VERSION
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.impact_report.formats import write
from evaluation.jobs.job_process import Step
from evaluation.jobs.job_requests import request_job
from evaluation.jobs.queue import Queue
from evaluation.models import Job
from evaluation.reports.draft_report import draft_report
from evaluation.store.reports.gather import Gathered
from evaluation.store.reports.gather_subject import gather_about
from evaluation.store.reports.subject import ReportSubject, about_of
from evaluation.store.studies.studies import local
from evaluation.store.studies.study_plan import PlanTerms
from evaluation.web.app import Services

KIND = "report"
CHANGED = Message("Answers, their plan or the program have changed since this report was asked for. Ask for it again.")


def ask_for_report(services: Services, queue: Queue, *, about: ReportSubject, formats: Collection[str], by: str) -> Job:
    """The job that makes this report from the answers as they are now; the same answers give the same job."""
    gathered = _gathered(services, about)
    content = content_of(gathered, ended=_has_ended(gathered, services))
    arguments = {**about.as_arguments(), "formats": sorted(set(formats)), "content": content}
    steps = steps_of(arguments["formats"])
    return request_job(services, queue, kind=KIND, arguments=arguments, content=content, by=by, steps=steps)


def steps_of(formats: Collection[str]) -> int:
    """How many steps a report in these formats takes: reading, computing, and writing each."""
    return len(formats) + 2


def make_report(services: Services, arguments: Mapping[str, Any], *, folder: Path, step: Step) -> None:
    """Write the files of a report: one step to gather, one to compute, one for each format."""
    formats = list(arguments["formats"])
    steps = steps_of(formats)
    step(1, steps, "Reading the answers")
    about = about_of(arguments)

    def gather(db: Session) -> Gathered:
        gathered = gather_about(db, about)
        if content_of(gathered, ended=_has_ended(gathered, services)) != arguments["content"]:
            raise Refused(CHANGED)
        step(2, steps, "Computing every figure")
        return gathered

    report = draft_report(services, gather)
    for number, name in enumerate(formats, start=3):
        step(number, steps, f"Writing {name if name in write.SCRIPTS else name.upper()}")
        write.write(report, folder, formats=(name,))


def content_of(gathered: Gathered, *, ended: bool = False) -> str:
    """Digest of all that a report is made from: answers, what is recorded around them, plan, questions, program.

    `ended` tells that the plan's last day is over. From then on the same answers say more, and so they do as further
    evenings of those that the plan counts are held.
    """
    names = ("title", "kind", "date", "place", "languages", "came", "organisations", "actual_rounds", "minutes_a_round")
    around = [[str(getattr(each, name)) for name in names] for each in gathered.experiments]
    questions = [each.digest for each in gathered.versions]
    program = [version("weaving-evaluation"), RENDERER_VERSION]
    named = [gathered.study.name, *(chapter.name for chapter in gathered.chapters)]
    planned = PlanTerms.of(gathered.plan).evenings is not None
    over = [*([gathered.evenings_held] if planned else []), *(["ended"] if ended else [])]
    whole = [
        gathered.data_sha256,
        [repr(each) for each in gathered.wrote],
        around,
        gathered.plan.digest,
        str(gathered.plan.locked_at),
        questions,
        program,
        named,
        *over,
        *(f"without the follow-up of {each}" for each in gathered.follow_up_open),
        *([gathered.module_sha256] if gathered.modules else []),
        *([repr(gathered.area)] if gathered.area else []),
    ]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()


def _has_ended(gathered: Gathered, services: Services) -> bool:
    return PlanTerms.of(gathered.plan).has_ended(local(services.clock(), gathered.study).date())


def _gathered(services: Services, about: ReportSubject) -> Gathered:
    with services.database.reading() as db:
        return gather_about(db, about)
