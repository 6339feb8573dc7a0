"""Secret keys: files outside the database, so that a copy of the database alone identifies nobody.

A key is never made where one is asked for: `storage.keyring` makes those of a new home, notes what each is known
by, and lets nothing start where one is missing, empty or strange.
"""

import hashlib
import os
import re
import secrets
import stat
from pathlib import Path

from evaluation.domain.errors import Refused
from evaluation.storage.settings import Settings

LENGTH = 32
OTHERS = 0o077
"""The rights of everybody but the owner."""


def key(settings: Settings, name: str) -> bytes:
    """The 32 random bytes kept under `home/keys/<name>`; refused with a sentence where they cannot be used."""
    if faults := faults_of(settings, name):
        raise Refused(*faults)
    return path_of(settings, name).read_bytes()


def path_of(settings: Settings, name: str) -> Path:
    """The file of a key."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise ValueError(f"A key's name holds small letters, digits and hyphens: {name!r}")
    return settings.secret_file if name == "master" and settings.secret_file else settings.keys / name


def there_is(settings: Settings, name: str) -> bool:
    """Whether anything stands where a key is kept."""
    return os.path.lexists(path_of(settings, name))


def faults_of(settings: Settings, name: str) -> list[str]:
    """Why the file of a key cannot be used, each a sentence that says what to do."""
    path = path_of(settings, name)
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode):
            what = "a link to elsewhere" if stat.S_ISLNK(about.st_mode) else "no file"
            return [f"The key {path} is {what}: put the file itself there, from your backup of the keys."]
        held = path.read_bytes()
    except FileNotFoundError:
        return [f"The key {path} is missing: put it back from your backup of the keys."]
    except OSError as fault:
        return [f"The key {path} cannot be read ({fault.strerror}): make it readable by whoever runs this."]
    if len(held) != LENGTH:
        return [f"The key {path} has {len(held)} bytes in place of {LENGTH}: put it back from your backup of the keys."]
    return []


def open_to_others(settings: Settings) -> list[str]:
    """The names of keys that others on this machine may read or write."""
    if os.name != "posix" or not settings.keys.is_dir():
        return []
    return sorted(path.name for path in settings.keys.iterdir() if path.lstat().st_mode & OTHERS and path.is_file())


def make_key(settings: Settings, name: str) -> bytes:
    """A new key, readable by its owner alone.

    Two processes that make it at the same time receive the same one: the file appears whole or not at all.
    """
    path = path_of(settings, name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    _write(fresh, secrets.token_bytes(LENGTH))
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return key(settings, name)


def prepare_key(settings: Settings, name: str) -> bytes:
    """A key that is to stand in the place of one, beside it until `is_taken_up` puts it there."""
    waiting = _waiting(settings, name)
    waiting.unlink(missing_ok=True)
    _write(waiting, secrets.token_bytes(LENGTH))
    return waiting.read_bytes()


def is_taken_up(settings: Settings, name: str, expected: str) -> bool:
    """Put a prepared key into its place where it is the one that the database expects; whether it was.

    So a rotation that was cut short after the database knew of it ends at the next start.
    """
    waiting = _waiting(settings, name)
    try:
        held = waiting.read_bytes()
    except OSError:
        return False
    if len(held) != LENGTH or fingerprint(name, held) != expected:
        return False
    waiting.replace(path_of(settings, name))
    _sync(settings.keys)
    return True


def keep_copy(settings: Settings, name: str, held: bytes) -> None:
    """Keep a key under another name, for what still needs it after it was replaced."""
    path = path_of(settings, name)
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    _write(fresh, held)
    fresh.replace(path)
    _sync(settings.keys)


def shred_key(settings: Settings, name: str) -> None:
    """Overwrite the file of a key and remove it; nothing where there is none."""
    path = path_of(settings, name)
    if not there_is(settings, name):
        return
    if path.is_file() and not path.is_symlink():
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(max(LENGTH, path.stat().st_size)))
            file.flush()
            os.fsync(file.fileno())
    path.unlink()
    _sync(settings.keys)


def _waiting(settings: Settings, name: str) -> Path:
    path = path_of(settings, name)
    return path.with_name(f".next-{path.name}")


def _write(path: Path, held: bytes) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(held)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Have the names in a folder reach the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def fingerprint(name: str, held: bytes) -> str:
    """What a key is known by: it tells a key from any other and from itself under another name, and gives it away to
    nobody.
    """
    return hashlib.sha256(b"weaving key\0" + name.encode() + b"\0" + held).hexdigest()
