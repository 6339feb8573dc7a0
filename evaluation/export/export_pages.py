"""The evaluator's button for everything of a study."""

import uuid

from flask import Blueprint
from werkzeug import Response

from evaluation.evaluators.requests import asked, my_name
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.scope import reading_study

pages = Blueprint("export", __name__)


@pages.post("/reports/studies/<uuid:study>/export")
@action("export.make")
def make(study: uuid.UUID) -> Response:
    """Ask for everything of a study as a data package."""
    from evaluation.export.export_job import ask_for_export  # noqa: PLC0415 - pandas is loaded where answers are read

    with reading_study(study) as (_db, row):
        subject = f"study {row.id}"
    return asked(
        lambda queue: ask_for_export(services(), queue, study=study, by=my_name()),
        what="export",
        subject=subject,
    )
