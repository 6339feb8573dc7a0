"""The report of brought answers as a job: its answers wait in the home, and are forgotten once it is made."""

import hashlib
import json
import uuid
from collections.abc import Collection, Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from analysis.io.frames import BadFrame
from analysis.wording.renderer import RENDERER_VERSION
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.impact_report.formats import write
from evaluation.importing.map_toml import to_toml
from evaluation.jobs.job_process import Step
from evaluation.jobs.job_requests import request_job
from evaluation.jobs.queue import Queue
from evaluation.models import Job
from evaluation.reports.brought.brought_answers import brought_of_content
from evaluation.reports.brought.brought_report import MAP_FILE, applied_answers, report_of_brought, source_named
from evaluation.storage.brought.held_answers import HeldAnswers, forget_held, held_for_work
from evaluation.store.reports.report_jobs import BROUGHT
from evaluation.web.app import Services

FORGOTTEN = Message("These answers were forgotten before the report was begun. Bring the files once more.")


def ask_for_brought_report(
    services: Services, queue: Queue, *, held: HeldAnswers, title: str, formats: Collection[str], by: str
) -> Job:
    """The job that makes the report of what is held; of the same answers read in the same way it is the same job."""
    arguments = {
        "subject": str(held.account),
        "held": str(held.id),
        "title": title,
        "files": [asdict(file) for file in brought_of_content(held.content).files],
        "formats": sorted(set(formats)),
        "content": (content := _digest_of(held)),
    }
    steps = len(arguments["formats"]) + 2
    return request_job(services, queue, kind=BROUGHT, arguments=arguments, content=content, by=by, steps=steps)


def make_brought_report(services: Services, arguments: Mapping[str, Any], *, folder: Path, step: Step) -> None:
    """Write the files of the report and the map; then forget the answers, unless they are kept on purpose."""
    formats, settings = list(arguments["formats"]), services.settings
    steps = len(formats) + 2
    step(1, steps, "Reading the answers")
    account, named = uuid.UUID(arguments["subject"]), uuid.UUID(arguments["held"])
    held = held_for_work(settings, account, named)
    if held is None or _digest_of(held) != arguments["content"]:
        raise Refused(FORGOTTEN)
    brought = brought_of_content(held.content)
    applied = applied_answers(brought)
    with services.database.reading() as db:
        source = source_named(db, brought.instrument)
    step(2, steps, "Computing every figure")
    try:
        report = report_of_brought(brought, applied, source=source)
    except BadFrame as bad:
        raise Refused(*bad.faults) from None
    for number, name in enumerate(formats, start=3):
        step(number, steps, f"Writing {name.upper()}")
        write.write(report, folder, formats=(name,))
    (folder / MAP_FILE).write_text(to_toml(brought.map), encoding="utf-8")
    if not held.kept:
        forget_held(settings, account, named)


def _digest_of(held: HeldAnswers) -> str:
    """Digest of all that the report is made from: the answers, how they are read, whose they are, and the program."""
    whole = [held.account.hex, held.id.hex, held.content, version("weaving-evaluation"), RENDERER_VERSION]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
