"""A backup of a home, whole or not at all, read back as a whole before it has its name."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from evaluation.domain.errors import Refused
from evaluation.operations.backup.archive import ArchiveWriter, Said, open_archive, refuse_full_disk
from evaluation.operations.backup.database_copy import CopiedDatabase, copy_database, reading_copy, session_on
from evaluation.operations.backup.key_file import Sealing, keys_of, written
from evaluation.operations.backup.manifest import Manifest, manifest_of, program_version
from evaluation.storage.database import Database
from evaluation.storage.earlier_keys import log_keys_among
from evaluation.storage.keys import fingerprint
from evaluation.storage.log_end import NOTE_LOST, noted_end
from evaluation.storage.settings import ADDRESS_FILE, Settings
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import verify_log
from evaluation.store.log.key_marks import all_marks, destroyed_keys

AUDIT = "audit"
KEYS_APART = (
    "The secret keys are not in it: keep them in another place (--keys FILE), or seal them (--recipient, "
    "--passphrase-file). Without them nothing of it can be restored."
)
FOLDERS = ("artefacts", "clips")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRequest:
    """What is to be written: the backup and, where they are wanted there, the keys; sealed for somebody or not."""

    file: Path
    keys: Path | None = None
    sealing: Sealing = field(default_factory=Sealing)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBackup:
    """A backup that was made, read back and found to be what it says."""

    file: Path
    digest: str
    """The SHA-256 of the file, by which a copy of it is known to be whole."""
    size: int
    """Bytes of the file."""
    manifest: Manifest
    warnings: tuple[str, ...]
    """What whoever made it ought to know."""
    faults: tuple[str, ...]
    """What is wrong with the home that it was made of."""


def make_backup(
    settings: Settings, database: Database, request: BackupRequest, *, now: datetime, said: Said = lambda _: None
) -> MadeBackup:
    """Write a backup and read it back; refused where a file of that name is there already."""
    for path in filter(None, (request.file, request.keys)):
        _refuse_existing(path)
    noted, warned = noted_end(settings), []
    with _own_folder(request.file) as folder:
        refuse_full_disk(folder, 2 * size_of(settings, database))
        copied = copy_database(settings, database, folder, said=said)
        keys = keys_of(settings)
        faults = _faults(copied, keys, noted=noted)
        with ArchiveWriter(folder / "backup", said=said) as writer:
            _write(writer, settings, copied)
            manifest = _finished(writer, copied, request, keys, engine=database.reader.dialect.name, now=now)
        digest, size = _read_back(writer.path, manifest, keys, said=said)
        _placed(request, writer.path, written(keys, Sealing()))
    if not request.keys and not request.sealing.seals:
        warned.append(KEYS_APART)
    if noted is None and copied.log_end:
        warned.append(NOTE_LOST)
    warned += [copied.warnings] if copied.warnings else []
    return MadeBackup(
        file=request.file, digest=digest, size=size, manifest=manifest, warnings=tuple(warned), faults=faults
    )


def note_backup(database: Database, made: MadeBackup, actor: RecordedActor) -> None:
    """Write down that a backup was made."""
    about = {"digest": made.digest, "size": made.size, "log_entries": made.manifest.log_entries}
    with database.transaction() as db:
        actor.note(db, "backup made", "backup", **about, keys=made.manifest.keys)


def size_of(settings: Settings, database: Database) -> int:
    """About how many bytes a backup of a home has."""
    if database.reader.dialect.name == "sqlite":
        path = Path(database.reader.url.database or "")
        rows = sum(each.stat().st_size for each in (path, path.with_name(f"{path.name}-wal")) if each.exists())
    else:
        with database.reader.connect() as connection:
            rows = connection.scalar(select(func.pg_database_size(func.current_database()))) or 0
    return rows + sum(path.stat().st_size for _, path in _files(settings))


def _write(writer: ArchiveWriter, settings: Settings, copied: CopiedDatabase) -> None:
    writer.add("database.sqlite", copied.file)
    if copied.dump:
        writer.add("database.dump", copied.dump)
    if copied.log_end:
        writer.add_bytes("audit-head", f"{copied.log_end}\n".encode())
    if (settings.home / ADDRESS_FILE).is_file():
        writer.add(ADDRESS_FILE, settings.home / ADDRESS_FILE)
    for name, path in list(_files(settings)):
        try:
            writer.add(name, path)
        except FileNotFoundError:  # somebody removed a print pack meanwhile; the page offers to make it again
            continue


def _finished(
    writer: ArchiveWriter,
    copied: CopiedDatabase,
    request: BackupRequest,
    keys: dict[str, bytes],
    *,
    engine: str,
    now: datetime,
) -> Manifest:
    if request.sealing.seals:
        writer.add_bytes("keys.age", written(keys, request.sealing))
    manifest = Manifest(
        taken_at=now,
        program=program_version(),
        schema=copied.schema,
        engine=engine,
        keys="sealed" if request.sealing.seals else "apart",
        log_entries=copied.counts["audit_entry"],
        log_end=copied.log_end,
        counts=copied.counts,
        contents=tuple(writer.contents),
    ).signed(keys.get(AUDIT))
    writer.finish(manifest.as_bytes())
    return manifest


def _read_back(path: Path, manifest: Manifest, keys: dict[str, bytes], *, said: Said) -> tuple[str, int]:
    """Read every part as a restore will; the digest of the whole file and its size."""
    with open_archive(path) as archive:
        read = manifest_of(archive)
        if read != manifest or not read.is_signed_with(keys.get(AUDIT)):
            raise Refused("The backup is not read as it was written, and was thrown away: look at the disk.")
        for part in read.contents:
            archive.confirm(part)
            said(part.size)
        return archive.digest, archive.size


def _placed(request: BackupRequest, file: Path, keys: bytes) -> None:
    """Give the finished files their names, the keys first; none is written over."""
    if request.keys:
        with _own_folder(request.keys) as folder:
            fresh = folder / "keys"
            with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as writing:
                writing.write(keys)
                writing.flush()
                os.fsync(writing.fileno())
            _named(fresh, request.keys)
    _named(file, request.file)


def _named(fresh: Path, path: Path) -> None:
    """Give a file its name at once: the name is taken first, so that nothing of that name is lost."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        _refuse_existing(path)
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _faults(copied: CopiedDatabase, keys: dict[str, bytes], *, noted: str | None) -> tuple[str, ...]:
    """What is wrong with a home, such that a backup of it will not be restored as it is."""
    with reading_copy(copied.file) as copy, session_on(copy) as db:
        found = list(verify_log(db, keys.get(AUDIT, b""), seen=(noted,), earlier=log_keys_among(keys)).faults)
        gone = destroyed_keys(db)
        for name, mark in all_marks(db).items():
            if name not in gone and (name not in keys or fingerprint(name, keys[name]) != mark):
                found.append(f"The key {name} is missing or another one than this database was used with.")
    return tuple(found)


def _files(settings: Settings) -> Iterator[tuple[str, Path]]:
    """The files beside the database: what jobs made, released files among it, and recordings."""
    for folder in FOLDERS:
        for path in sorted((settings.home / folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                name = path.relative_to(settings.home).as_posix()
                if not name.startswith("artefacts/."):  # what a job that runs now is writing
                    yield name, path


def _refuse_existing(path: Path) -> None:
    if os.path.lexists(path):
        raise Refused(f"{path} is there already: choose another name, since a backup writes over nothing.")
    if not path.parent.is_dir():
        raise Refused(f"The folder {path.parent} is not there: make it first.")


@contextmanager
def _own_folder(file: Path) -> Iterator[Path]:
    """A folder of one's own on the same disk, gone afterwards."""
    folder = file.with_name(f".{file.name}.partial-{secrets.token_hex(8)}")
    try:
        folder.mkdir(mode=0o700)
    except OSError as fault:
        raise Refused(f"Nothing can be written into {file.parent} ({fault.strerror}).") from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
