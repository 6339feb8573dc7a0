"""What happened in a home after a backup of it was made: above all who took their answers back.

A restore may bring nobody's answers back to life. So whoever has withdrawn in the home that is replaced is withdrawn in
what takes its place as well.
"""

import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, make_url, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from evaluation import migrations
from evaluation.models import AuditEntry
from evaluation.operations.backup.manifest import Manifest
from evaluation.storage.database import Database, connect_database
from evaluation.storage.settings import Settings
from evaluation.store.log.key_marks import destroyed_keys
from evaluation.store.responses.withdrawals import all_withdrawn

First = tuple[datetime, str, str] | None
"""The first entry of an audit log, which no other home has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceBackup:
    """What a home says of the time since a backup."""

    is_known: bool
    """Whether there is a home that could be read."""
    withdrawn: Mapping[uuid.UUID, datetime] = field(default_factory=dict)
    destroyed: Mapping[str, datetime] = field(default_factory=dict)
    """Which keys are gone on purpose, and since when."""
    actions: Mapping[str, int] = field(default_factory=dict)
    """How often each action was written down since, which the restored home will not have."""
    first: First = None
    log_end: str = ""
    is_there: bool = True
    """Whether there is a database at all."""


def since_backup(settings: Settings, manifest: Manifest, *, folder: Path) -> SinceBackup:
    """What a home says; `folder` is a place for copies, so that looking changes nothing."""
    try:
        with _looked_into(settings, folder) as database:
            if database is None or migrations.revision_of(database) is None:
                return SinceBackup(is_known=False, is_there=False)
            with database.reading() as db:
                return SinceBackup(
                    is_known=True,
                    withdrawn=all_withdrawn(db),
                    destroyed=destroyed_keys(db) if migrations.revision_of(database) == migrations.newest() else {},
                    actions=_actions(db, manifest),
                    first=first_entry(db),
                    log_end=db.scalars(select(AuditEntry.mac).order_by(AuditEntry.number.desc()).limit(1)).first()
                    or "",
                )
    except (DatabaseError, OSError):
        return SinceBackup(is_known=False)


def first_entry(db: Session) -> First:
    """The first entry of an audit log: when, what and of what; None of an empty one."""
    first = select(AuditEntry.at, AuditEntry.action, AuditEntry.subject).order_by(AuditEntry.number).limit(1)
    found = db.execute(first).one_or_none()
    return (found.at, found.action, found.subject) if found else None


def _actions(db: Session, manifest: Manifest) -> dict[str, int]:
    later = select(AuditEntry.action, func.count()).where(AuditEntry.number > manifest.log_entries)
    counted = later.group_by(AuditEntry.action).order_by(AuditEntry.action)
    return {row[0]: row[1] for row in db.execute(counted)}


@contextmanager
def _looked_into(settings: Settings, folder: Path) -> Iterator[Database | None]:
    """The database of a home to read: of SQLite a copy, since even to read a file may change what lies beside it."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "")
        if not file.exists():
            yield None
            return
        folder.mkdir(mode=0o700)
        for each in (file, file.with_name(f"{file.name}-wal")):
            if each.exists():
                shutil.copyfile(each, folder / each.name.replace(file.name, "weaving.sqlite"))
        settings = Settings.at(folder)
    database = connect_database(settings)
    try:
        yield database
    finally:
        database.close()
        shutil.rmtree(folder, ignore_errors=True)
