"""What the clock will do with After and when, or why it leaves After to a person, in a sentence or two."""

from datetime import datetime

from flask_babel import gettext as _

from evaluation.models import Study
from evaluation.store.studies.evening_clock import Clock, Waits
from evaluation.store.studies.studies import local
from evaluation.web.staff_layout import clock as time_of_day
from evaluation.web.staff_layout import moment


def clock_sentence(clock: Clock, study: Study, *, now: datetime, is_before_open: bool, is_answered: bool) -> str:
    """The sentence that stands beside the button."""
    at = _when(clock.at, study, now=now) if clock.at else ""
    if clock.opens_at:
        opens: str = _("After opens by itself at %(time)s.", time=at)
        return opens if is_answered else f"{opens} {_conditions(is_before_open=is_before_open)}"
    words: dict[Waits | None, str] = {
        Waits.NO_END: _("No end is planned, so After opens when you press."),
        Waits.MODULE: _("A learning module runs for weeks, so After opens when you press."),
        Waits.HELD: _("After is held and does not open by itself."),
        Waits.TOO_NEAR: _(
            "After does not open by itself: its planned time is %(time)s, and Before has to have been open for 20 "
            "minutes by then. Press Open After yourself, or change the hours.",
            time=at,
        ),
        Waits.PASSED: _(
            "After does not open by itself: its time, %(time)s, had passed when the hours were set.", time=at
        ),
        Waits.NOBODY: _("After did not open by itself: nobody had answered Before by %(time)s.", time=at),
        Waits.OVER: _("After does not open by itself any more: its time was %(time)s.", time=at),
    }
    return words.get(clock.waits, "")


def _conditions(*, is_before_open: bool) -> str:
    if is_before_open:
        said: str = _("Only if somebody has answered by then.")
    else:
        said = _("Only if Before has been open for 20 minutes by then and somebody has answered.")
    return said


def _when(at: datetime, study: Study, *, now: datetime) -> str:
    """The time of day, with its day where that is not today."""
    same = local(at, study).date() == local(now, study).date()
    return time_of_day(at, study.time_zone) if same else moment(at, study.time_zone)
