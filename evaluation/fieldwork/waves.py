"""The wave switch: opening, closing, and holding After."""

import uuid

from flask import Blueprint, redirect, url_for
from werkzeug import Response

from evaluation.access import action
from evaluation.app import parts
from evaluation.fieldwork.reaching import changing, doer, noted
from evaluation.store.closing import close_and_join
from evaluation.store.timing import hold_after
from evaluation.store.waves import open_wave

pages = Blueprint("waves", __name__)


@pages.post("/experiments/<uuid:experiment>/waves/<kind>/open")
@action("wave.switch")
def open_one(experiment: uuid.UUID, kind: str) -> Response:
    """Open a wave."""
    with changing(experiment) as (db, row):
        open_wave(db, row, kind=kind, now=parts().clock())
        noted(db, row, "wave opened", wave=kind)
    return redirect(url_for("home.one", experiment=experiment), 303)


@pages.post("/experiments/<uuid:experiment>/waves/<kind>/close")
@action("wave.switch")
def close_one(experiment: uuid.UUID, kind: str) -> Response:
    """Close a wave; with After, certain pairs are joined."""
    with changing(experiment) as (db, row):
        close_and_join(db, row, kind=kind, by=doer())
        noted(db, row, "wave closed", wave=kind)
    return redirect(url_for("home.one", experiment=experiment), 303)


@pages.post("/experiments/<uuid:experiment>/hold/<any(on, off):move>")
@action("wave.switch")
def hold(experiment: uuid.UUID, move: str) -> Response:
    """Hold After, so that it does not open by itself; or let go."""
    with changing(experiment) as (db, row):
        hold_after(row, hold=move == "on")
        noted(db, row, "After held" if move == "on" else "After let go")
    return redirect(url_for("home.one", experiment=experiment), 303)
