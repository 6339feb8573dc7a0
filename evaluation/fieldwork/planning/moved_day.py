"""An evening on another day: what went along with it, and what is still to be done, each in a sentence."""

from collections.abc import Iterator
from datetime import date, datetime

from babel.lists import format_list
from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from evaluation.domain.working_days import NATIONS, nations_on_holiday
from evaluation.models import Experiment, Job, JobState
from evaluation.store.evening.carried_along import Carried
from evaluation.store.paper.print_packs import PrintedPart, pack_jobs, size_of
from evaluation.store.studies.announced_day import day_at
from evaluation.web.staff_layout import clock as time_of_day
from evaluation.web.staff_layout import day, moment


def said_of_move(experiment: Experiment, carried: Carried) -> Iterator[str]:
    """What the page says after a move."""
    for kind, (_was, days) in carried.windows.items():
        moved = {"first": day(days.first), "last": day(days.last)}
        if kind == "then":
            yield _("The page that looks back moved along: it opens on %(first)s and closes after %(last)s.", **moved)
        else:
            yield _("The follow-up moved along: it opens on %(first)s and closes after %(last)s.", **moved)
    if carried.keys_until:
        yield said_of_keys(carried.keys_until, experiment)


def said_of_keys(until: datetime, experiment: Experiment) -> str:
    """Until when keys that are out work, once the end of the meeting has moved."""
    said: str = _("Evening keys that were handed over work until %(until)s now.", until=_moment(until, experiment))
    return said


def said_of_holiday(day_planned: date, experiment: Experiment) -> str:
    """What the page asks of a day that is a bank holiday, and where it is one; empty of another day."""
    nations = nations_on_holiday(day_planned, zone=experiment.study.time_zone)
    if not nations:
        return ""
    on = _weekday(day_planned)
    if len(nations) == len(NATIONS):
        said: str = _("%(day)s is a bank holiday. Is that what you mean?", day=on)
    else:
        names = {"ENG": _("England"), "WLS": _("Wales"), "SCT": _("Scotland"), "NIR": _("Northern Ireland")}
        where = format_list([names[each] for each in nations], locale=get_locale())
        said = _("%(day)s is a bank holiday in %(nations)s. Is that what you mean?", day=on, nations=where)
    return said


def said_of_return(experiment: Experiment) -> str:
    """What the page says once a move was taken back: the chapter, day and hours that are back."""
    row = experiment
    if row.date is None:
        back: str = _("Undone: it belongs to %(chapter)s again, and has no day.", chapter=row.chapter.name)
        return back
    when = f"{_weekday(row.date)}{', ' if row.starts_at else ''}{hours_written(row.starts_at, row.ends_at, row)}"
    said: str = _("Undone: it is planned for %(when)s again, in %(chapter)s.", when=when, chapter=row.chapter.name)
    return said


def hours_written(begins: datetime | None, ends: datetime | None, experiment: Experiment) -> str:
    """From when until when, on the clock in the room; empty where no hours are planned."""
    return "–".join(time_of_day(each, experiment.study.time_zone) for each in (begins, ends) if each)


def pack_that_counts(db: Session, experiment: Experiment) -> Job | None:
    """The whole pack that was made last; where there is none, the part that was; None where nothing was printed."""
    made = [job for job in pack_jobs(db, experiment.id) if job.state == JobState.DONE.value]
    whole = [job for job in made if size_of(job.arguments).part is PrintedPart.WHOLE]
    return next(iter(whole or made), None)


def pack_of_another_day(db: Session, experiment: Experiment) -> str:
    """That the pack made last names another day than the evening's; empty where it does not."""
    made = pack_that_counts(db, experiment)
    if made is None:
        return ""
    was = day_at(db, experiment, made.requested_at)
    if was is None or experiment.date is None or was == experiment.date:
        return ""
    said: str = _(
        "The print pack was made for %(was)s; the evening is now on %(day)s: make it again.",
        was=_weekday(was),
        day=_weekday(experiment.date),
    )
    return said


def _weekday(of: date) -> str:
    return str(format_date(of, "full"))


def _moment(at: datetime, experiment: Experiment) -> str:
    return str(moment(at, experiment.study.time_zone))
