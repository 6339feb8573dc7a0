"""`weaving check --restore FILE`: whether a backup can be restored, how old it is and what is in it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from evaluation.cli.backups.key_options import sealing
from evaluation.cli.command_context import show_one
from evaluation.cli.progress_bar import PIECES, progress_bar
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.operations.restore.drill import practised_restore
from evaluation.operations.restore.staged_home import RestoreRequest, StagedHome
from evaluation.storage.database import connect_database
from evaluation.storage.settings import Settings
from evaluation.store.accounts.logged_grants import unlogged_grants
from evaluation.store.instruments.intact_texts import altered_texts
from evaluation.store.linking.logged_links import unlogged_links
from evaluation.store.linking.reconciliation import unaccounted
from evaluation.store.log.dangling_references import dangling_references
from evaluation.store.responses.intact_answers import altered_answers
from evaluation.store.responses.progress import miscounted

LOOKED_AT: tuple[Callable[[Session], Iterable[str]], ...] = (
    *(unaccounted, unlogged_grants, altered_answers, dangling_references, unlogged_links, miscounted, altered_texts),
)
"""What must hold in what was restored, besides all that a restore itself verifies."""

OWN_KEYS = (
    "This was with the keys of this home: whether those that are kept elsewhere open it was not tried. To try them, "
    "add --keys FILE."
)


def practise(
    settings: Settings,
    backup: Path,
    *,
    keys: Path | None,
    passphrase_file: Path | None,
    identity: Path | None,
    in_json: bool,
) -> None:
    """Restore a backup for practice and print what is in it; refused where something is wrong."""
    opening = sealing(passphrase_file=passphrase_file, identity=identity)
    request = RestoreRequest(file=backup, keys=keys, sealing=opening)
    size = backup.stat().st_size if backup.exists() else 1
    with (
        progress_bar(PIECES, label="Restoring for practice", length=2 * size) as bar,
        practised_restore(settings, request, said=bar.update) as staged,
    ):
        wrong = _looked_at(staged)
    with_own = keys is None and staged.manifest.keys == "apart"
    show_one({**_row(staged, now=now_utc()), "with_own_keys": with_own}, in_json=in_json)
    if with_own:
        click.echo(OWN_KEYS, err=True)
    if wrong:
        raise Refused(*wrong)


def _looked_at(staged: StagedHome) -> list[str]:
    database = connect_database(staged.settings)
    try:
        with database.reading() as db:
            return [str(fault) for look in LOOKED_AT for fault in look(db)]
    finally:
        database.close()


def _row(staged: StagedHome, *, now: datetime) -> dict[str, object]:
    manifest = staged.manifest
    return {
        "file_digest": staged.digest,
        "taken_at": manifest.taken_at.isoformat(timespec="seconds"),
        "hours_old": round((now - manifest.taken_at).total_seconds() / 3600, 1),
        "program": manifest.program,
        "schema": manifest.schema,
        "engine": manifest.engine,
        "keys": manifest.keys,
        "files": len(manifest.contents),
        "size": staged.size,
        "rows": sum(manifest.counts.values()),
        "responses": manifest.counts.get("response", 0),
        "participants": manifest.counts.get("participant", 0),
        "log_entries": manifest.log_entries,
        "can_be_restored": True,
    }
