"""What `weaving --version` says: the version, which build of it is installed, and the schema that it needs.

Two programs of one version can differ, such as before a release. So the build is a hash of the program's own files: it
is the same wherever these are the same, in a checkout and in what is installed of it.
"""

import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from evaluation import migrations

PACKAGES = ("analysis", "evaluation", "instruments", "templates")
LENGTH = 12
"""Digits of a build: enough to tell any two apart, and few enough to compare by eye."""


def printed_version() -> str:
    """The line as it is printed."""
    build = build_of({name: files(name) for name in PACKAGES})
    return f"weaving, version {version('weaving-evaluation')}, build {build}, schema {migrations.newest()}"


def build_of(packages: Mapping[str, Traversable]) -> str:
    """The hash of all files of packages, by their names and contents."""
    digest = hashlib.sha256()
    for name, folder in packages.items():
        _add(digest, folder, name)
    return digest.hexdigest()[:LENGTH]


def _add(digest: "hashlib._Hash", there: Traversable, name: str) -> None:
    if there.is_dir():
        for each in sorted(there.iterdir(), key=lambda one: one.name):
            if each.name != "__pycache__":
                _add(digest, each, f"{name}/{each.name}")
        return
    content = there.read_bytes()
    digest.update(f"{name} {len(content)}\n".encode())
    digest.update(content)
