"""`weaving wave`: opening and closing what is asked."""

import click

from evaluation.cli.deeds import doer
from evaluation.cli.surroundings import as_json, opened, show, show_one
from evaluation.models import Wave
from evaluation.store.closing import close_and_join
from evaluation.store.finding import experiment_named
from evaluation.store.waves import open_wave, waves_of

KINDS = "pretest, pre, post, then or follow_up"


@click.group("wave")
def command() -> None:
    """Waves: one asking each, before, after or later."""


@command.command("list")
@click.argument("experiment")
@as_json
def list_waves(experiment: str, *, as_json: bool) -> None:
    """List the waves of EXPERIMENT."""
    with opened() as (_, database), database.reading() as db:
        rows = [_row(wave) for wave in waves_of(db, experiment_named(db, experiment)).values()]
    show(rows, in_json=as_json, empty="This experiment has no wave.")


@command.command("open", help=f"Open WAVE ({KINDS}) of EXPERIMENT. Opening After closes Before.")
@click.argument("experiment")
@click.argument("wave")
@as_json
def open_one(experiment: str, wave: str, *, as_json: bool) -> None:
    """Open a wave."""
    with opened() as (here, database), database.transaction() as db:
        row, by = experiment_named(db, experiment), doer(here)
        told = _row(open_wave(db, row, kind=wave, now=by.now))
        by.note(db, "wave opened", f"experiment {row.id}", wave=wave)
    show_one(told, in_json=as_json)


@command.command("close", help=f"Close WAVE ({KINDS}) of EXPERIMENT. With After, certain pairs are joined.")
@click.argument("experiment")
@click.argument("wave")
@as_json
def close_one(experiment: str, wave: str, *, as_json: bool) -> None:
    """Close a wave; forms begun before are still taken for its grace."""
    with opened() as (here, database), database.transaction() as db:
        row, by = experiment_named(db, experiment), doer(here)
        told = _row(close_and_join(db, row, kind=wave, by=by))
        by.note(db, "wave closed", f"experiment {row.id}", wave=wave)
    show_one(told, in_json=as_json)


def _row(wave: Wave) -> dict[str, object]:
    return {
        "wave": wave.kind,
        "opened": wave.opened_at.isoformat() if wave.opened_at else None,
        "closed": wave.closed_at.isoformat() if wave.closed_at else None,
    }
