"""`weaving wave`: opening and closing what is asked."""

import click

from evaluation.cli.command_actor import recorded_actor
from evaluation.cli.command_context import json_option, opened, show, show_one
from evaluation.domain.errors import Refused
from evaluation.models import WAVES, Wave
from evaluation.store.evening.switch_wave import switch_wave, undo_press
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.waves import waves_of

ANY_WAVE = f"{', '.join(WAVES[:-1])} or {WAVES[-1]}"


@click.group("wave")
def command() -> None:
    """Waves: one asking each, before, after or later."""


@command.command("list")
@click.argument("experiment")
@json_option
def list_waves(experiment: str, *, as_json: bool) -> None:
    """List the waves of EXPERIMENT."""
    with opened() as (_, database), database.reading() as db:
        rows = [_row(wave) for wave in waves_of(db, experiment_named(db, experiment)).values()]
    show(rows, in_json=as_json, empty="This experiment has no wave.")


@command.command("open", help=f"Open WAVE ({ANY_WAVE}) of EXPERIMENT, also again. Opening After closes Before.")
@click.argument("experiment")
@click.argument("wave")
@json_option
def open_one(experiment: str, wave: str, *, as_json: bool) -> None:
    """Open a wave; one that is open already is shown as it is."""
    with opened() as (settings, database), database.transaction() as db:
        row = experiment_named(db, experiment)
        closed = wave in (waves := waves_of(db, row)) and waves[wave].closed_at is not None
        switch_wave(db, row, kind=wave, move="reopen" if closed else "open", by=recorded_actor(settings))
        shown = _row(waves_of(db, row)[wave])
    show_one(shown, in_json=as_json)


@command.command(
    "reopen", help=f"Open WAVE ({ANY_WAVE}) of EXPERIMENT again that was closed, until the data are frozen."
)
@click.argument("experiment")
@click.argument("wave")
@json_option
def reopen_one(experiment: str, wave: str, *, as_json: bool) -> None:
    """Open a closed wave again; what was answered before and meanwhile stays."""
    _switch(experiment, wave, "reopen", as_json=as_json)


@command.command("close", help=f"Close WAVE ({ANY_WAVE}) of EXPERIMENT. With After, certain pairs are joined.")
@click.argument("experiment")
@click.argument("wave")
@json_option
def close_one(experiment: str, wave: str, *, as_json: bool) -> None:
    """Close a wave; forms begun before are still taken for its grace."""
    _switch(experiment, wave, "close", as_json=as_json)


@command.command("undo")
@click.argument("experiment")
@json_option
def undo(experiment: str, *, as_json: bool) -> None:
    """Take the last opening or closing at EXPERIMENT back, whoever pressed, within ten minutes of it."""
    with opened() as (settings, database), database.transaction() as db:
        row = experiment_named(db, experiment)
        press = undo_press(db, row, by=recorded_actor(settings))
        if press is None:
            raise Refused("Nothing was opened or closed here in the last ten minutes; `weaving wave reopen` reopens.")
        shown = _row(waves_of(db, row)[press.kind])
    show_one(shown, in_json=as_json)


def _switch(experiment: str, wave: str, move: str, *, as_json: bool) -> None:
    """Make a move, or find that it is made already, and show the wave."""
    with opened() as (settings, database), database.transaction() as db:
        row = experiment_named(db, experiment)
        switch_wave(db, row, kind=wave, move=move, by=recorded_actor(settings))
        shown = _row(waves_of(db, row)[wave])
    show_one(shown, in_json=as_json)


def _row(wave: Wave) -> dict[str, object]:
    return {
        "wave": wave.kind,
        "opened": wave.opened_at.isoformat() if wave.opened_at else None,
        "closed": wave.closed_at.isoformat() if wave.closed_at else None,
    }
