"""Handing an evening key to a volunteer leader: a QR code shown once."""

import uuid

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug import Response

from evaluation.store.accounts.evening_keys import hand_key, keys_of, revoke_key, works_until
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.scope import changing_experiment, reading_experiment, recorded_actor

pages = Blueprint("keys", __name__)


@pages.get("/experiments/<uuid:experiment>/key")
@action("evening.hand_over")
def keys(experiment: uuid.UUID) -> str:
    """The keys that work, and a button for a new one."""
    now = services().clock()
    with reading_experiment(experiment) as (db, row):
        live, until = keys_of(db, row, now=now), works_until(row, now=now)
    return render_template("fieldwork/key.html", experiment=row, keys=live, until=until, handed=None)


@pages.post("/experiments/<uuid:experiment>/key")
@action("evening.hand_over")
def hand_over(experiment: uuid.UUID) -> str:
    """A new key, shown this once."""
    with changing_experiment(experiment) as (db, row):
        handed = hand_key(db, row, by=recorded_actor())
        live = keys_of(db, row, now=services().clock())
    address = f"{services().settings.base_url}/staff/evening/{handed.key}"
    return render_template("fieldwork/key.html", experiment=row, keys=live, until=handed.until, handed=address)


@pages.post("/experiments/<uuid:experiment>/key/<uuid:key>/end")
@action("evening.hand_over")
def end(experiment: uuid.UUID, key: uuid.UUID) -> Response:
    """End a key before its time."""
    with changing_experiment(experiment) as (db, row):
        if not revoke_key(db, row, key=key, by=recorded_actor()):
            abort(404)
    return redirect(url_for("keys.keys", experiment=experiment), 303)
