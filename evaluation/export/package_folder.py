"""A package on the disk: whole or not there, in a folder that is new, empty, or held a package before."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from evaluation.domain.errors import Refused
from evaluation.export.data_package import MADE_BY


def refuse_unfit(folder: Path) -> None:
    """Refuse a folder that holds something else, before any work."""
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file: name a folder.")
    if folder.is_dir() and any(folder.iterdir()) and not _is_ours(folder):
        raise Refused(f"{folder} holds something that is no export: name another folder, or empty this one.")


def place_package(files: Mapping[str, bytes], folder: Path) -> None:
    """Put the files there, all at once; an earlier package is replaced."""
    refuse_unfit(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".export-", dir=folder.parent))
    try:
        _write(files, fresh / "new")
        if folder.exists():
            folder.rename(fresh / "old")
        (fresh / "new").rename(folder)
    finally:
        if not folder.exists() and (fresh / "old").exists():
            (fresh / "old").rename(folder)
        shutil.rmtree(fresh, ignore_errors=True)


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _is_ours(folder: Path) -> bool:
    try:
        facts = json.loads((folder / "datapackage.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(facts, dict) and facts.get("made_by") == MADE_BY
