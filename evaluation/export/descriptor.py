"""What the data package that a file lies in says of it."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NAME = "datapackage.json"
PAIRS_ONLY = "pairs_only"
"""The mark of a resource that holds people who answered both before and after, and nobody else."""


def holds_pairs_only(path: Path) -> bool:
    """Whether the data package in this file's folder, or in one of the two above, says that it holds pairs alone.

    The file is known by its place in the package or by its digest.
    """
    digest = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}" if path.is_file() else ""
    return any(
        resource.get(PAIRS_ONLY) is True
        and (resource.get("hash") == digest or (folder / str(resource.get("path"))).resolve() == path.resolve())
        for folder in [path.resolve().parent, *path.resolve().parents[1:3]]
        for resource in _resources(folder / NAME)
    )


def _resources(descriptor: Path) -> Iterator[dict[str, Any]]:
    """The resources of a description; none where there is none, or where it is no data package."""
    try:
        found = json.loads(descriptor.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    listed = found.get("resources") if isinstance(found, dict) else None
    yield from (each for each in listed or () if isinstance(each, dict))
