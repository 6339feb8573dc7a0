"""`weaving evening`: the key of a volunteer, holding After, and whether everything is accounted for."""

from dataclasses import asdict

import click

from evaluation.cli.command_actor import identity, recorded_actor
from evaluation.cli.command_context import json_option, opened, show, show_one
from evaluation.cli.fieldwork.chapter import of_study, the_study
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.store.accounts.evening_keys import hand_key, keys_of, revoke_key
from evaluation.store.evening.schedule import after_opens_at, hold_after
from evaluation.store.linking.reconciliation import accounts_of
from evaluation.store.responses.attendance import accept_study_cards, chapter_counts
from evaluation.store.responses.progress import progress_of
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.waves import waves_of

SAID_AS = {"withdrawn": "withdrawn_responses_left"}
"""Terms of the accounts whose own names do not say what they count where they stand in a list."""
of_experiment = click.argument("experiment")
on_or_off = click.argument("move", type=click.Choice(["on", "off"]))


@click.group("evening")
def command() -> None:
    """The evening: keys for volunteers, the clock, and the accounts."""


@command.command("key")
@of_experiment
@json_option
def make(experiment: str, *, as_json: bool) -> None:
    """Make a key of EXPERIMENT: whoever opens its address runs the evening and sees counts until noon after."""
    with opened() as (settings, database), database.transaction() as db:
        handed = hand_key(db, experiment_named(db, experiment), by=recorded_actor(settings))
    address = f"{settings.base_url}/staff/evening/{handed.key}"
    show_one({"address": address, "until": handed.until.isoformat(timespec="minutes")}, in_json=as_json)


@command.command("keys")
@of_experiment
@json_option
def list_keys(experiment: str, *, as_json: bool) -> None:
    """List the keys of EXPERIMENT that work."""
    with opened() as (_, database), database.reading() as db:
        rows: list[dict[str, object]] = [
            {"id": str(row.id), "made": row.made_at.isoformat(), "until": row.expires_at.isoformat()}
            for row in keys_of(db, experiment_named(db, experiment), now=now_utc())
        ]
    show(rows, in_json=as_json, empty="No key works.")


@command.command("end")
@of_experiment
@click.argument("key")
@json_option
def end(experiment: str, key: str, *, as_json: bool) -> None:
    """End KEY (an id) of EXPERIMENT before its time."""
    with opened() as (settings, database), database.transaction() as db:
        if not revoke_key(db, experiment_named(db, experiment), key=identity(key), by=recorded_actor(settings)):
            raise Refused(f"This experiment has no key {key} that works; `weaving evening keys` shows those that do.")
    show_one({"ended": key}, in_json=as_json)


@command.command("hold")
@of_experiment
@on_or_off
@json_option
def hold(experiment: str, move: str, *, as_json: bool) -> None:
    """Hold After of EXPERIMENT (on), or let it open by itself near the planned end (off)."""
    with opened() as (settings, database), database.transaction() as db:
        row = experiment_named(db, experiment)
        hold_after(row, hold=move == "on")
        recorded_actor(settings).note(db, "After held" if move == "on" else "After let go", f"experiment {row.id}")
        opens = after_opens_at(row)
    show_one({"held": move == "on", "opens": opens.isoformat() if opens else None}, in_json=as_json)


@command.command("count")
@of_experiment
@json_option
def count(experiment: str, *, as_json: bool) -> None:
    """Count who has answered and who has begun at EXPERIMENT, at each of its waves, as the counter does.

    `expected` is how many were expected, and `came` how many came, once somebody has recorded it: of the whole evening.
    """
    with opened() as (_, database), database.reading() as db:
        row = experiment_named(db, experiment)
        found = {kind: progress_of(db, row.id, kind=kind) for kind in waves_of(db, row)}
        of_all = {"expected": row.expected, "came": row.came}
    rows: list[dict[str, object]] = [{"wave": kind, **asdict(at), **of_all} for kind, at in found.items()]
    show(rows, in_json=as_json, empty="This experiment has no wave.")


@command.command("accounts")
@of_experiment
@json_option
def accounts(experiment: str, *, as_json: bool) -> None:
    """Show whether every card and response of EXPERIMENT is accounted for; exit 2 where it is not.

    `people_withdrawn` counts those who took their answers back; `withdrawn_responses_left` counts responses of theirs
    that are still stored, which must be none.
    """
    with opened() as (_, database), database.reading() as db:
        found = accounts_of(db, experiment_named(db, experiment).id)
    row = {SAID_AS.get(name, name): value for name, value in asdict(found).items()}
    show_one({**row, "printed": found.printed, "holds": found.holds}, in_json=as_json)
    if found.faults:
        raise Refused(*found.faults)


@command.command("study-cards")
@of_experiment
@on_or_off
@json_option
def study_cards(experiment: str, move: str, *, as_json: bool) -> None:
    """Take the cards of the study's other experiments at EXPERIMENT as well (on), or not (off)."""
    with opened() as (settings, database), database.transaction() as db:
        row = experiment_named(db, experiment)
        accept_study_cards(db, row, accept=move == "on")
        recorded_actor(settings).note(db, f"cards of the study {move}", f"experiment {row.id}")
    show_one({"study_cards": move == "on"}, in_json=as_json)


@command.command("people")
@of_study
@json_option
def people(study: str | None, *, as_json: bool) -> None:
    """Count a study's people by chapter."""
    with opened() as (_, database), database.reading() as db:
        rows: list[dict[str, object]] = [
            {
                "chapter": found.chapter.slug,
                "experiments": found.experiments,
                "came": found.came,
                "pre": found.counts.pre,
                "post": found.counts.post,
                "linked": found.counts.linked,
                "returned": found.returned,
            }
            for found in chapter_counts(db, the_study(db, study))
        ]
    show(rows, in_json=as_json, empty="This study has no chapter yet.")
