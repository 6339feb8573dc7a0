"""`weaving restore`: a backup in the place of a home, once all of it is verified."""

from pathlib import Path

import click

from evaluation.cli.backups.key_options import FILE, identity_option, passphrase_option, sealing
from evaluation.cli.command_context import json_option, settings, show_one
from evaluation.cli.progress_bar import PIECES, progress_bar
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.operations.restore.home_swap import Swap
from evaluation.operations.restore.restore_home import (
    Restored,
    finish_restore,
    remove_all_kept,
    restore_home,
    undo_restore,
)
from evaluation.operations.restore.since_backup import HomeFound
from evaluation.operations.restore.staged_home import RestoreRequest

NEXT = "Run `weaving check`, then start the server."
UNDO = "`weaving restore --undo` puts back what was there."
NOT_KNOWN = {
    HomeFound.NOTHING: "There was no database here",
    HomeFound.UNREADABLE: "What was there could not be read",
    HomeFound.ANOTHER: "What was there does not go on from this backup",
}
UNKNOWN = (
    "{found}, so who has withdrawn since {taken_at} is not known, and their answers are back: delete again by hand "
    "(`weaving withdraw CODE`) each code on your list of those withdrawn since, before pages are served. A later "
    "backup, where there is one, knows more."
)
LATER = "Since the backup was made {count} entries were written into the log of what was there: {actions}."
AGAIN = "{count} who had withdrawn since: withdrawn again."

EARLIER = (
    "The SQLite file of this home is kept in {kept}, with every answer from before: whoever takes answers back from "
    "now on is still in it until `weaving restore --remove-kept`, once all is well."
)


@click.command("restore")
@click.argument("file", required=False, type=FILE)
@click.option("--keys", type=FILE, help="The file of the secret keys, where the backup does not hold them.")
@passphrase_option
@identity_option
@click.option("--another-home", is_flag=True, help="Put it in the place of a home that it is not a backup of.")
@click.option("--accept-log-faults", is_flag=True, help="Restore it although the audit log in it does not hold.")
@click.option("--undo", is_flag=True, help="Put back what the last restore has kept.")
@click.option("--finish", is_flag=True, help="Finish a restore that was interrupted.")
@click.option("--remove-kept", is_flag=True, help="Remove for good what restores have kept.")
@json_option
def command(
    file: Path | None, *, keys: Path | None, passphrase_file: Path | None, identity: Path | None, another_home: bool,
    accept_log_faults: bool, undo: bool, finish: bool, remove_kept: bool, as_json: bool,
) -> None:  # fmt: skip
    """Put the backup FILE in the place of all that the home keeps, which is kept beside it.

    Everything is verified first. A backup that is damaged, strange or of another home is refused, and so is any while
    a server runs; then the home stays as it was.
    """
    if [bool(file), undo, finish, remove_kept].count(True) != 1:
        raise Refused("Name the backup to restore, or one of --undo, --finish and --remove-kept.")
    if file:
        request = RestoreRequest(
            file=file,
            keys=keys,
            sealing=sealing(passphrase_file=passphrase_file, identity=identity),
            accept_log_faults=accept_log_faults,
            another_home=another_home,
        )
        _restored(request, as_json=as_json)
    elif remove_kept:
        show_one({"removed": [swap.kept for swap in remove_all_kept(settings())]}, in_json=as_json)
    else:
        swap, again = undo_restore(settings(), now=now_utc()) if undo else (finish_restore(settings()), 0)
        _moved(swap, again=again, as_json=as_json)


def _restored(request: RestoreRequest, *, as_json: bool) -> None:
    with progress_bar(PIECES, label="Restoring", length=2 * _size(request.file)) as bar:
        done = restore_home(settings(), request, now=now_utc(), said=bar.update)
    show_one(_row(done), in_json=as_json)
    for warned in _warnings(done):
        click.echo(warned, err=True)


def _moved(swap: Swap | None, *, again: int, as_json: bool) -> None:
    if swap is None:
        show_one({"kept": None}, in_json=as_json)
        click.echo("The interrupted restore had changed nothing, and was taken back.", err=True)
    else:
        show_one({"kept": swap.kept if swap.keeps else None, "kept_schema": swap.schema or None}, in_json=as_json)
        if again:
            click.echo(AGAIN.format(count=again), err=True)
        click.echo(NEXT, err=True)


def _row(done: Restored) -> dict[str, object]:
    manifest = done.staged.manifest
    return {
        "digest": done.staged.digest,
        "taken_at": manifest.taken_at.isoformat(timespec="seconds"),
        "program": manifest.program,
        "from_schema": manifest.schema,
        "from_engine": manifest.engine,
        "responses": done.responses,
        "log_entries": manifest.log_entries,
        "withdrawn_again": done.withdrawn,
        "later_entries": dict(done.since.actions),
        "later_known": done.since.is_known,
        "kept": done.kept.kept if done.kept.keeps else None,
        "kept_schema": done.kept.schema or None,
    }


def _warnings(done: Restored) -> list[str]:
    warned = []
    if not done.since.is_known:
        taken_at = done.staged.manifest.taken_at.isoformat(timespec="minutes")
        warned.append(UNKNOWN.format(found=NOT_KNOWN[done.since.home], taken_at=taken_at))
    elif done.since.actions:
        actions = ", ".join(f"{action} {count}" for action, count in done.since.actions.items())
        warned.append(LATER.format(count=sum(done.since.actions.values()), actions=actions))
    if done.withdrawn:
        warned.append(AGAIN.format(count=done.withdrawn))
    if done.kept.keeps_file and done.kept.schema:
        warned.append(EARLIER.format(kept=done.kept.kept))
    return [*warned, *done.staged.log_faults, f"{NEXT} {UNDO}" if done.kept.keeps else NEXT]


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 1
