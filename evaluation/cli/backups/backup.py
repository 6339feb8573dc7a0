"""`weaving backup`: all of a home in one file, while it is in use."""

from datetime import datetime
from pathlib import Path

import click

from evaluation.cli.backups.key_options import passphrase_option, sealing
from evaluation.cli.command_actor import recorded_actor
from evaluation.cli.command_context import json_option, settings, show_one
from evaluation.cli.progress_bar import PIECES, progress_bar
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.operations.backup.backup_folder import dated_name, remove_older
from evaluation.operations.backup.make_backup import BackupRequest, MadeBackup, make_backup, note_backup, size_of
from evaluation.storage.database import open_database
from evaluation.storage.database_locked import DatabaseBusyError

BUSY = (
    "Others kept the database busy: where {file} is there now it is whole, and only its entry in the audit log is "
    "missing. Otherwise try again in a moment."
)
WHERE = click.Path(path_type=Path)


@click.command("backup")
@click.argument("file", required=False, type=WHERE)
@click.option("--folder", type=WHERE, help="Write a file named by date into this folder instead.")
@click.option(
    "--keep", type=click.IntRange(1), help="With --folder: remove all but this many once the new one is read."
)
@click.option("--keys", type=WHERE, help="Write the secret keys into this file; with --folder, into this folder.")
@click.option(
    "--recipient", "recipients", multiple=True, help="Seal the keys in the backup for this public key of age."
)
@passphrase_option
@json_option
def command(
    file: Path | None, *, folder: Path | None, keep: int | None, keys: Path | None, recipients: tuple[str, ...],
    passphrase_file: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Write all that a home keeps into FILE, as it is at one moment, while pages are served.

    The secret keys are left apart unless they are sealed. A file that is there already is not written over.
    """
    now = now_utc()
    if bool(file) == bool(folder) or (keep and not folder):
        raise Refused("Name the file to write, or a folder with --folder and how many to --keep.")
    asked = _request(file, folder, keys, now=now)
    made = _made(BackupRequest(file=asked[0], keys=asked[1], sealing=sealing(
        passphrase_file=passphrase_file, recipients=recipients
    )), now=now)  # fmt: skip
    gone = _older(folder, keys, keep=keep) if folder and keep and not made.faults else []
    show_one(_row(made, gone), in_json=as_json)
    for said in made.warnings:
        click.echo(said, err=True)
    if made.faults:
        raise Refused("The backup was written, and what it was made of is not as it should be:", *made.faults)


def _request(file: Path | None, folder: Path | None, keys: Path | None, *, now: datetime) -> tuple[Path, Path | None]:
    if file is not None:
        return file, keys
    assert folder is not None
    for each in filter(None, (folder, keys)):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / dated_name(now), keys / dated_name(now, ending="keys") if keys else None


def _made(request: BackupRequest, *, now: datetime) -> MadeBackup:
    loaded = settings()
    database = open_database(loaded)
    try:
        with progress_bar(PIECES, label="Backing up", length=3 * size_of(loaded, database)) as bar:
            made = make_backup(loaded, database, request, now=now, said=bar.update)
        note_backup(database, made, recorded_actor(loaded))
    except DatabaseBusyError:
        raise Refused(BUSY.format(file=request.file)) from None
    finally:
        database.close()
    return made


def _older(folder: Path, keys: Path | None, *, keep: int) -> list[Path]:
    return [gone for each in {folder, keys} if each for gone in remove_older(each, keep=keep)]


def _row(made: MadeBackup, gone: list[Path]) -> dict[str, object]:
    return {
        "file": str(made.file),
        "digest": made.digest,
        "size": made.size,
        "schema": made.manifest.schema,
        "engine": made.manifest.engine,
        "keys": made.manifest.keys,
        "rows": sum(made.manifest.counts.values()),
        "responses": made.manifest.counts.get("response", 0),
        "log_entries": made.manifest.log_entries,
        "removed": [str(path) for path in gone],
    }
