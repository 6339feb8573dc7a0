"""What the clock will do with After and with a wave that has days of its own, or why it waits, in a sentence or two."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from evaluation.domain.round_clock import Rounds
from evaluation.models import Experiment, Kind, State, Study
from evaluation.store.studies.evening_clock import Clock, Waits
from evaluation.store.studies.studies import local
from evaluation.store.studies.wave_windows import Window, window_of
from evaluation.store.studies.waves import is_open, is_running, waves_of
from evaluation.web.labels import WAVE_LABELS
from evaluation.web.staff_layout import clock as time_of_day
from evaluation.web.staff_layout import day, moment


def clock_sentence(clock: Clock, study: Study, *, now: datetime, is_before_open: bool, is_answered: bool) -> str:
    """The sentence that stands beside the button."""
    at = _when(clock.at, study, now=now) if clock.at else ""
    if clock.opens_at:
        today = local(clock.opens_at, study).date() == local(now, study).date()
        other = _("After opens by itself on %(moment)s.", moment=at)
        opens: str = _("After opens by itself at %(time)s.", time=at) if today else other
        return opens if is_answered else f"{opens} {_conditions(is_before_open=is_before_open)}"
    words: dict[Waits | None, str] = {
        Waits.NO_END: _("No end is planned, so After opens when you press."),
        Waits.MODULE: _("A learning module runs for weeks, so After opens when you press."),
        Waits.HELD: _("After is held and does not open by itself."),
        Waits.TOO_NEAR: _(
            "After does not open by itself: its planned time is %(time)s, and Before has to have been open for 20 "
            "minutes by then. Press Open After yourself.",
            time=at,
        ),
        Waits.PASSED: _(
            "After does not open by itself: its time, %(time)s, had passed when the hours were set.", time=at
        ),
        Waits.NOBODY: _("After did not open by itself: nobody had answered Before by %(time)s.", time=at),
        Waits.OVER: _("After does not open by itself any more: its time was %(time)s.", time=at),
    }
    return words.get(clock.waits, "")


def mid_round_sentence(clock: Clock, rounds: Rounds | None, *, now: datetime) -> str:
    """What is said beforehand where After would open by itself while people still talk; empty where it would not."""
    if clock.opens_at is None or rounds is None or not rounds.are_on_at(clock.opens_at, now=now):
        return ""
    said: str = _("By then the rounds are not over: hold After, or move the end.")
    return said


def early_sentence(clock: Clock, starts: datetime | None) -> str:
    """What is said of hours so short that After would open before they begin; empty of others."""
    is_early = clock.at is not None and starts is not None and clock.at <= starts
    said: str = _("That is before it begins: look at the hours again.") if is_early else ""
    return said


def end_sentence(experiment: Experiment, state: State, rounds: Rounds | None, *, now: datetime) -> str:
    """What is said where the planned end has passed without After, or comes before all rounds are held; else empty."""
    end = experiment.ends_at
    if end is None or experiment.kind == Kind.LEARNING_MODULE or state not in {State.BEFORE_OPEN, State.BETWEEN}:
        return ""
    if now < end:
        return _too_many(rounds, end, now=now)
    if state is State.BEFORE_OPEN:
        said: str = _("The planned end has passed: Before is still open, and After has not been opened.")
    else:
        said = _("The planned end has passed, and After has not been opened.")
    return said


def _too_many(rounds: Rounds | None, end: datetime, *, now: datetime) -> str:
    """How many of the rounds that are planned do not fit any more."""
    if rounds is None:
        return ""
    left, further = rounds.left(now) if rounds.number else timedelta(), max(rounds.total - rounds.number, 0)
    over = further - max((end - now - left) // timedelta(minutes=rounds.minutes), 0)
    if over <= 0:
        return ""
    return str(
        ngettext(
            "%(num)s round no longer fits before the planned end.",
            "%(num)s rounds no longer fit before the planned end.",
            over,
        )
    )


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


def window_sentence(db: Session, experiment: Experiment, kind: str, *, moved: str | None, now: datetime) -> str:
    """What the page says once days were planned; `moved` is whether the wave was opened or closed by that."""
    window, wave, row = window_of(experiment, kind), str(WAVE_LABELS[kind]), waves_of(db, experiment)[kind]
    is_over = window is not None and window.last < local(now, experiment.study).date()
    closed = [_("%(wave)s was open and is closed now.", wave=wave)] if moved == "closed" else []
    if window is None:
        said = _("No days are planned for %(wave)s.", wave=wave)
    elif is_open(row) and is_over:
        said = _("%(wave)s is open until somebody closes it.", wave=wave)
    elif is_open(row):
        said = _opened(wave, window, again=moved == "opened")
    elif row.closed_at and not is_over and local(row.closed_at, experiment.study).date() >= window.first:
        said = _("%(wave)s was closed within its days and stays closed until somebody reopens it.", wave=wave)
    else:
        said = _ahead(wave, window, is_over=is_over)
        if kind == "follow_up" and is_running(waves_of(db, experiment)):
            said = " ".join([said, _("It opens only once After has closed and Before is not open again.")])
    return " ".join([*closed, said])


def _opened(wave: str, window: Window, *, again: bool) -> str:
    last = day(window.last)
    if again:
        said: str = _("%(wave)s is open again and closes after %(last)s.", wave=wave, last=last)
    else:
        said = _("%(wave)s is open and closes after %(last)s.", wave=wave, last=last)
    return said


def _ahead(wave: str, window: Window, *, is_over: bool) -> str:
    if is_over:
        said: str = _("These days are over: %(wave)s does not open.", wave=wave)
    else:
        days = {"first": day(window.first), "last": day(window.last)}
        said = _("%(wave)s opens by itself on %(first)s and closes after %(last)s.", wave=wave, **days)
    return said
