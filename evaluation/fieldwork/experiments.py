"""The list of experiments, with a search."""

from flask import Blueprint, render_template, request

from evaluation.access import action
from evaluation.app import parts
from evaluation.evening_words import KINDS, STATES
from evaluation.signed_in import my_reach
from evaluation.store.reachable import experiments_within

pages = Blueprint("experiments", __name__)
SHOWN = 200


@pages.get("/experiments")
@action("experiment.see")
def listed() -> str:
    """Every experiment within my reach, the latest first."""
    search = request.args.get("search", "").strip()[:100]
    with parts().database.reading() as db:
        rows = experiments_within(db, my_reach("experiment.see"), search=search, limit=SHOWN)
    return render_template(
        "fieldwork/experiments.html", rows=rows, search=search, kinds=KINDS, states=STATES, shown=SHOWN
    )
