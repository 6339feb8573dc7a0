"""A backup unpacked into a folder of its own and verified there as a whole, before anything else is touched."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from evaluation import migrations
from evaluation.domain.errors import Refused
from evaluation.operations.backup.archive import Archive, Said, open_archive, refuse_full_disk
from evaluation.operations.backup.key_file import Sealing, read, read_file, write_keys
from evaluation.operations.backup.make_backup import AUDIT
from evaluation.operations.backup.manifest import Manifest, manifest_of
from evaluation.operations.keys.destroy_keys import shred_destroyed
from evaluation.operations.restore.verified_database import refuse_foreign_database
from evaluation.storage.database import connect_database
from evaluation.storage.earlier_keys import earlier_log_keys
from evaluation.storage.keyring import key_faults
from evaluation.storage.keys import key, there_is
from evaluation.storage.settings import Settings
from evaluation.store.log.audit_entries import verify_log
from evaluation.store.log.key_marks import mark_destroyed
from evaluation.store.log.safeguards import missing_safeguards

UNTOUCHED = "Nothing was changed."
FORGED = "The manifest of {path} was not written by the home whose keys these are: other keys, or somebody changed it."
OTHER_SCHEMA = (
    "{path} is at schema {schema}, and this program needs {newest}: install the version of the program that made it. "
    + UNTOUCHED
)
NO_KEYS = (
    "The keys are not in {path}: give the file that holds them (--keys), as `weaving backup --keys` wrote it. "
    + UNTOUCHED
)
LOG = (
    "The audit log in {path} does not hold. To restore it all the same, with an entry that says so, add "
    "--accept-log-faults."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreRequest:
    """Which backup is to be restored, and what opens its keys."""

    file: Path
    keys: Path | None = None
    sealing: Sealing = field(default_factory=Sealing)
    accept_log_faults: bool = False
    another_home: bool = False
    """Whether the home may be one that the backup was not made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedHome:
    """A home as it was when the backup was made, in a folder of its own."""

    settings: Settings
    manifest: Manifest
    digest: str
    """The SHA-256 of the backup's file."""
    size: int
    """Bytes of that file."""
    log_faults: tuple[str, ...] = ()


def unpacked_home(
    request: RestoreRequest, folder: Path, *, held: Mapping[str, bytes], said: Said = lambda _: None
) -> StagedHome:
    """Unpack a backup into an empty folder, where it and each of its parts are what they are said to be.

    `held` are the keys of the home that it is restored into, which serve where no others are given.
    """
    settings = Settings.at(folder)
    with open_archive(request.file, said=said) as archive:
        manifest = manifest_of(archive)
        if manifest.schema != migrations.newest():
            raise Refused(OTHER_SCHEMA.format(path=request.file, schema=manifest.schema, newest=migrations.newest()))
        refuse_full_disk(folder, 2 * manifest.size)
        write_keys(settings, _keys(archive, manifest, request, held=held))
        if not manifest.is_signed_with(key(settings, AUDIT) if there_is(settings, AUDIT) else None):
            raise Refused(FORGED.format(path=request.file), UNTOUCHED)
        _extract(archive, manifest, folder, said=said)
        digest, size = archive.digest, archive.size
    refuse_foreign_database(folder, manifest)
    return StagedHome(settings=settings, manifest=manifest, digest=digest, size=size)


def verified_home(
    staged: StagedHome, request: RestoreRequest, *, destroyed: Mapping[str, datetime] = MappingProxyType({})
) -> StagedHome:
    """Verify the keys, safeguards and log of an unpacked home.

    `destroyed` are keys that are gone on purpose by now: they are not asked for, nor brought back.
    """
    settings, manifest = staged.settings, staged.manifest
    database = connect_database(settings)
    try:
        with database.transaction() as db:
            for name, at in destroyed.items():
                mark_destroyed(db, name, now=at)
        shred_destroyed(settings, database)
        wrong = key_faults(settings, database)
        with database.reading() as db:
            wrong += missing_safeguards(db)
            log_key = key(settings, AUDIT) if there_is(settings, AUDIT) else b""
            verdict = verify_log(db, log_key, seen=(manifest.log_end or None,), earlier=earlier_log_keys(settings))
    finally:
        database.close()
    if verdict.entries != manifest.log_entries:
        wrong.append(f"The audit log has {verdict.entries} entries in place of {manifest.log_entries}.")
    if verdict.faults and not request.accept_log_faults:
        wrong += [*verdict.faults, LOG.format(path=request.file)]
    if wrong:
        raise Refused(*(fault.replace(str(settings.home), "of the backup") for fault in wrong), UNTOUCHED)
    return replace(staged, log_faults=verdict.faults)


def _keys(
    archive: Archive, manifest: Manifest, request: RestoreRequest, *, held: Mapping[str, bytes]
) -> Mapping[str, bytes]:
    """The keys that belong to it: from the file that was named, from the backup, or those of the home."""
    if request.keys:
        return read_file(request.keys, request.sealing)
    if manifest.keys == "sealed":
        return read(archive.opened.read("keys.age"), request.sealing, name=f"The part keys.age of {request.file}")
    if not held:
        raise Refused(NO_KEYS.format(path=request.file))
    return held


def _extract(archive: Archive, manifest: Manifest, folder: Path, *, said: Said) -> None:
    names = {"database.sqlite": "weaving.sqlite"}
    for part in manifest.contents:
        if part.name in {"keys.age", "database.dump"}:
            archive.confirm(part)
        else:
            archive.extract(part, folder / names.get(part.name, part.name))
        said(part.size)
