"""The evaluator's button for everything of a study."""

import uuid

from flask import Blueprint, abort
from werkzeug import Response

from evaluation.evaluators.requests import asked, my_name
from evaluation.export.export_job import ask_for_export
from evaluation.store.scope.within_scope import studies_in_reach
from evaluation.web.access import action
from evaluation.web.app import parts
from evaluation.web.current_user import my_reach

pages = Blueprint("export", __name__)


@pages.post("/reports/studies/<uuid:study>/export")
@action("export.make")
def make(study: uuid.UUID) -> Response:
    """Ask for everything of a study as a data package."""
    with parts().database.reading() as db:
        if study not in {each.id for each in studies_in_reach(db, my_reach("export.make"))}:
            abort(404)
    return asked(
        lambda queue: ask_for_export(parts(), queue, study=study, by=my_name()),
        what="export",
        subject=f"study {study}",
    )
