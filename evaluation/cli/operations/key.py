"""`weaving key`: the secret keys of a home, listed, rotated and destroyed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict

import click

from evaluation.cli.command_actor import recorded_actor
from evaluation.cli.command_context import json_option, opened, settings, show, show_one
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.operations.keys.destroy_keys import DestroyedKey, destroy_study_keys, keys_to_destroy, shred_destroyed
from evaluation.operations.keys.key_list import listed_keys
from evaluation.operations.keys.lost_keys import refuse_replacement, replace_lost_key
from evaluation.operations.keys.rotate_keys import refuse_rotation, rotate_key
from evaluation.operations.restore.postgresql_swap import is_postgresql, refuse_connected
from evaluation.storage.database import Database, open_database
from evaluation.storage.key_purposes import purpose_of
from evaluation.storage.keyring import key_faults
from evaluation.storage.settings import Settings
from evaluation.store.studies.lookup import study_named

COPY_KEYS = "Make a new copy of the keys now (`weaving backup --keys`): the earlier one does not fit what is written."
BACKUPS = "Delete them from your backups of the keys as well: whoever has one of those can still read what they hash."


@click.group("key")
def command() -> None:
    """Secret keys: what each is for, another in its place, and their end. A key itself is never printed."""


@command.command("list")
@json_option
def list_keys(*, as_json: bool) -> None:
    """List every key: its fingerprint, since when, for what, and what would be lost without it."""
    with opened(spared=lambda _: True) as (loaded, database):
        with database.reading() as db:
            listed = listed_keys(db, loaded, now=now_utc())
        wrong = key_faults(loaded, database)
    rows = [{**asdict(each), "made": each.made.isoformat(timespec="seconds")} for each in listed]
    show(rows, in_json=as_json, empty="There is no key yet.")
    for fault in wrong:
        click.echo(fault, err=True)


@command.command("rotate")
@click.argument("name")
@click.option("--dry-run", is_flag=True, help="Only say whether it can be rotated now.")
@click.option("--lost", is_flag=True, help="NAME is missing, and there is no copy of it: go on without it.")
@json_option
def rotate(name: str, *, dry_run: bool, lost: bool, as_json: bool) -> None:
    """Put another key in the place of NAME. Stop every other process first, and start them afterwards.

    Refused while a server, a worker or another command uses the home: each goes on with the keys that it began with.
    `weaving key list` says what ends with a lost one. Where a loss cannot be made good, --lost is refused.
    """
    if lost:
        _go_on_without(name, dry_run=dry_run, as_json=as_json)
        return
    with opened() as (_, database), database.reading() as db:
        refuse_rotation(db, name, now=now_utc())  # nobody stops a server for what cannot be
    with _opened_alone() as (loaded, database):
        rotated = "" if dry_run else rotate_key(loaded, database, name, by=recorded_actor(loaded))
    said = rotated or "It can be rotated. Nothing was changed."
    show_one({"key": name, "rotated": not dry_run, "what_follows": said}, in_json=as_json)
    if rotated:
        click.echo(COPY_KEYS, err=True)


@command.command("destroy")
@click.argument("study")
@click.option("--dry-run", is_flag=True, help="Only say what would be destroyed.")
@click.option("--name", "typed", help="The study's name, typed in full; asked for where it is not given.")
@json_option
def destroy(study: str, *, dry_run: bool, typed: str | None, as_json: bool) -> None:
    """Destroy the keys of the memory questions of STUDY (an id or a slug), for good.

    Their hashes then fit nobody: no join can be made any more, and no guess can be tried. Joins that were made stand.
    """
    with _opened_for_destroying() as database:
        with database.reading() as db:
            found = study_named(db, study)
            keys = keys_to_destroy(db, found, now=now_utc())
        if keys and not dry_run:
            _confirm(found.name, typed)
            keys = destroy_study_keys(settings(), database, found.id, by=recorded_actor(settings()))
    rows = [_row(each) for each in keys]
    show(rows, in_json=as_json, empty=f"{found.name} has no key of memory questions that is in use.")
    if keys and not as_json:
        click.echo("Nothing was destroyed." if dry_run else f"Destroyed. {BACKUPS}")


def _go_on_without(name: str, *, dry_run: bool, as_json: bool) -> None:
    with _opened_alone(spared=lambda each: purpose_of(each).replaceable) as (loaded, database):
        with database.reading() as db:
            refuse_replacement(db, loaded, name)
        said = f"Then {purpose_of(name).if_lost}. Nothing was changed."
        if not dry_run:
            said = replace_lost_key(loaded, database, name, by=recorded_actor(loaded))
    show_one({"key": name, "rotated": not dry_run, "what_follows": said}, in_json=as_json)


@contextmanager
def _opened_alone(spared: Callable[[str], bool] = lambda _: False) -> Iterator[tuple[Settings, Database]]:
    """The settings and their database, for oneself: whatever else runs would go on with the key from before."""
    if is_postgresql(settings()):
        refuse_connected(settings())  # from other machines too
    with opened(spared) as (loaded, database):
        assert database.use is not None
        with database.use.alone(loaded.home):
            yield loaded, database


@contextmanager
def _opened_for_destroying() -> Iterator[Database]:
    """The database, where the files of keys that are noted as destroyed are removed before anything else.

    A key that is to be destroyed may be missing already.
    """
    database = open_database(settings())
    try:
        shred_destroyed(settings(), database)
    finally:
        database.close()
    with opened(spared=lambda name: name.startswith("links-")) as (_, checked):
        yield checked


def _confirm(name: str, typed: str | None) -> None:
    said = typed if typed is not None else click.prompt(f"This cannot be undone. Type the study's name ({name})")
    if said.strip() != name:
        raise Refused(f"That is not the study's name, so nothing was destroyed. It is {name!r}.")


def _row(each: DestroyedKey) -> dict[str, object]:
    return {"key": each.name, "experiment": each.title, "responses": each.responses}
