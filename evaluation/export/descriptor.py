"""What the data package that a file lies in says of it."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NAME = "datapackage.json"
PAIRS_ONLY = "pairs_only"
"""The mark of a resource that holds people who answered both before and after, and nobody else."""


EXAMPLE = "example"
"""The mark of a package of invented people."""


def holds_pairs_only(path: Path) -> bool:
    """Whether the data package that holds this file says that it holds pairs alone."""
    return any(resource.get(PAIRS_ONLY) is True for _, resource in _descriptions_of(path))


def holds_example(path: Path) -> bool:
    """Whether the data package that holds this file says that its people are invented."""
    return any(package.get(EXAMPLE) is True for package, _ in _descriptions_of(path))


def _descriptions_of(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The descriptions in this file's folder and the two above that name it, each with what it says of the file.

    The file is known by its place in the package or by its digest.
    """
    digest = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}" if path.is_file() else ""
    for folder in [path.resolve().parent, *path.resolve().parents[1:3]]:
        package = _package(folder / NAME)
        listed = package.get("resources")
        for each in listed if isinstance(listed, list) else ():
            if isinstance(each, dict) and (
                each.get("hash") == digest or (folder / str(each.get("path"))).resolve() == path.resolve()
            ):
                yield package, each


def _package(descriptor: Path) -> dict[str, Any]:
    """A description; empty where there is none, or where it is no data package."""
    try:
        found = json.loads(descriptor.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
