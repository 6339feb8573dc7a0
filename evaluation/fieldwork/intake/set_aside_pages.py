"""Forms that are set aside since nothing shows an honest phone behind them: a person lets them count, or does not."""

import uuid
from datetime import UTC, datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from evaluation.domain.errors import Refused
from evaluation.fieldwork.intake.noticed_intake import noticed_intake
from evaluation.models import REASONS, Experiment
from evaluation.store.intake.set_aside import admit, set_aside_again, set_aside_groups
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.scope import changing_experiment, log_action, reading_experiment

pages = Blueprint("set_aside", __name__)


@pages.get("/experiments/<uuid:experiment>/set-aside")
@action("links.review")
def listed(experiment: uuid.UUID) -> str:
    """Who was set aside, by ten minutes and reason: numbers, and no answer."""
    with reading_experiment(experiment) as (db, row):
        groups, noticed = set_aside_groups(db, row.id), noticed_intake(db, row)
        return render_template("fieldwork/intake/set_aside.html", experiment=row, groups=groups, noticed=noticed)


@pages.post("/experiments/<uuid:experiment>/set-aside/admit")
@action("links.review")
def let_in(experiment: uuid.UUID) -> Response:
    """Let those of ten minutes and one reason count as anybody does."""
    with changing_experiment(experiment) as (db, row):
        _refuse_frozen(row)
        reason, since = _group()
        people = admit(db, row.id, reason=reason, since=since, now=services().clock())
        log_action(db, row, "people admitted", reason=reason, since=since.isoformat(), people=people)
    flash(ngettext("%(num)d person counts from now on.", "%(num)d people count from now on.", people))
    return redirect(url_for("set_aside.listed", experiment=experiment), 303)


@pages.post("/experiments/<uuid:experiment>/set-aside/undo")
@action("links.review")
def take_out(experiment: uuid.UUID) -> Response:
    """Take that back."""
    with changing_experiment(experiment) as (db, row):
        _refuse_frozen(row)
        reason, since = _group()
        people = set_aside_again(db, row.id, reason=reason, since=since)
        log_action(db, row, "people set aside again", reason=reason, since=since.isoformat(), people=people)
    flash(ngettext("%(num)d person is set aside again.", "%(num)d people are set aside again.", people))
    return redirect(url_for("set_aside.listed", experiment=experiment), 303)


def _group() -> tuple[str, datetime]:
    reason, since = request.form.get("reason", ""), request.form.get("since", "")
    if reason not in REASONS or not (since.isascii() and since.isdecimal() and len(since) < 11):
        abort(400)
    return reason, datetime.fromtimestamp(int(since), UTC)


def _refuse_frozen(experiment: Experiment) -> None:
    if experiment.frozen_at:
        raise Refused(_("The data are frozen: a release tells of them, and who counts does not change any more."))
