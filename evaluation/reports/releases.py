"""Releases as files: aggregates in one fixed form, files written from them alone, and how two writings differ.

A renderer turns frozen aggregates into files and reads nothing else: not the database, not the clock. So the files of
a release are the same bytes whenever they are written, also after somebody has withdrawn.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from evaluation.store.release_files import Rebuilding
from evaluation.store.releases import FileMark

Renderer = Callable[[Rebuilding], Mapping[str, bytes]]
"""Writes the files of a release: contents by name."""


def canonical(aggregates: Mapping[str, Any]) -> str:
    """Aggregates written down in the one way that is frozen: sorted keys, no spaces, finite numbers."""
    return json.dumps(aggregates, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def differences(marks: Iterable[FileMark], files: Mapping[str, bytes]) -> list[str]:
    """How files that were written again differ from those that were released: a sentence each, or none."""
    released = {mark.name: mark.sha256 for mark in marks}
    found = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    lacking = [f"{name} was released and is not written any more." for name in sorted(set(released) - set(found))]
    extra = [f"{name} was not part of the release." for name in sorted(set(found) - set(released))]
    changed = [name for name in sorted(set(found) & set(released)) if found[name] != released[name]]
    return lacking + extra + [f"{name} is not the same bytes as when it was released." for name in changed]
