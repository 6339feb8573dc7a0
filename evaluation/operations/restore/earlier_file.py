"""The SQLite file of a home whose records have gone to PostgreSQL: nothing uses it, and every answer is in it still.

A restore onto PostgreSQL keeps it as what was there, to be removed with that. Where a setting alone was changed it lies
in the home as it was.
"""

from pathlib import Path

from evaluation.operations.backup.manifest import Manifest
from evaluation.operations.restore.home_swap import SQLITE_FILES, kept_swaps
from evaluation.operations.restore.postgresql_swap import is_postgresql
from evaluation.operations.restore.since_backup import SinceBackup, since_backup
from evaluation.storage.settings import Settings

LEFT = (
    "{path}, which nothing uses since WEAVING_DATABASE_URL is set, and which holds every answer from before: once all "
    "of it was restored into PostgreSQL, delete it (rm {path}*)"
)
NOT_BROUGHT = (
    "{path} holds what was entered and answered before, and nothing of it is in PostgreSQL: to bring it there, "
    "`weaving backup` without WEAVING_DATABASE_URL, then `weaving restore` with it."
)
HELD_ANSWERS = "An earlier state of this home still holds what was answered: {what}."
KEPT = "{names}: remove it with `weaving restore --remove-kept` once all is well"


def earlier_file(settings: Settings) -> Path | None:
    """The file; None where the records are in SQLite, or there is none."""
    path = settings.home / SQLITE_FILES[0]
    return path if is_postgresql(settings) and path.exists() else None


def known_since(settings: Settings, manifest: Manifest, *, folder: Path) -> SinceBackup:
    """What a home says of the time since a backup: where nothing was written into PostgreSQL yet, its earlier file."""
    found = since_backup(settings, manifest, folder=folder)
    if found.first is None and earlier_file(settings):
        return since_backup(Settings.at(settings.home), manifest, folder=folder)
    return found


def holding_answers(settings: Settings) -> str:
    """What of an earlier state still holds answers that somebody may have taken back, and how it is removed; empty
    where nothing does.
    """
    names = ", ".join(swap.kept_folder.name for swap in kept_swaps(settings))
    left = earlier_file(settings)
    said = [KEPT.format(names=names)] if names else []
    return "; ".join([*said, LEFT.format(path=left)] if left else said)
