"""The file of a backup: a zip whose parts are stored as they are, and whose comment is the SHA-256 of all before it.

Nothing in it is compressed, so that no part can be larger than the file, and any program for zip files opens it. Each
bit counts: one that was changed anywhere, and a file that was cut, are noticed before a part is looked at.
"""

import hashlib
import os
import re
import shutil
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from evaluation.domain.errors import Refused

MANIFEST = "manifest.json"
DIGEST = 64
"""Characters of a SHA-256, at the end of the file."""
AT_A_TIME = 1 << 20
MOST_ENTRIES = 200_000
LARGEST_LIST = 64 << 20
"""Bytes of a zip's own list of its parts."""
LARGEST_MANIFEST = 64 << 20
END = struct.Struct("<4s4H2LH")
END64 = struct.Struct("<4sQ2H2L4Q")
LOCATOR = struct.Struct("<4sLQL")
NAME = re.compile(
    r"database\.(?:sqlite|dump)|audit-head|public-address|keys\.age|(?:artefacts|clips)(?:/[^/\\\x00-\x1f\x7f:]{1,200}){1,12}"
)
"""What a part may be called: nothing leads out of a home, nor to anything that a backup does not hold."""
STRANGE = "{path} is no backup of Weaving, or was cut short: choose another one. Nothing was changed."
CHANGED = "{path} was changed or damaged since it was made: choose another backup. Nothing was changed."

Said = Callable[[int], None]
"""Told how many more bytes were read or written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a backup: its name, its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


class ArchiveWriter:
    """Writes the parts of a backup, one after another."""

    def __init__(self, path: Path, *, said: Said) -> None:
        self.path, self._said = path, said
        self.contents: list[Part] = []
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        self._file = os.fdopen(descriptor, "w+b")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_STORED)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_fault: object) -> None:
        """Close the file, finished or not."""
        self._zip.close()
        self._file.close()

    def add(self, name: str, source: Path) -> None:
        """A file, as a part."""
        with source.open("rb") as reading:
            self._add(name, iter(lambda: reading.read(AT_A_TIME), b""))

    def add_bytes(self, name: str, content: bytes) -> None:
        """A part that is held in memory."""
        self._add(name, iter((content,)))

    def finish(self, manifest: bytes) -> str:
        """Write the manifest and the digest, all of it onto the disk; the digest."""
        self._zip.writestr(zipfile.ZipInfo(MANIFEST), manifest)
        self._zip.comment = b"0" * DIGEST
        self._zip.close()
        size = self._file.seek(0, os.SEEK_END) - DIGEST
        digest = _hash_of(self._file, size, said=lambda _: None).hexdigest()
        self._file.write(digest.encode())
        self._file.flush()
        os.fsync(self._file.fileno())
        return digest

    def _add(self, name: str, pieces: Iterator[bytes]) -> None:
        found, size = hashlib.sha256(), 0
        with self._zip.open(zipfile.ZipInfo(name), "w", force_zip64=True) as writing:
            for piece in pieces:
                writing.write(piece)
                found.update(piece)
                size += len(piece)
                self._said(len(piece))
        self.contents.append(Part(name=name, size=size, sha256=found.hexdigest()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A backup that is read: every bit of it is as it was written."""

    path: Path
    digest: str
    """The SHA-256 of the file itself, as `sha256sum` prints it; not the one that is its end, which is of all before."""
    size: int
    """Bytes of the file itself."""
    manifest: bytes
    names: frozenset[str]
    """Of its parts, without the manifest."""
    opened: zipfile.ZipFile

    def extract(self, part: Part, to: Path) -> None:
        """Write a part into a file that is not there yet; refused unless it is what the manifest says."""
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as writing:
            self.confirm(part, write=writing.write)
            writing.flush()
            os.fsync(writing.fileno())

    def confirm(self, part: Part, *, write: Callable[[bytes], object] = len) -> None:
        """Read a part as a whole; refused unless it is what the manifest says."""
        found, size = hashlib.sha256(), 0
        with self.opened.open(part.name) as reading:
            while piece := reading.read(AT_A_TIME):
                write(piece)
                found.update(piece)
                size += len(piece)
        if (size, found.hexdigest()) != (part.size, part.sha256):
            raise Refused(f"The part {part.name} of {self.path} is not what its manifest says. Nothing was changed.")


