"""`weaving arrange`: what was said of an evening, its hours, and the days of waves that have days of their own."""

from datetime import date, time
from typing import Any

import click

from evaluation.cli.command_actor import recorded_actor
from evaluation.cli.command_context import json_option, opened, show_one
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.models import Experiment, Kind
from evaluation.questionnaire.localised_version import LANGUAGES
from evaluation.store.evening.carried_along import carry_along
from evaluation.store.evening.schedule import after_opens_at, correct_window
from evaluation.store.evening.switch_wave import lock_experiment
from evaluation.store.instruments.unoffered_languages import unoffered_languages
from evaluation.store.studies.announced_day import refuse_to_come
from evaluation.store.studies.copy_experiment import hours, hours_on_day, set_hours
from evaluation.store.studies.experiments import change_experiment
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.rounds import minutes_planned
from evaluation.store.studies.wave_windows import WINDOWED, Window, window_of
from evaluation.web.audit_log import details_of


@click.command("arrange")
@click.argument("experiment")
@click.option("--title", help="What people call it.")
@click.option("--date", "on", help="Its day, as 2026-06-11; hours go with it.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="What sort of meeting it is.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in ExperimentRole]),
    help="Workshop or comparison group, until Before opens.",
)
@click.option("--place", help="Where people live, as the questions say it.")
@click.option("--expected", type=int, help="People expected.")
@click.option("--rounds", "planned_rounds", type=int, help="Rounds of one-to-ones planned.")
@click.option("--minutes", "minutes_a_round", type=int, help="Minutes a round.")
@click.option("--language", "languages", multiple=True, type=click.Choice(LANGUAGES), help="One for each; first first.")
@click.option("--starts", help="When it begins on the clock in the hall, as 18:30.")
@click.option("--ends", help="When it ends; After opens by itself a quarter of an hour before.")
@click.option("--wave", type=click.Choice(WINDOWED), help="A wave with days of its own.")
@click.option("--first", help="Its first day, as 2026-08-13.")
@click.option("--last", help="Its last day.")
@click.option("--reason", default="", help="Why a title or a day is corrected once people have answered.")
@json_option
def command(
    experiment: str,
    *,
    on: str | None,
    starts: str | None,
    ends: str | None,
    wave: str | None,
    first: str | None,
    last: str | None,
    reason: str,
    as_json: bool,
    **about: Any,  # noqa: ANN401 - the other options, as click gives them
) -> None:
    """Change what was said of EXPERIMENT (an id or a join address), its hours, or the days of its --wave."""
    facts = {name: list(value) if name == "languages" else value for name, value in about.items() if value}
    with opened() as (settings, database), database.transaction() as db:
        row = experiment_named(db, experiment)
        lock_experiment(db, row)
        changed, was = dict[str, Any](), row.date
        if on:
            refuse_to_come(db, row, _day(on), now=now_utc())
            facts["date"], (begins, over) = _day(on), hours_on_day(row, _day(on))
            changed |= set_hours(row, begins=begins, ends=over, now=now_utc())
        changed |= change_experiment(db, row, facts=facts, reason=reason)
        if starts or ends:
            changed |= _set_hours(row, starts, ends)
        changed |= carry_along(db, row, was=was, now=now_utc()).changed
        if wave:
            correct_window(db, row, wave, window=_window(first, last), now=now_utc())
        if facts or starts or ends or wave:
            about = details_of(changed, reason=reason)
            recorded_actor(settings).note(db, "experiment changed", f"experiment {row.id}", **about)
        planned, unoffered = _planned(row), list(unoffered_languages(db, row))
    show_one(planned, in_json=as_json)
    for said in unoffered:
        click.echo(said, err=True)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refused(f"{written!r} is not a day; write one such as 2026-06-11.") from None


def _set_hours(row: Experiment, starts: str | None, ends: str | None) -> dict[str, list[str]]:
    if row.date is None or starts is None:
        raise Refused("An evening needs its day and --starts before it can have hours.")
    zone = row.study.time_zone
    begins, over = hours(row.date, _clock(starts), _clock(ends) if ends else None, zone=zone)
    return set_hours(row, begins=begins, ends=over, now=now_utc())


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
        "title": row.title,
        "date": row.date.isoformat() if row.date else None,
        "kind": row.kind,
        "role": row.role,
        "place": row.place,
        "expected": row.expected,
        "planned_rounds": row.planned_rounds,
        "minutes_a_round": minutes_planned(row),
        "languages": row.languages,
        "starts": row.starts_at.isoformat() if row.starts_at else None,
        "ends": row.ends_at.isoformat() if row.ends_at else None,
        "after_opens": opens.isoformat() if opens else None,
        **{kind: f"{days.first} to {days.last}" if days else None for kind, days in windows.items()},
    }
