"""What reports and exports have in common: jobs about what lies within a scope, and the files that they made."""

import uuid
from collections.abc import Collection, Mapping
from urllib.parse import quote

from flask import Response, send_file

from evaluation.api.admission import log_by_token, token_scope
from evaluation.api.operations import Paged
from evaluation.api.paging import part_of
from evaluation.api.problems import ProblemError
from evaluation.api.resource_models import FileRepresentation, WorkList, WorkRepresentation
from evaluation.evaluators.artefact_list import file_of_job, tells_of
from evaluation.jobs import artefacts
from evaluation.models import Job, JobState
from evaluation.store.from_file.removed_file_evening import EmptiedEvening, taken_out
from evaluation.store.reports.report_jobs import EXPORT, report_job, report_jobs
from evaluation.store.scope.within_scope import names_in_scope
from evaluation.web.app import services

MOST_JOBS = 1000


def work_listed(query: Paged, *, action: str, kinds: Collection[str]) -> WorkList:
    """What was asked for about what lies within the scope of an action, the latest first."""
    with services().database.reading() as db:
        named = names_in_scope(db, token_scope(db, action))
        jobs, gone = report_jobs(db, subjects=named, kinds=kinds, limit=MOST_JOBS), taken_out(db, named)
    part, following = part_of(jobs, query, named=lambda job: str(job.id))
    return WorkList(items=[represented_work(job, named, gone=gone) for job in part], next=following)


def one_work(job: uuid.UUID, *, action: str, kinds: Collection[str]) -> WorkRepresentation:
    """One of them."""
    found, named, gone = _found(job, action=action, kinds=kinds)
    return represented_work(found, named, gone=gone)


def file_of_work(job: uuid.UUID, name: str, *, action: str, kinds: Collection[str]) -> Response:
    """A file that one of them made; that it was taken is written down, as on the pages."""
    found, _named, gone = _found(job, action=action, kinds=kinds)
    path = None if tells_of(found, gone) else file_of_job(services().settings, found, name)
    if path is None:
        raise ProblemError(404)
    try:
        answer = send_file(path, as_attachment=True, download_name=name)
    except FileNotFoundError:  # somebody took their answers back at this moment
        raise ProblemError(404) from None
    with services().database.transaction() as db:
        log_by_token(db, f"job {job}", f"{found.kind} downloaded", file=name)
    return answer


def represented_work(
    job: Job, named: Mapping[uuid.UUID, str], *, gone: Collection[EmptiedEvening] = ()
) -> WorkRepresentation:
    """A job as programs see it; without files where it told of answers that were taken out."""
    subject = uuid.UUID(str(job.arguments["subject"]))
    return WorkRepresentation(
        id=job.id,
        kind=job.kind,
        subject=subject,
        title=str(job.arguments.get("title") or named.get(subject, "")),
        state=job.state,
        message=job.message,
        asked_at=job.requested_at,
        finished_at=job.finished_at,
        files=[] if tells_of(job, gone) else _files(job),
    )


def _found(
    job: uuid.UUID, *, action: str, kinds: Collection[str]
) -> tuple[Job, Mapping[uuid.UUID, str], tuple[EmptiedEvening, ...]]:
    with services().database.reading() as db:
        named = names_in_scope(db, token_scope(db, action))
        found, gone = report_job(db, job, subjects=named), taken_out(db, named)
    if found is None or found.kind not in kinds:
        raise ProblemError(404)
    return found, named, gone


def _files(job: Job) -> list[FileRepresentation]:
    if job.state != JobState.DONE or not job.artefact:
        return []
    settings = services().settings
    folder = f"{settings.base_url}/api/v1/{'exports' if job.kind == EXPORT else 'reports'}/{job.id}/files"
    return [
        FileRepresentation(name=made.name, size=made.size, sha256=made.sha256, href=f"{folder}/{quote(made.name)}")
        for made in artefacts.files_in(settings, job.artefact)
    ]
