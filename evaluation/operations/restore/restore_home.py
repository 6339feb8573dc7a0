"""Restoring a home from a backup, undoing that, and finishing what was interrupted."""

import fcntl
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, make_url, select
from sqlalchemy.exc import DBAPIError

from evaluation import migrations
from evaluation.domain.errors import Refused
from evaluation.models import Response
from evaluation.operations.backup.archive import Said
from evaluation.operations.backup.database_copy import counts_of, reading_copy
from evaluation.operations.backup.key_file import keys_of
from evaluation.operations.restore import postgresql_swap
from evaluation.operations.restore.earlier_file import known_since
from evaluation.operations.restore.home_swap import (
    Swap,
    abandon_swap,
    begin_swap,
    finish_swap,
    kept_swaps,
    planned_swap,
    remove_kept,
    swap_under_way,
    undoing,
)
from evaluation.operations.restore.since_backup import SinceBackup, first_entry, withdrawn_here
from evaluation.operations.restore.staged_home import RestoreRequest, StagedHome, unpacked_home, verified_home
from evaluation.storage.database import connect_database
from evaluation.storage.home_lock import INTERRUPTED, USED, home_alone
from evaluation.storage.keyring import hold_keys
from evaluation.storage.records_elsewhere import mark_records
from evaluation.storage.settings import Settings
from evaluation.store.accounts.sessions import forget_every_session
from evaluation.store.responses.withdrawals import withdraw_again
from evaluation.web.audit_log import COMMAND_LINE, write_down

LOCKED_BYTES = 0x40000000, 512
"""Where SQLite locks a file: a process that has it open holds a lock there for as long as it keeps a log beside it."""
ANOTHER = (
    "{file} is a backup of another home than {home}. To put it there all the same, add --another-home. Nothing was "
    "changed."
)
NOTHING_KEPT = "No restore has kept anything in {home}, so there is nothing to undo or to remove."

