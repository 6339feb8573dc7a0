"""An evening that was planned by mistake: removed, or given to another chapter, as long as nobody has begun."""

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.models import Chapter, Experiment
from evaluation.store.evening.switch_wave import lock_experiment
from evaluation.store.scope.within_scope import chapters_in_scope
from evaluation.store.studies.remove_experiment import cards_made, is_only_planned, move_experiment, remove_experiment
from evaluation.web.access import action
from evaluation.web.scope import changing_experiment, log_action, reading_experiment, scope_of_page

pages = Blueprint("removing", __name__)


@pages.get("/experiments/<uuid:experiment>/remove")
@action("experiment.add")
def ask(experiment: uuid.UUID) -> str:
    """Whether to remove it, and what goes with it; or where else it belongs."""
    with reading_experiment(experiment) as (db, row):
        return render_template(
            "fieldwork/remove.html",
            experiment=row,
            is_only_planned=is_only_planned(db, row),
            cards=cards_made(db, row),
            chapters=_others(db, row),
        )


@pages.post("/experiments/<uuid:experiment>/remove")
@action("experiment.add")
def remove(experiment: uuid.UUID) -> Response:
    """Remove it."""
    with changing_experiment(experiment) as (db, row):
        lock_experiment(db, row)
        title = row.title
        log_action(db, row, "experiment removed", title=title, address=row.slug)
        remove_experiment(db, row)
    flash(_("%(title)s was removed.", title=title))
    return redirect(url_for("experiments.listed"), 303)


@pages.post("/experiments/<uuid:experiment>/move")
@action("experiment.add")
def move(experiment: uuid.UUID) -> Response:
    """Give it to another chapter within my scope."""
    with changing_experiment(experiment) as (db, row):
        lock_experiment(db, row)
        others = {str(each.id): each for each in _others(db, row)}
        to = others.get(request.form.get("chapter", "")) or abort(404)
        log_action(db, row, "experiment moved", from_chapter=str(move_experiment(db, row, to)), to_chapter=str(to.id))
    flash(_("It belongs to %(chapter)s now. Check the place and the hours.", chapter=to.name))
    return redirect(url_for("arranging.arrange", experiment=experiment), 303)


def _others(db: Session, row: Experiment) -> list[Chapter]:
    within = chapters_in_scope(db, scope_of_page())
    return [each for each in within if each.study_id == row.study_id and each.id != row.chapter_id]
