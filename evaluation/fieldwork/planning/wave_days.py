"""Planning the days of a wave from a page: those that somebody may not mean are asked about first."""

from datetime import date

from flask import flash, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.fieldwork.clock_sentences import window_sentence
from evaluation.models import Experiment
from evaluation.store.evening.schedule import correct_window, refuse_days
from evaluation.store.studies.plausible_days import doubts_about, refuse_far
from evaluation.store.studies.wave_windows import Window, window_of
from evaluation.web.app import services
from evaluation.web.scope import log_action
from evaluation.web.staff_layout import day


class DoubtfulDays(Refused):
    """Days that can be planned once it is said that they are meant."""


def plan_days(db: Session, row: Experiment, kind: str) -> None:
    """Plan the days that were sent, or none; refused where they are to be asked about, and have not been yet."""
    first, last = (_day(request.form.get(name, "")) for name in ("first", "last"))
    if bool(first) != bool(last):
        raise Refused(_("Give both days, or neither."))
    if request.form.get("shown") not in {None, days_written(window_of(row, kind))}:
        raise Refused(_planned_meanwhile(window_of(row, kind)))
    days = Window(first, last) if first and last else None
    for each in (first, last):
        refuse_far(each, now=services().clock())
    refuse_days(db, row, kind, window=days)
    doubts = list(doubts_about(db, row, kind, days, now=services().clock())) if days else []
    if doubts and request.form.get("meant") != days_written(days) and days != window_of(row, kind):
        raise DoubtfulDays(*doubts)
    moved = correct_window(db, row, kind, window=days, now=services().clock())
    flash(window_sentence(db, row, kind, moved=moved, now=services().clock()))
    opened = {"moved": moved} if moved else {}
    log_action(db, row, "window planned", wave=kind, first=str(first), last=str(last), **opened)


def _planned_meanwhile(there: Window | None) -> str:
    if there is None:
        said: str = _("Somebody else has taken these days away meanwhile. Plan yours again if they are to stand.")
    else:
        said = _(
            "Somebody else has planned %(first)s to %(last)s meanwhile. Plan yours again if they are to stand instead.",
            first=day(there.first),
            last=day(there.last),
        )
    return said


def days_written(window: Window | None) -> str:
    """Days as a form carries them."""
    return f"{window.first} {window.last}" if window else ""


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise Refused(_("%(written)s is not a day.", written=written)) from None
