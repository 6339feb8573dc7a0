"""Exports of a study: asked for, made as a job, and taken."""

import uuid

from flask import Response, request
from pydantic import ValidationError

from evaluation.api.admission import log_by_token, token_owner, token_scope
from evaluation.api.operations import JSON, Operations, Paged
from evaluation.api.problems import ProblemError
from evaluation.api.resource_models import Representation, WorkList, WorkRepresentation
from evaluation.api.resources.made_files import file_of_work, one_work, represented_work, work_listed
from evaluation.jobs.queue import open_queue
from evaluation.store.accounts.api_tokens import TokenScope
from evaluation.store.log.audit_entries import is_noted
from evaluation.store.reports.report_jobs import EXPORT
from evaluation.store.scope.within_scope import study_within
from evaluation.web.app import services

MAKING = "export.make"
operation = Operations(TokenScope.READ_EXPORTS)


class ExportRequest(Representation):
    """What an export is asked for with: nothing yet. The body may be left out."""


@operation("/exports", action=MAKING, answers=WorkList, query=Paged, keeps_within_scope=True)
def list_exports(query: Paged) -> WorkList:
    """Exports that were asked for, with what was made."""
    return work_listed(query, action=MAKING, kinds=(EXPORT,))


@operation("/exports/<uuid:job>", action=MAKING, answers=WorkRepresentation)
def get_export(job: uuid.UUID) -> WorkRepresentation:
    """One export."""
    return one_work(job, action=MAKING, kinds=(EXPORT,))


@operation("/exports/<uuid:job>/files/<name>", action=MAKING)
def get_export_file(job: uuid.UUID, name: str) -> Response:
    """The package that was made; that it was taken is written down."""
    return file_of_work(job, name, action=MAKING, kinds=(EXPORT,))


@operation(
    "/studies/<uuid:study>/exports",
    action=MAKING,
    answers=WorkRepresentation,
    method="POST",
    scope=TokenScope.MAKE_EXPORTS,
    status=202,
    takes=ExportRequest,
)
def request_export(study: uuid.UUID) -> WorkRepresentation:
    """Ask for everything of a study as a data package; what is under way already is not asked for again."""
    from evaluation.export.export_job import ask_for_export  # noqa: PLC0415 - pandas is loaded where answers are read

    _read_body()
    with services().database.reading() as db:
        found = study_within(db, study, scope=token_scope(db, MAKING))
    if found is None:
        raise ProblemError(404)
    known, owner = services(), token_owner()
    queue = open_queue(known.settings)
    try:
        job = ask_for_export(known, queue, study=study, by=owner.name or owner.email)
    finally:
        queue.close()
    with known.database.transaction() as db:
        if not is_noted(db, f"study {study}", "export asked for", job=str(job.id)):
            log_by_token(db, f"study {study}", "export asked for", job=str(job.id))
    return represented_work(job, {found.id: found.name})


def _read_body() -> None:
    """Take an empty body, or JSON that says nothing."""
    body = request.get_data()
    if not body:
        return
    if request.mimetype != JSON:
        raise ProblemError(415, "Send JSON, or no body at all.", {"Accept-Post": JSON})
    try:
        ExportRequest.model_validate_json(body)
    except ValidationError:
        raise ProblemError(400, "Nothing is asked here beyond the study: send {} or no body.") from None
