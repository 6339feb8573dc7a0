"""The evaluator's pages: reports and downloads."""

from flask import Blueprint, render_template

from evaluation.access import action
from evaluation.app import parts
from evaluation.signed_in import my_reach
from evaluation.store.reachable import experiments_within

pages = Blueprint("reports", __name__)


@pages.get("/reports")
@action("report.see")
def overview() -> str:
    """Experiments with their reports, and every file that was made."""
    with parts().database.reading() as db:
        rows = experiments_within(db, my_reach("report.see"))
    return render_template("reports_pages/overview.html", rows=rows)
