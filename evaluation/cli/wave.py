"""`weaving wave`: opening and closing what is asked."""

from collections.abc import Callable

import click

from evaluation.audit import COMMAND_LINE, write_down
from evaluation.cli.surroundings import as_json, opened, show, show_one
from evaluation.clock import now_utc
from evaluation.models import Wave
from evaluation.store.finding import experiment_named
from evaluation.store.waves import close_wave, open_wave, waves_of

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
    _switch(open_wave, "wave opened", experiment, wave=wave, as_json=as_json)


@command.command("close", help=f"Close WAVE ({KINDS}) of EXPERIMENT.")
@click.argument("experiment")
@click.argument("wave")
@as_json
def close_one(experiment: str, wave: str, *, as_json: bool) -> None:
    """Close a wave; forms begun before are still taken for its grace."""
    _switch(close_wave, "wave closed", experiment, wave=wave, as_json=as_json)


def _switch(turn: Callable[..., Wave], action: str, experiment: str, *, wave: str, as_json: bool) -> None:
    """Turn a wave and write down that the command line did."""
    with opened() as (settings, database), database.transaction() as db:
        now, found = now_utc(), experiment_named(db, experiment)
        row = _row(turn(db, found, kind=wave, now=now))
        details = {"wave": wave}
        write_down(db, settings, actor=COMMAND_LINE, action=action, subject=found, now=now, details=details)
    show_one(row, in_json=as_json)


def _row(wave: Wave) -> dict[str, object]:
    return {
        "wave": wave.kind,
        "opened": wave.opened_at.isoformat() if wave.opened_at else None,
        "closed": wave.closed_at.isoformat() if wave.closed_at else None,
    }
