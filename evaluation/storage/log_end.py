"""The end of the audit log, noted in a file of the home whenever something is written into the log.

Whoever reaches the database alone can cut the end of the log off, and what is left is a sound chain. The file names an
entry that must still be in it. It is written after the entry is durable: where it could not be, it names an earlier
one, which is in the log as well. Only the first entry of a log makes the file: one that was lost or taken away stays
so until somebody notes the end anew, since a new one would hide what was cut off.
"""

import re
import secrets
from contextlib import suppress
from datetime import datetime

from evaluation.domain.messages import Message
from evaluation.storage.settings import Settings

LOG_END_FILE = "audit-head"
VERIFIED_FILE = "audit-verified"
NOTE_LOST = Message(
    "The note of the log's end, audit-head, is missing or cannot be read: what was cut off would not be seen. Put the "
    "file back, or compare the log with a head kept elsewhere and run “weaving audit renew-head”."
)


def noted_end(settings: Settings) -> str | None:
    """The last entry that was noted, by its keyed hash; None where none was."""
    try:
        said = (settings.home / LOG_END_FILE).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return said if re.fullmatch("[0-9a-f]{64}", said) else None


def verified_at(settings: Settings) -> datetime | None:
    """When the whole log was last followed and found to hold; None where it never was."""
    try:
        return datetime.fromisoformat((settings.home / VERIFIED_FILE).read_text("ascii").strip())
    except (OSError, ValueError):
        return None


def note_verified(settings: Settings, now: datetime) -> None:
    """Note that the whole log was followed and holds."""
    _write(settings, VERIFIED_FILE, now.isoformat())


def note_end(settings: Settings, mac: str, *, number: int) -> None:
    """Note an entry that is durable, by its keyed hash and its number; nothing where the note before it is gone.

    A disk that is full keeps the earlier note. The file is its owner's alone.
    """
    if number == 1 or noted_end(settings) is not None:
        _write(settings, LOG_END_FILE, mac)


def note_end_anew(settings: Settings, mac: str) -> None:
    """Note an entry where the note of earlier ones was lost."""
    _write(settings, LOG_END_FILE, mac)


def _write(settings: Settings, name: str, said: str) -> None:
    path = settings.home / name
    fresh = path.with_name(f".{name}-{secrets.token_hex(8)}")
    with suppress(OSError):
        fresh.touch(mode=0o600)
        fresh.write_text(said + "\n", "ascii")
        fresh.replace(path)
