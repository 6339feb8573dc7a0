"""Handing an evening key to a volunteer leader: a QR code on one page alone."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from evaluation.store.accounts.evening_keys import hand_key_once, keys_of, revoke_key, works_until
from evaluation.store.evening.switch_wave import lock_experiment
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.presses.same_press import fresh_press, secret_of_press
from evaluation.web.scope import changing_experiment, reading_experiment, recorded_actor

pages = Blueprint("keys", __name__)


@pages.get("/experiments/<uuid:experiment>/key")
@action("evening.hand_over")
def keys(experiment: uuid.UUID) -> str:
    """The keys that work, and a button for a new one."""
    now = services().clock()
    with reading_experiment(experiment) as (db, row):
        live, until = keys_of(db, row, now=now), works_until(db, row, now=now)
    return render_template(
        "fieldwork/key.html", experiment=row, keys=live, until=until, handed=None, same_press=fresh_press()
    )


@pages.post("/experiments/<uuid:experiment>/key")
@action("evening.hand_over")
def hand_over(experiment: uuid.UUID) -> str | Response:
    """A new key, on this page alone: to the same press again the same one, until it is ended or nothing opens."""
    with changing_experiment(experiment) as (db, row):
        lock_experiment(db, row)
        name, secret = request.form.get("name", ""), secret_of_press("evening key")
        is_closed = row.frozen_at or row.cancelled_at
        handed = None if is_closed else hand_key_once(db, row, secret=secret, by=recorded_actor(), name=name)
        if handed is None:
            return redirect(url_for("keys.keys", experiment=experiment), 303)
        live = keys_of(db, row, now=services().clock())
    address = f"{services().settings.base_url}/staff/evening/{handed.key}"
    return render_template(
        "fieldwork/key.html", experiment=row, keys=live, until=handed.until, handed=address, name=name.strip()
    )


@pages.post("/experiments/<uuid:experiment>/key/<uuid:key>/end")
@action("evening.hand_over")
def end(experiment: uuid.UUID, key: uuid.UUID) -> Response:
    """End a key before its time."""
    with changing_experiment(experiment) as (db, row):
        if not revoke_key(db, row, key=key, by=recorded_actor()):
            flash(_("This key had ended already."))
    return redirect(url_for("keys.keys", experiment=experiment), 303)
