"""`weaving arrange`: an evening's hours, and the days of waves that have days of their own."""

from datetime import date, time

import click

from evaluation.audit import COMMAND_LINE, write_down
from evaluation.cli.surroundings import as_json, opened, show_one
from evaluation.clock import now_utc
from evaluation.errors import Refused
from evaluation.models import Experiment
from evaluation.store.copying import hours
from evaluation.store.finding import experiment_named
from evaluation.store.timing import WINDOWED, Window, after_opens_at, plan_window, window_of


@click.command("arrange")
@click.argument("experiment")
@click.option("--starts", help="When it begins on the clock in the hall, as 18:30.")
@click.option("--ends", help="When it ends; After opens by itself a quarter of an hour before.")
@click.option("--wave", type=click.Choice(WINDOWED), help="A wave with days of its own.")
@click.option("--first", help="Its first day, as 2026-08-13.")
@click.option("--last", help="Its last day.")
@as_json
def command(
    experiment: str,
    *,
    starts: str | None,
    ends: str | None,
    wave: str | None,
    first: str | None,
    last: str | None,
    as_json: bool,
) -> None:
    """Set the hours of EXPERIMENT (an id or a join address), or the days of its --wave; print what is planned."""
    now = now_utc()
    with opened() as (settings, database), database.transaction() as db:
        row = experiment_named(db, experiment)
        if starts or ends:
            _set_hours(row, starts, ends)
        if wave:
            plan_window(row, wave, window=_window(first, last))
        if starts or ends or wave:
            write_down(db, settings, actor=COMMAND_LINE, action="experiment changed", subject=row, now=now)
        planned = _planned(row)
    show_one(planned, in_json=as_json)


def _set_hours(row: Experiment, starts: str | None, ends: str | None) -> None:
    if row.date is None or starts is None:
        raise Refused("An evening needs its day and --starts before it can have hours.")
    zone = row.study.time_zone
    row.starts_at, row.ends_at = hours(row.date, _clock(starts), _clock(ends) if ends else None, zone=zone)


def _window(first: str | None, last: str | None) -> Window | None:
    if bool(first) != bool(last):
        raise Refused("Give both --first and --last, or neither to plan no days.")
    try:
        return Window(date.fromisoformat(first), date.fromisoformat(last)) if first and last else None
    except ValueError:
        raise Refused("A day is written such as 2026-08-13.") from None


def _clock(written: str) -> time:
    try:
        return time.fromisoformat(written)
    except ValueError:
        raise Refused(f"{written!r} is not a time of day; write one such as 18:30.") from None


def _planned(row: Experiment) -> dict[str, object]:
    opens = after_opens_at(row)
    windows = {kind: window_of(row, kind) for kind in WINDOWED}
    return {
        "slug": row.slug,
        "starts": row.starts_at.isoformat() if row.starts_at else None,
        "ends": row.ends_at.isoformat() if row.ends_at else None,
        "after_opens": opens.isoformat() if opens else None,
        **{kind: f"{days.first} to {days.last}" if days else None for kind, days in windows.items()},
    }
