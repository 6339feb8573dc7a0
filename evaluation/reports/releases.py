"""Releases as files: how two writings of one differ, and which program wrote them.

A renderer turns what is frozen into files and reads nothing else: not the database, not the clock. So the files of a
release are the same bytes whenever they are written, also after somebody has withdrawn.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from evaluation.store.releases import FileMark

SHAPING = (
    ("templates", "reports"),
    ("evaluation", "reports"),
    ("evaluation", "printing"),
    ("evaluation", "translations"),
    ("evaluation", "static/reports"),
    ("analysis", ""),
)
"""Folders by package that shape the files of a report."""
COMPILED = (".pyc", ".mo")


def differences(marks: Iterable[FileMark], files: Mapping[str, bytes]) -> list[str]:
    """How files that were written again differ from those that were released: a sentence each, or none."""
    released = {mark.name: mark.sha256 for mark in marks}
    found = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    lacking = [f"{name} was released and is not written any more." for name in sorted(set(released) - set(found))]
    extra = [f"{name} was not part of the release." for name in sorted(set(found) - set(released))]
    changed = [name for name in sorted(set(found) & set(released)) if found[name] != released[name]]
    return lacking + extra + [f"{name} is not the same bytes as when it was released." for name in changed]


@cache
def template_version() -> str:
    """SHA-256 of everything that shapes a report's files: templates, their style and the code that fills them."""
    digest = hashlib.sha256()
    for package, folder in SHAPING:
        for name, content in _contents(resources.files(package).joinpath(folder), folder):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _contents(folder: Any, name: str) -> list[tuple[str, bytes]]:  # noqa: ANN401 - a folder of a package, zipped or not
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda each: str(each.name)):
        inside = f"{name}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found += _contents(entry, inside)
        elif entry.is_file() and not entry.name.endswith(COMPILED):
            found.append((inside, entry.read_bytes()))
    return found
