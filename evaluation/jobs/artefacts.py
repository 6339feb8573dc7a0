"""What jobs make: a folder of files each, named by the digest of what it was made from, whole or not there."""

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from evaluation.storage.settings import Settings

MANIFEST = "manifest.json"
_PARTIAL = ".partial-"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """A file of an artefact: its name below the folder, its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


def folder_of(settings: Settings, content_hash: str) -> Path:
    """Where the artefact of this content is, once it is made."""
    return root(settings) / content_hash


def root(settings: Settings) -> Path:
    """The folder of all artefacts."""
    return settings.home / "artefacts"


def begin_artefact(settings: Settings, content_hash: str, *, attempt: int) -> Path:
    """An empty folder to write into. What earlier attempts left is removed."""
    root(settings).mkdir(mode=0o700, parents=True, exist_ok=True)
    abandon(settings, content_hash)
    folder = root(settings) / f"{_PARTIAL}{content_hash}-{attempt}"
    folder.mkdir(mode=0o700)
    return folder


def abandon(settings: Settings, content_hash: str) -> None:
    """Remove what unfinished attempts left behind."""
    for left in root(settings).glob(f"{_PARTIAL}{content_hash}-*"):
        shutil.rmtree(left, ignore_errors=True)


def remove_artefact(settings: Settings, content_hash: str) -> None:
    """Remove what was made, once nothing leads to it any more."""
    shutil.rmtree(folder_of(settings, content_hash), ignore_errors=True)


def left_over(settings: Settings, *, known: Collection[str], before: float) -> list[str]:
    """The folders that no job leads to and that nobody has written into since a moment: a dead worker left them."""
    if not root(settings).is_dir():
        return []
    folders = [path for path in root(settings).iterdir() if path.is_dir() and path.stat().st_mtime < before]
    return sorted(path.name for path in folders if path.name not in known)


def place_artefact(settings: Settings, content_hash: str, *, folder: Path) -> str:
    """Put a finished folder in its place with a list of its files; the name of the artefact.

    Every byte is on the disk before the name appears. An artefact that is there already stays.
    """
    files = [asdict(_described(path, folder)) for path in _files(folder)]
    (folder / MANIFEST).write_text(json.dumps(files, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for path in (*_files(folder), *(each for each in folder.rglob("*") if each.is_dir()), folder):
        _to_disk(path)
    final = folder_of(settings, content_hash)
    if not final.exists():
        folder.rename(final)
        _to_disk(final.parent)
    abandon(settings, content_hash)
    return final.name


def files_in(settings: Settings, artefact: str) -> tuple[MadeFile, ...]:
    """The files of an artefact; empty where it is not there."""
    manifest = root(settings) / artefact / MANIFEST
    if not manifest.exists():
        return ()
    return tuple(MadeFile(**row) for row in json.loads(manifest.read_text(encoding="utf-8")))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _described(path: Path, folder: Path) -> MadeFile:
    content = path.read_bytes()
    name = path.relative_to(folder).as_posix()
    return MadeFile(name=name, size=len(content), sha256=hashlib.sha256(content).hexdigest())


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
