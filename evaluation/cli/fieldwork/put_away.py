"""`weaving experiment cancel`, `archive` and `restore`: an evening that is not to be held, is over, or is back."""

from collections.abc import Callable

import click
from sqlalchemy.orm import Session

from evaluation.cli.command_actor import recorded_actor
from evaluation.cli.command_context import json_option, opened, show_one
from evaluation.models import Experiment
from evaluation.store.evening.cancelled_evenings import (
    archive_experiment,
    cancel_experiment,
    take_archiving_back,
    take_cancelling_back,
)
from evaluation.store.evening.switch_wave import lock_experiment
from evaluation.store.log.actor import RecordedActor
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.waves import waves_of


@click.command("cancel")
@click.argument("experiment")
@json_option
def cancel(experiment: str, *, as_json: bool) -> None:
    """Say that EXPERIMENT (an id or a join address) will not take place; refused once somebody has begun."""
    _pressed(experiment, cancel_experiment, as_json=as_json)


@click.command("archive")
@click.argument("experiment")
@json_option
def archive(experiment: str, *, as_json: bool) -> None:
    """Take EXPERIMENT, which is over or cancelled, out of the lists of staff; reports have it as before."""
    _pressed(experiment, archive_experiment, as_json=as_json)


@click.command("restore")
@click.argument("experiment")
@json_option
def restore(experiment: str, *, as_json: bool) -> None:
    """Say that EXPERIMENT takes place after all, and put it back into the lists."""
    _pressed(experiment, _restored, as_json=as_json)


def _restored(db: Session, experiment: Experiment, *, by: RecordedActor) -> bool:
    back = [take(db, experiment, by=by) for take in (take_cancelling_back, take_archiving_back)]
    return any(back)


def _pressed(named: str, press: Callable[..., bool], *, as_json: bool) -> None:
    """What a press of the same name on a page does; for what is so already it changes nothing."""
    with opened() as (settings, database), database.transaction() as db:
        row = experiment_named(db, named)
        lock_experiment(db, row)
        changed = press(db, row, by=recorded_actor(settings))
        said = {
            "experiment": row.slug,
            "changed": changed,
            "state": str(state_of(row, waves_of(db, row))),
            "archived": row.archived_at is not None,
        }
    show_one(said, in_json=as_json)
