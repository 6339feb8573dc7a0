"""The evening as the holder of an evening key sees it: the switch and the counts, without an account or a time-out.

The key in the address is the whole of the power, so nothing else is asked: no session, no cookie, no token.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug import Response as Answer

from evaluation.access import public
from evaluation.app import parts
from evaluation.audit import EVENING_KEY, KEY_NAME, write_down
from evaluation.evening_words import KINDS, STATES
from evaluation.fieldwork.now import evening_now
from evaluation.fieldwork.screen import count_answer, screen_page, shown_of
from evaluation.keys import key as secret
from evaluation.models import EveningKey, Experiment
from evaluation.store.closing import close_and_join
from evaluation.store.doing import Doer
from evaluation.store.evening_keys import experiment_of_key
from evaluation.store.timing import hold_after
from evaluation.store.waves import open_wave

pages = Blueprint("evening", __name__, url_prefix="/evening/<key>")


@pages.get("")
@public
def evening(key: str) -> str:
    """Where the evening stands, and the one button."""
    with parts().database.reading() as db:
        _, row = _held(db, key)
        now = evening_now(db, row, now=parts().clock())
    return render_template("fieldwork/evening.html", now=now, key=key, kinds=KINDS, states=STATES)


@pages.post("/waves/<any(pre, post):kind>/<any(open, close):move>")
@public
def switch(key: str, kind: str, move: str) -> Answer:
    """Open or close Before or After."""
    with _changing(key) as (db, held, row):
        if move == "open":
            open_wave(db, row, kind=kind, now=parts().clock())
        else:
            close_and_join(db, row, kind=kind, by=_doer())
        _noted(db, held, row, "wave opened" if move == "open" else "wave closed", wave=kind)
    return redirect(url_for("evening.evening", key=key), 303)


@pages.post("/hold/<any(on, off):move>")
@public
def hold(key: str, move: str) -> Answer:
    """Hold After, or let it open by itself."""
    with _changing(key) as (db, held, row):
        hold_after(row, hold=move == "on")
        _noted(db, held, row, "After held" if move == "on" else "After let go")
    return redirect(url_for("evening.evening", key=key), 303)


@pages.get("/screen")
@public
def screen(key: str) -> str:
    """The join screen for the projector."""
    with parts().database.reading() as db:
        _, row = _held(db, key)
        return screen_page(db, row, count_at=url_for("evening.count", key=key))


@pages.get("/count")
@public
def count(key: str) -> Response:
    """The count as JSON; 304 while it is the same."""
    with parts().database.reading() as db:
        _, row = _held(db, key)
        shown = shown_of(evening_now(db, row, now=parts().clock()))
    return count_answer(shown)


@contextmanager
def _changing(key: str) -> Iterator[tuple[Session, EveningKey, Experiment]]:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        abort(403)
    with parts().database.transaction() as db:
        held, row = _held(db, key)
        yield db, held, row


def _held(db: Session, key: str) -> tuple[EveningKey, Experiment]:
    found = experiment_of_key(db, key, now=parts().clock())
    return found if found is not None else abort(404)


def _doer() -> Doer:
    here = parts()
    return Doer(actor=EVENING_KEY, log_key=secret(here.settings, KEY_NAME), now=here.clock())


def _noted(db: Session, held: EveningKey, row: Experiment, action: str, **details: object) -> None:
    here = parts()
    about = {"key": str(held.id), **details}
    write_down(db, here.settings, actor=EVENING_KEY, action=action, subject=row, now=here.clock(), details=about)
