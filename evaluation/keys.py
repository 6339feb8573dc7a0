"""Secret keys: files outside the database, so that a copy of the database alone identifies nobody."""

import os
import re
import secrets

from evaluation.settings import Settings

LENGTH = 32


def key(settings: Settings, name: str) -> bytes:
    """The 32 random bytes kept under `home/keys/<name>`, made once and readable by the owner alone.

    Two processes that ask at the same time receive the same key: the file appears whole or not at all.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise ValueError(f"A key's name holds small letters, digits and hyphens: {name!r}")
    path = settings.secret_file if name == "master" and settings.secret_file else settings.keys / name
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
        descriptor = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_bytes()
