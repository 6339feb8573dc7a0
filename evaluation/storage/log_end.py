"""The end of the audit log, noted in a file of the home whenever something is written into the log.

Whoever reaches the database alone can cut the end of the log off, and what is left is a sound chain. The file names an
entry that must still be in it. It is written after the entry is durable: where it could not be, it names an earlier
one, which is in the log as well.
"""

import re
import secrets
from contextlib import suppress

from evaluation.storage.settings import Settings

LOG_END_FILE = "audit-head"


def noted_end(settings: Settings) -> str | None:
    """The last entry that was noted, by its keyed hash; None where none was."""
    try:
        said = (settings.home / LOG_END_FILE).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return said if re.fullmatch("[0-9a-f]{64}", said) else None


def note_end(settings: Settings, mac: str) -> None:
    """Note an entry that is durable. A disk that is full keeps the earlier note. The file is its owner's alone."""
    path = settings.home / LOG_END_FILE
    fresh = path.with_name(f".{LOG_END_FILE}-{secrets.token_hex(8)}")
    with suppress(OSError):
        fresh.touch(mode=0o600)
        fresh.write_text(mac + "\n", "ascii")
        fresh.replace(path)
