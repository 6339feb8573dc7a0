"""Releases as files: how two writings of one differ.

A renderer turns what is frozen into files and reads nothing else: not the database, not the clock. So the files of a
release are the same bytes whenever they are written, also after somebody has withdrawn.
"""

import hashlib
from collections.abc import Iterable, Mapping

from evaluation.store.releases.releases import FileMark


def file_differences(marks: Iterable[FileMark], files: Mapping[str, bytes]) -> list[str]:
    """How files that were written again differ from those that were released: a sentence each, or none."""
    released = {mark.name: mark.sha256 for mark in marks}
    found = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    lacking = [f"{name} was released and is not written any more." for name in sorted(set(released) - set(found))]
    extra = [f"{name} was not part of the release." for name in sorted(set(found) - set(released))]
    changed = [name for name in sorted(set(found) & set(released)) if found[name] != released[name]]
    return lacking + extra + [f"{name} is not the same bytes as when it was released." for name in changed]
