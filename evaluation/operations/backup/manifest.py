"""What a backup says of itself: of when and of what it is, and what each of its parts must be.

It carries a keyed hash under the key of the audit log, which is kept apart: whoever changes a part and its hash in the
manifest cannot make that one anew.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from importlib.metadata import version
from typing import Any

from evaluation.domain.errors import Refused
from evaluation.operations.backup.archive import Archive, Part

FORMAT = 1
DISTRIBUTION = "weaving-evaluation"
HASH = re.compile("[0-9a-f]{64}")
INCOMPLETE = "The manifest of {path} is incomplete or contradicts what is in it. Nothing was changed."
LATER = "{path} was made by a later program (its form is {form}, this program knows {known}): install that one first."


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself."""

    taken_at: datetime
    program: str
    """The version of the program that made it."""
    schema: str
    """The number of the migration at which its database is."""
    engine: str
    """That of the home it was made of; the rows in it are the same for either."""
    keys: str
    """Where the keys are: `apart` or `sealed`."""
    log_entries: int
    log_end: str
    """The last entry of the audit log, by its keyed hash; empty where nothing was written down."""
    counts: Mapping[str, int]
    """How many rows each table has."""
    contents: tuple[Part, ...]
    mac: str = ""
    """The keyed hash of all the others."""

    @property
    def size(self) -> int:
        """Bytes of all parts together."""
        return sum(part.size for part in self.contents)

    def has(self, name: str) -> bool:
        """Whether a part of this name is in the backup."""
        return any(part.name == name for part in self.contents)

    def signed(self, key: bytes | None) -> "Manifest":
        """The same with its keyed hash."""
        return replace(self, mac=self._mac(key)) if key else self

    def is_signed_with(self, key: bytes | None) -> bool:
        """Whether it is as whoever has this key wrote it."""
        return key is not None and hmac.compare_digest(self.mac, self._mac(key))

    def as_bytes(self) -> bytes:
        """As it stands in the file."""
        return json.dumps(self._as_json(), indent=1).encode() + b"\n"

    def _as_json(self) -> dict[str, Any]:
        return {"format": FORMAT, **asdict(self), "taken_at": self.taken_at.isoformat()}

    def _mac(self, key: bytes) -> str:
        whole = json.dumps({**self._as_json(), "mac": ""}, sort_keys=True, separators=(",", ":"))
        return hmac.new(key, b"weaving backup\0" + whole.encode(), hashlib.sha256).hexdigest()


def program_version() -> str:
    """The version of the program that runs."""
    return version(DISTRIBUTION)


def manifest_of(archive: Archive) -> Manifest:
    """What an archive says of itself; refused where it is incomplete, or names other parts than are there."""
    try:
        read = _read(json.loads(archive.manifest), archive)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Refused(INCOMPLETE.format(path=archive.path)) from None
    sizes = {part.name: part.size for part in read.contents}
    there = {name: archive.opened.getinfo(name).file_size for name in archive.names}
    if sizes != there or len(sizes) < len(read.contents) or not read.has("database.sqlite"):
        raise Refused(INCOMPLETE.format(path=archive.path))
    if read.has("keys.age") != (read.keys == "sealed"):
        raise Refused(INCOMPLETE.format(path=archive.path))
    return read


def _read(written: dict[str, Any], archive: Archive) -> Manifest:
    form = written.pop("format")
    if isinstance(form, int) and form > FORMAT:
        raise Refused(LATER.format(path=archive.path, form=form, known=FORMAT))
    contents = tuple(Part(**part) for part in written.pop("contents"))
    taken_at = datetime.fromisoformat(written.pop("taken_at"))
    found = Manifest(taken_at=taken_at, contents=contents, **written)
    plain = (
        form == FORMAT
        and taken_at.tzinfo is not None
        and all(type(each) is str for each in (found.program, found.engine, found.keys, found.mac, found.log_end))
        and found.engine in {"sqlite", "postgresql"}
        and found.keys in {"apart", "sealed"}
        and re.fullmatch(r"\d{4}", found.schema)
        and all(not each or HASH.fullmatch(each) for each in (found.mac, found.log_end))
        and all(_is_number(each) for each in (found.log_entries, *found.counts.values()))
        and all(type(part.name) is str and _is_number(part.size) and HASH.fullmatch(part.sha256) for part in contents)
    )
    if not plain:
        raise ValueError
    return found


def _is_number(value: object) -> bool:
    return type(value) is int and value >= 0
