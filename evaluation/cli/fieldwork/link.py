"""`weaving link`: joining what somebody answered before to what they answered after."""

import click

from evaluation.cli.command_actor import identity, recorded_actor
from evaluation.cli.command_context import json_option, opened, show, show_one
from evaluation.models import Link
from evaluation.store.linking.links import (
    confirm_link,
    decisions_of,
    join_by_codes,
    link_automatically,
    reject_link,
    undo_decision,
)
from evaluation.store.linking.memory_questions import ask_memory
from evaluation.store.linking.methods import link_counts
from evaluation.store.linking.review_queue import WaitingParticipant, suggest
from evaluation.store.studies.lookup import experiment_named

of_experiment = click.argument("experiment")


@click.group("link")
def command() -> None:
    """Links: how a before and an after were joined, without names and without a look at the answers."""


@command.command("queue")
@of_experiment
@json_option
def queue(experiment: str, *, as_json: bool) -> None:
    """Show who is not joined yet at EXPERIMENT, and the pairs that are suggested, with what agrees."""
    with opened() as (_, database), database.reading() as db:
        found = suggest(db, experiment_named(db, experiment))
    waiting = {"before": [_waiting(row) for row in found.before], "after": [_waiting(row) for row in found.after]}
    pairs: list[dict[str, object]] = [
        {
            "before": str(pair.before),
            "after": str(pair.after),
            "distance": pair.distance,
            "agreeing": list(pair.agreeing),
        }
        for pair in found.suggested
    ]
    if as_json:
        show_one({**waiting, "suggested": pairs}, in_json=True)
        return
    click.echo(f"Not joined: {len(found.before)} before, {len(found.after)} after.")
    show(pairs, in_json=False, empty="No pair is suggested.")


@command.command("run")
@of_experiment
@json_option
def run(experiment: str, *, as_json: bool) -> None:
    """Join every pair of EXPERIMENT that is exact with nobody else near, and no other."""
    with opened() as (settings, database), database.transaction() as db:
        done = link_automatically(db, experiment_named(db, experiment), by=recorded_actor(settings))
    show_one({"joined": done.made, "taken_apart": done.undone}, in_json=as_json)


@command.command("confirm")
@of_experiment
@click.argument("before")
@click.argument("after")
@json_option
def confirm_pair(experiment: str, before: str, after: str, *, as_json: bool) -> None:
    """Join the suggested pair BEFORE and AFTER, by their ids."""
    with opened() as (settings, database), database.transaction() as db:
        pair = {"before": identity(before), "after": identity(after)}
        row = _row(confirm_link(db, experiment_named(db, experiment), **pair, by=recorded_actor(settings)))
    show_one(row, in_json=as_json)


@command.command("reject")
@of_experiment
@click.argument("before")
@click.argument("after")
@json_option
def reject_pair(experiment: str, before: str, after: str, *, as_json: bool) -> None:
    """Keep the suggested pair BEFORE and AFTER apart."""
    with opened() as (settings, database), database.transaction() as db:
        pair = {"before": identity(before), "after": identity(after)}
        row = _row(reject_link(db, experiment_named(db, experiment), **pair, by=recorded_actor(settings)))
    show_one(row, in_json=as_json)


@command.command("codes")
@of_experiment
@click.argument("one")
@click.argument("other")
@json_option
def by_codes(experiment: str, one: str, other: str, *, as_json: bool) -> None:
    """Join the holders of two codes, for somebody who says that both are theirs."""
    with opened() as (settings, database), database.transaction() as db:
        row = _row(join_by_codes(db, experiment_named(db, experiment), codes=(one, other), by=recorded_actor(settings)))
    show_one(row, in_json=as_json)


@command.command("undo")
@of_experiment
@click.argument("link")
@json_option
def undo_one(experiment: str, link: str, *, as_json: bool) -> None:
    """Take the decision LINK back; both stay on record."""
    with opened() as (settings, database), database.transaction() as db:
        row = _row(
            undo_decision(db, experiment_named(db, experiment), link=identity(link), by=recorded_actor(settings))
        )
    show_one(row, in_json=as_json)


@command.command("list")
@of_experiment
@json_option
def list_decisions(experiment: str, *, as_json: bool) -> None:
    """List every decision about EXPERIMENT, the latest first."""
    with opened() as (_, database), database.reading() as db:
        rows = [_row(link) for link in decisions_of(db, experiment_named(db, experiment))]
    show(rows, in_json=as_json, empty="Nothing was decided yet.")


@command.command("methods")
@of_experiment
@json_option
def methods(experiment: str, *, as_json: bool) -> None:
    """Count the people of EXPERIMENT who answered before and after, by how they were joined."""
    with opened() as (_, database), database.reading() as db:
        counts = link_counts(db, [experiment_named(db, experiment).id])
    rows: list[dict[str, object]] = [
        {"method": str(found.method), "distance": found.distance, "exact": found.exact, "people": found.people}
        for found in counts
    ]
    show(rows, in_json=as_json, empty="Nobody has answered before and after.")


@command.command("memory")
@of_experiment
@click.argument("ask", type=click.Choice(["on", "off"]))
@json_option
def memory(experiment: str, ask: str, *, as_json: bool) -> None:
    """Ask everyone memory questions at the end of Before at EXPERIMENT (on), or no one (off)."""
    with opened() as (settings, database), database.transaction() as db:
        row = experiment_named(db, experiment)
        ask_memory(db, row, ask=ask == "on")
        recorded_actor(settings).note(db, f"memory questions {ask}", f"experiment {row.id}")
    show_one({"memory_questions": ask == "on"}, in_json=as_json)


def _waiting(row: WaitingParticipant) -> dict[str, object]:
    return {
        "participant": str(row.participant),
        "wave": row.wave,
        "at": row.at.isoformat(timespec="minutes"),
        "memory_answered": row.remembered,
    }


def _row(link: Link) -> dict[str, object]:
    return {
        "id": str(link.id),
        "before": str(link.earlier_id),
        "after": str(link.later_id),
        "joined": link.joined,
        "method": str(link.method),
        "distance": link.distance,
        "made": link.made_at.isoformat(timespec="seconds"),
        "by": link.made_by,
        "undone": link.undone_at.isoformat(timespec="seconds") if link.undone_at else None,
        "undone_by": link.undone_by,
    }
