"""The evaluator's button for everything of a study."""

import uuid

from flask import Blueprint, abort
from werkzeug import Response

from evaluation.access import action
from evaluation.app import parts
from evaluation.export.work import ask_for_export
from evaluation.reports.asking import asked, my_name
from evaluation.signed_in import my_reach
from evaluation.store.reachable import studies_in_reach

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
