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
from enum import Enum
from pathlib import Path

from sqlalchemy import func, make_url, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from evaluation import migrations
from evaluation.models import AuditEntry, Participant
from evaluation.operations.backup.manifest import Manifest
from evaluation.storage.database import Database, connect_database
from evaluation.storage.settings import Settings
from evaluation.store.log.key_marks import destroyed_keys
from evaluation.store.responses.withdrawals import all_withdrawn

First = tuple[datetime, str, str] | None
"""The first entry of an audit log, which no other home has."""


class HomeFound(Enum):
    """What stood where a backup is restored."""

    GOES_ON = "goes on"
    """The home that the backup was made of, with what was written into its log since."""
    ANOTHER = "another"
    """A home whose log does not have the end of the backup's: a fresh one, an older state, or somebody else's."""
    NOTHING = "nothing"
    """No database, or one without tables."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceBackup:
    """What a home says of the time since a backup."""

    home: HomeFound
    withdrawn: Mapping[uuid.UUID, datetime] = field(default_factory=dict)
    destroyed: Mapping[str, datetime] = field(default_factory=dict)
    """Which keys are gone on purpose, and since when."""
    actions: Mapping[str, int] = field(default_factory=dict)
    """How often each action was written down since, which the restored home will not have."""
    first: First = None
    log_end: str = ""

    @property
    def is_known(self) -> bool:
        """Whether everybody is known who has withdrawn since: only the home that went on from the backup knows."""
        return self.home is HomeFound.GOES_ON


def since_backup(settings: Settings, manifest: Manifest, *, folder: Path) -> SinceBackup:
    """What a home says; `folder` is a place for copies, so that looking changes nothing."""
    try:
        with _looked_into(settings, folder) as database:
            at = migrations.revision_of(database) if database else None
            if database is None or at is None:
                return SinceBackup(home=HomeFound.NOTHING)
            if at != migrations.newest():
                return SinceBackup(home=HomeFound.UNREADABLE)
            with database.reading() as db:
                return SinceBackup(
                    home=HomeFound.GOES_ON if _goes_on(db, manifest) else HomeFound.ANOTHER,
                    withdrawn=all_withdrawn(db),
                    destroyed=destroyed_keys(db),
                    actions=_actions(db, manifest),
                    first=first_entry(db),
                    log_end=db.scalars(select(AuditEntry.mac).order_by(AuditEntry.number.desc()).limit(1)).first()
                    or "",
                )
    except (DatabaseError, OSError):
        return SinceBackup(home=HomeFound.UNREADABLE)


def withdrawn_here(settings: Settings, *, folder: Path) -> Mapping[uuid.UUID, datetime]:
    """Who has withdrawn in a home, and when; nobody where it has no database that can be read."""
    try:
        with _looked_into(settings, folder) as database:
            if database is None or migrations.revision_of(database) != migrations.newest():
                return {}
            with database.reading() as db:
                return all_withdrawn(db)
    except (DatabaseError, OSError):
        return {}


def first_entry(db: Session) -> First:
    """The first entry of an audit log: when, what and of what; None of an empty one."""
    first = select(AuditEntry.at, AuditEntry.action, AuditEntry.subject).order_by(AuditEntry.number).limit(1)
    found = db.execute(first).one_or_none()
    return (found.at, found.action, found.subject) if found else None


def _goes_on(db: Session, manifest: Manifest) -> bool:
    """Whether the end of the backup's log stands in this one; of a backup without any entry, whether rows stand here
    that a home was used with.
    """
    last = select(AuditEntry.number).where(AuditEntry.mac == manifest.log_end)
    anybody = select(Participant.id)
    return db.scalars((last if manifest.log_end else anybody).limit(1)).first() is not None


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
