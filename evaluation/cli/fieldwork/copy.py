"""`weaving copy`: the same evening again."""

import secrets
from datetime import date

import click

from evaluation.cli.command_context import json_option, opened, show_one
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.store.studies.copy_experiment import copy_experiment
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.studies import local
from evaluation.web.audit_log import COMMAND_LINE, write_down


@click.command("copy")
@click.argument("experiment")
@click.option("--date", "on", help="Day of the new one, as 2026-06-11; today unless said.")
@json_option
def command(experiment: str, on: str | None, *, as_json: bool) -> None:
    """Make an experiment like EXPERIMENT (an id or a join address), with a join address of its own."""
    now = now_utc()
    with opened() as (settings, database), database.transaction() as db:
        earlier = experiment_named(db, experiment)
        day = _day(on) if on else local(now, earlier.study).date()
        fresh = copy_experiment(db, earlier, on=day, now=now, rng=secrets.SystemRandom())
        about = {"copied_from": str(earlier.id)}
        write_down(db, settings, actor=COMMAND_LINE, action="experiment added", subject=fresh, now=now, details=about)
        row = {
            "id": str(fresh.id),
            "slug": fresh.slug,
            "title": fresh.title,
            "date": day.isoformat(),
            "join_url": f"{settings.base_url}/{fresh.slug}",
        }
    show_one(row, in_json=as_json)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refused(f"{written!r} is not a day; write one such as 2026-06-11.") from None
