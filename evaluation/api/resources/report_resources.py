"""Reports and the files of releases, as evaluators find them on their page."""

import uuid

from flask import Response

from evaluation.api.operations import Operations, Paged
from evaluation.api.resource_models import WorkList, WorkRepresentation
from evaluation.api.resources.made_files import file_of_work, one_work, work_listed
from evaluation.store.accounts.api_tokens import TokenScope
from evaluation.store.reports.report_jobs import OF_RELEASES, REPORT

SEEING = "report.see"
KINDS = (REPORT, *OF_RELEASES)
operation = Operations(TokenScope.READ_REPORTS)


@operation("/reports", action=SEEING, answers=WorkList, query=Paged, keeps_within_scope=True)
def list_reports(query: Paged) -> WorkList:
    """Reports and files of releases that were asked for, with what was made."""
    return work_listed(query, action=SEEING, kinds=KINDS)


@operation("/reports/<uuid:job>", action=SEEING, answers=WorkRepresentation)
def get_report(job: uuid.UUID) -> WorkRepresentation:
    """One of them."""
    return one_work(job, action=SEEING, kinds=KINDS)


@operation("/reports/<uuid:job>/files/<name>", action=SEEING)
def get_report_file(job: uuid.UUID, name: str) -> Response:
    """A file that was made; that it was taken is written down."""
    return file_of_work(job, name, action=SEEING, kinds=KINDS)
