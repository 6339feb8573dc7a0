"""The evaluator's button for everything of a study."""

import uuid

from flask import Blueprint, abort
from werkzeug import Response

from evaluation.evaluators.requests import asked, my_name
from evaluation.store.scope.within_scope import studies_in_scope
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.current_user import my_scope

pages = Blueprint("export", __name__)


@pages.post("/reports/studies/<uuid:study>/export")
@action("export.make")
def make(study: uuid.UUID) -> Response:
    """Ask for everything of a study as a data package."""
    from evaluation.export.export_job import ask_for_export  # noqa: PLC0415 - pandas is loaded where answers are read

    with services().database.reading() as db:
        if study not in {each.id for each in studies_in_scope(db, my_scope("export.make"))}:
            abort(404)
    return asked(
        lambda queue: ask_for_export(services(), queue, study=study, by=my_name()),
        what="export",
        subject=f"study {study}",
    )