@contextmanager
def open_archive(path: Path, *, said: Said = lambda _: None) -> Iterator[Archive]:
    """A backup to read; refused where it was changed, cut or is something else."""
    try:
        file = path.open("rb")
    except OSError as fault:
        raise Refused(f"{path} cannot be read ({fault.strerror}).") from None
    with file:
        digest = _sound_digest(file, path, said=said)
        _refuse_long_list(file, path)
        try:
            with zipfile.ZipFile(file) as opened:
                names = _plain_names(opened, path)
                manifest = opened.read(MANIFEST)
                size = os.fstat(file.fileno()).st_size
                yield Archive(path=path, digest=digest, size=size, manifest=manifest, names=names, opened=opened)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError):
            raise Refused(STRANGE.format(path=path)) from None


def refuse_full_disk(folder: Path, size: int) -> None:
    """Refuse to begin what the disk has no room for."""
    if shutil.disk_usage(folder).free < size + (64 << 20):
        raise Refused(f"There is no room for {size >> 20} MB in {folder}: make some, then try again.")


def _sound_digest(file: IO[bytes], path: Path, *, said: Said) -> str:
    """The SHA-256 of a file whose end is the SHA-256 of all before it; refused where it is not."""
    size = os.fstat(file.fileno()).st_size
    if size < END.size + DIGEST:
        raise Refused(STRANGE.format(path=path))
    found = _hash_of(file, size - DIGEST, said=said)
    written = file.read(DIGEST)
    file.seek(size - DIGEST - END.size)
    signature, *_fields, comment = END.unpack(file.read(END.size))
    if signature != b"PK\x05\x06" or comment != DIGEST:
        raise Refused(STRANGE.format(path=path))
    if written != found.hexdigest().encode():
        raise Refused(CHANGED.format(path=path))
    found.update(written)
    return found.hexdigest()


def _hash_of(file: IO[bytes], size: int, *, said: Said) -> "hashlib._Hash":
    found, left = hashlib.sha256(), size
    file.seek(0)
    while left and (piece := file.read(min(AT_A_TIME, left))):
        found.update(piece)
        left -= len(piece)
        said(len(piece))
    return found


def _refuse_long_list(file: IO[bytes], path: Path) -> None:
    """Refuse a list of more parts than a backup has, before any of it is read into memory."""
    end = file.seek(-DIGEST - END.size, os.SEEK_END)
    _, _, _, _, count, length, _, _ = END.unpack(file.read(END.size))
    larger = file.seek(max(end - LOCATOR.size - END64.size, 0))
    found = file.read(end - larger)
    if found[END64.size :][:4] == b"PK\x06\x07":  # a longer list, of which zip files say it anew right before
        if LOCATOR.unpack(found[END64.size :])[2] != larger:
            raise Refused(STRANGE.format(path=path))
        count, length = END64.unpack(found[: END64.size])[7:9]
    if count > MOST_ENTRIES + 1 or length > LARGEST_LIST:
        raise Refused(f"{path} lists more parts than a backup has. Nothing was changed.")


def _plain_names(opened: zipfile.ZipFile, path: Path) -> frozenset[str]:
    """The names of the parts; refused where one is strange, is there twice or is anything but plainly stored."""
    listed = opened.infolist()
    names = [each.orig_filename for each in listed]
    for name in names:
        if name != MANIFEST and (not NAME.fullmatch(name) or {".", ".."} & set(name.split("/"))):
            raise Refused(f"{path} holds {name[:80]!r}, which belongs to no backup. Nothing was changed.")
    plain = all(
        each.compress_type == zipfile.ZIP_STORED
        and each.file_size == each.compress_size
        and not each.flag_bits & 0x1
        and each.external_attr >> 28 in {0, 8}
        for each in listed
    )
    whole = sum(each.file_size for each in listed) <= path.stat().st_size
    if not plain or not whole or len(set(names)) < len(names) or MANIFEST not in names:
        raise Refused(STRANGE.format(path=path))
    if opened.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise Refused(STRANGE.format(path=path))
    return frozenset(names) - {MANIFEST}
