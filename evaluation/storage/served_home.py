"""Where a home is served with its staff pages: noted while a server runs, so that a second one can say so.

The note is a locked file; the lock ends with the process, however that ends, so that nothing has to be cleared away.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from evaluation.storage.settings import Settings, written_address

SERVED_FILE = ".served"


@contextmanager
def noted_as_served(home: Path, address: str) -> Iterator[str]:
    """Note that a home is served at an address; where another server does already, its address, else nothing."""
    held = os.open(home / SERVED_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield _noted(held, address)
    finally:
        os.close(held)


def where_served(home: Path) -> str:
    """The address at which a home is served with its staff pages now; empty where none is."""
    try:
        held = os.open(home / SERVED_FILE, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return os.pread(held, 200, 0).decode()
    else:
        return ""
    finally:
        os.close(held)


def following_port(settings: Settings, port: int) -> Settings:
    """Settings whose address has the port that is served, where nobody has said what people open; 0 is no port yet."""
    is_said = os.environ.get("WEAVING_BASE_URL", "").strip() or written_address(settings.home)
    return settings if is_said or not port else replace(settings, base_url=f"http://127.0.0.1:{port}")


def following_server(settings: Settings) -> Settings:
    """The same by the port at which the home is served with its staff pages now, as its pages name it."""
    return following_port(settings, urlsplit(where_served(settings.home)).port or 0)


def _noted(held: int, address: str) -> str:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return os.pread(held, 200, 0).decode()
    os.truncate(held, 0)
    os.pwrite(held, address.encode(), 0)
    return ""
