"""An evening that is not to be held, is over, or belongs elsewhere: cancelled, archived, moved, removed; and back."""

import uuid
from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.fieldwork.planning.moved_day import said_of_move, said_of_return
from evaluation.fieldwork.print_pack.printed_facts import pack_out_of_date
from evaluation.models import Chapter, Experiment, RemovedExperiment
from evaluation.store.evening.cancelled_evenings import (
    archive_experiment,
    can_be_archived,
    cancel_experiment,
    take_archiving_back,
    take_cancelling_back,
    why_not_cancelled,
)
from evaluation.store.evening.moved_evenings import take_move_back
from evaluation.store.evening.removed_evenings import put_back, remove_for_now, removed_lately
from evaluation.store.evening.switch_wave import lock_experiment
from evaluation.store.scope.within_scope import chapters_in_scope
from evaluation.store.studies.experiments import is_begun
from evaluation.store.studies.remove_experiment import cards_made, move_experiment, why_not_only_planned
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.scope import (
    changing,
    changing_experiment,
    log_action,
    reading_experiment,
    recorded_actor,
    scope_of_page,
)

pages = Blueprint("removing", __name__)
PUT_AWAY = {
    "cancel": (cancel_experiment, take_cancelling_back),
    "archive": (archive_experiment, take_archiving_back),
}
"""How an evening can be put away, and how that is taken back."""


@pages.get("/experiments/<uuid:experiment>/remove")
@action("experiment.add")
def ask(experiment: uuid.UUID) -> str:
    """What can be done with an evening that is not to be held, is over, or belongs elsewhere."""
    with reading_experiment(experiment) as (db, row):
        why = why_not_cancelled(db, row, now=services().clock())
        return render_template(
            "fieldwork/put_away/remove.html",
            experiment=row,
            not_moved=why_not_only_planned(db, row),
            not_cancelled=Message(why, title=row.title) if why else "",
            is_begun=is_begun(db, row),
            can_be_archived=can_be_archived(db, row),
            cards=cards_made(db, row),
            chapters=_others(db, row),
        )


@pages.post("/experiments/<uuid:experiment>/<any(cancel, archive):how>")
@action("experiment.add")
def put_away(experiment: uuid.UUID, how: str) -> Response:
    """Say that it will not take place, or take it out of the lists."""
    return _pressed(experiment, PUT_AWAY[how][0])


@pages.post("/experiments/<uuid:experiment>/<any(cancel, archive):how>/undo")
@action("experiment.add")
def put_away_undo(experiment: uuid.UUID, how: str) -> Response:
    """Say that it takes place after all, or put it back into the lists."""
    return _pressed(experiment, PUT_AWAY[how][1])


@pages.post("/experiments/<uuid:experiment>/remove")
@action("experiment.add")
def remove(experiment: uuid.UUID) -> Response:
    """Remove it; for ten minutes it can be put back."""
    with changing_experiment(experiment) as (db, row):
        lock_experiment(db, row)
        log_action(db, row, "experiment removed", title=row.title, address=row.slug)
        remove_for_now(db, row, now=services().clock())
    return redirect(url_for("experiments.listed"), 303)


@pages.post("/experiments/<uuid:experiment>/remove/undo")
@action("experiment.add")
def remove_undo(experiment: uuid.UUID) -> Response:
    """Put one back that was removed within the last ten minutes."""
    with changing(lambda db: _removed(db, experiment)) as (db, row):
        title, there = row.title, put_back(db, row)
        log_action(db, f"experiment {there}", "removal taken back", title=title)
    flash(_("%(title)s is back, as it was.", title=title))
    return redirect(url_for("home.one", experiment=there), 303)


@pages.post("/experiments/<uuid:experiment>/move")
@action("experiment.add")
def move(experiment: uuid.UUID) -> Response:
    """Give it to another chapter within my scope."""
    with changing_experiment(experiment) as (db, row):
        lock_experiment(db, row)
        others = {str(each.id): each for each in _others(db, row)}
        to = others.get(request.form.get("chapter", ""))
        if to is None:
            raise Refused(_("Nothing was moved: choose another chapter of its study, one that is yours."))
        log_action(db, row, "experiment moved", from_chapter=str(move_experiment(db, row, to)), to_chapter=str(to.id))
    flash(_("It belongs to %(chapter)s now. Check the place and the hours.", chapter=to.name))
    return redirect(url_for("arranging.arrange", experiment=experiment), 303)


@pages.post("/experiments/<uuid:experiment>/move/undo")
@action("experiment.add")
def move_undo(experiment: uuid.UUID) -> Response:
    """Take the last move back, to another chapter or day; nothing happens where another came after it."""
    entry = request.form.get("entry", "")
    with changing_experiment(experiment) as (db, row):
        lock_experiment(db, row)
        mine, number = chapters_in_scope(db, scope_of_page()), int(entry) if entry.isdecimal() else 0
        carried = take_move_back(db, row, entry=number, within=mine, by=recorded_actor())
        if carried is None:
            flash(_("Nothing was undone: something else was changed meanwhile, or more than ten minutes have passed."))
        else:
            for sentence in (said_of_return(row), *said_of_move(row, carried), *pack_out_of_date(db, row)):
                flash(sentence)
    return redirect(url_for("arranging.arrange", experiment=experiment), 303)


def _pressed(experiment: uuid.UUID, press: Callable[..., bool]) -> Response:
    """A press that says where an evening belongs; for a state already reached it changes nothing."""
    with changing_experiment(experiment) as (db, row):
        lock_experiment(db, row)
        press(db, row, by=recorded_actor())
    return redirect(url_for("home.one", experiment=experiment), 303)


def _removed(db: Session, experiment: uuid.UUID) -> RemovedExperiment | None:
    found = removed_lately(db, chapters_in_scope(db, scope_of_page()), now=services().clock())
    return next((each for each in found if each.id == experiment), None)


def _others(db: Session, row: Experiment) -> list[Chapter]:
    within = chapters_in_scope(db, scope_of_page())
    return [each for each in within if each.study_id == row.study_id and each.id != row.chapter_id]