OTHER_ENGINE = (
    "What is to be moved or removed is in PostgreSQL: set WEAVING_DATABASE_URL as it was at the restore of {kept}. "
    "Where that database is gone for good, remove that folder by hand. Nothing was changed."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was restored, and what became of what was there."""

    staged: StagedHome
    since: SinceBackup
    withdrawn: int
    """How many people's answers were deleted again, since they have withdrawn after the backup was made."""
    responses: int
    """How many responses are there now."""
    kept: Swap


def restore_home(
    settings: Settings, request: RestoreRequest, *, now: datetime, said: Said = lambda _: None
) -> Restored:
    """Verify a backup as a whole, and put it in the place of a home, whose state is kept beside it."""
    with _home_alone(settings), _staging(settings) as folder:
        unpacked = unpacked_home(request, folder, held=_held(settings), said=said)
        since = known_since(settings, unpacked.manifest, folder=folder / ".looked-into")
        staged = verified_home(unpacked, request, destroyed=since.destroyed)
        withdrawn, responses = _completed(staged, request, since, home=settings.home, now=now)
        mark_records(folder, settings)
        swap = planned_swap(settings, folder, stamp=_stamp(now))
        begin_swap(settings, swap)
        if swap.schema:
            _rows_put(settings, staged, swap)
        finish_swap(settings, swap)
    return Restored(staged=staged, since=since, withdrawn=withdrawn, responses=responses, kept=swap)


def undo_restore(settings: Settings, *, now: datetime) -> tuple[Swap, int]:
    """Put back what the last restore has kept; what it had restored is kept in its stead.

    Whoever has withdrawn since the restore is withdrawn in what is put back too: how many.
    """
    with _home_alone(settings), _staging(settings) as folder:
        done = next(kept_swaps(settings), None)
        if done is None:
            raise Refused(NOTHING_KEPT.format(home=settings.home))
        _refuse_other_engine(settings, done)
        withdrawn, again = withdrawn_here(settings, folder=folder / ".looked-into"), 0
        swap = undoing(settings, done, stamp=_stamp(now))
        begin_swap(settings, swap)
        if swap.schema:
            with _taken_back(settings, swap):
                postgresql_swap.put_back(settings, source=done.schema, kept=swap.schema)
        finish_swap(settings, swap)
        database = connect_database(settings)
        try:
            if migrations.revision_of(database) == migrations.newest():
                with database.transaction() as db:
                    again = withdraw_again(db, withdrawn)
                    about = {"withdrawn_again": again}
                    write_down(
                        db,
                        settings,
                        actor=COMMAND_LINE,
                        action="restore undone",
                        subject="backup",
                        now=now,
                        details=about,
                    )
        finally:
            database.close()
    return swap, again


def finish_restore(settings: Settings) -> Swap | None:
    """Finish an interrupted restore; None where nothing had been changed yet, and nothing is."""
    swap = swap_under_way(settings)
    if swap is None:
        raise Refused(f"No restore of {settings.home} was interrupted, so there is nothing to finish.")
    _refuse_other_engine(settings, swap)
    with home_alone(settings.home):
        if swap.schema and not postgresql_swap.has_schema(settings, swap.schema):
            abandon_swap(settings, swap)
            return None
        finish_swap(settings, swap)
    return swap


def remove_all_kept(settings: Settings) -> list[Swap]:
    """Remove for good what restores have kept; what that was."""
    with _home_alone(settings):
        found = list(kept_swaps(settings))
        if not found:
            raise Refused(NOTHING_KEPT.format(home=settings.home))
        for swap in found:
            _refuse_other_engine(settings, swap)
        for swap in found:
            if swap.schema:
                postgresql_swap.remove_schema(settings, swap.schema)
            remove_kept(swap)
    return found


def _completed(
    staged: StagedHome, request: RestoreRequest, since: SinceBackup, *, home: Path, now: datetime
) -> tuple[int, int]:
    """Make what was unpacked ready to be used: withdrawals that came later, nobody signed in, an entry in its log, its
    keys. How many people were withdrawn again, and how many responses stay.
    """
    database = connect_database(staged.settings)
    try:
        with database.transaction() as db:
            if since.first and (mine := first_entry(db)) and mine != since.first and not request.another_home:
                raise Refused(ANOTHER.format(file=request.file, home=home))
            withdrawn = withdraw_again(db, since.withdrawn)
            responses = db.scalars(select(func.count()).select_from(Response)).one()
            forget_every_session(db)
        hold_keys(staged.settings, database, now=now)
        with database.transaction() as db:
            about = {
                "digest": staged.digest,
                "taken_at": staged.manifest.taken_at.isoformat(),
                "from_schema": staged.manifest.schema,
                "previous_log_end": since.log_end,
                "withdrawn_again": withdrawn,
                "log_faults": len(staged.log_faults),
            }
            write_down(
                db,
                staged.settings,
                actor=COMMAND_LINE,
                action="backup restored",
                subject="backup",
                now=now,
                details=about,
            )
    finally:
        database.close()
    return withdrawn, responses


def _rows_put(settings: Settings, staged: StagedHome, swap: Swap) -> None:
    with reading_copy(staged.settings.home / "weaving.sqlite") as copy:
        counts = counts_of(copy)
    with _taken_back(settings, swap):
        postgresql_swap.put_rows(settings, staged.settings, kept=swap.schema, counts=counts)


@contextmanager
def _taken_back(settings: Settings, swap: Swap) -> Iterator[None]:
    """Where PostgreSQL refuses the rows, nothing at all is moved."""
    try:
        yield
    except Exception as fault:
        abandon_swap(settings, swap)
        if not isinstance(fault, DBAPIError):
            raise
        code = getattr(fault.orig, "sqlstate", None) or "no code"
        raise Refused(f"PostgreSQL did not take the rows ({code}). Nothing was changed.") from None


@contextmanager
def _home_alone(settings: Settings) -> Iterator[None]:
    """A home that nobody uses, and nobody begins to use meanwhile."""
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with home_alone(settings.home):
        if swap_under_way(settings):
            raise Refused(INTERRUPTED.format(home=settings.home))
        if postgresql_swap.is_postgresql(settings):
            postgresql_swap.refuse_connected(settings)
        else:
            _refuse_open(settings)
        yield


def _refuse_other_engine(settings: Settings, swap: Swap) -> None:
    """Refuse where rows that a swap moves are in PostgreSQL, and the settings name a SQLite file."""
    if swap.schema and not postgresql_swap.is_postgresql(settings):
        raise Refused(OTHER_ENGINE.format(kept=swap.kept))


def _refuse_open(settings: Settings) -> None:
    """Refuse while another process has the SQLite file open, whichever program it is."""
    file = Path(make_url(settings.database_url).database or "")
    with suppress(FileNotFoundError), file.open("rb+") as opened:
        try:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB, LOCKED_BYTES[1], LOCKED_BYTES[0])
        except OSError:
            raise Refused(USED.format(home=settings.home)) from None


@contextmanager
def _staging(settings: Settings) -> Iterator[Path]:
    """A folder on the home's own disk, gone afterwards unless a swap that was begun needs it still."""
    folder = settings.home / f".restoring-{secrets.token_hex(8)}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        if swap_under_way(settings) is None:
            shutil.rmtree(folder, ignore_errors=True)


def _held(settings: Settings) -> dict[str, bytes]:
    """The keys of the home as it is; none where it has none that can be used."""
    try:
        return keys_of(settings)
    except Refused:
        return {}


def _stamp(now: datetime) -> str:
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
