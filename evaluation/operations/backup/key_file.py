"""The secret keys as one file: by itself, or sealed with age so that it may lie in the backup or beside it."""

import base64
import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation.domain.errors import Refused
from evaluation.storage.keys import LENGTH, faults_of, key, path_of
from evaluation.storage.settings import Settings

FORM = "weaving keys"
SEALED = b"age-encryption.org/"
LARGEST = 16 << 20
LOCKED = (
    "The keys of this backup are sealed: give the file of the passphrase (--passphrase-file) or of the identity "
    "(--identity) that opens them."
)
UNOPENED = "The keys cannot be opened with that passphrase or identity. Nothing was changed."
TOO_SLOW = (
    "The passphrase was made dear to try on a faster machine, or on this one while it had less to do, and this one "
    "will not try it now. Stop other work and try again, or open keys.age with the program `age` (`age --decrypt`) and "
    "give what comes of it as --keys. Nothing was changed."
)
TRIES, PAUSE = 5, 2.0
"""How often a passphrase is tried where the machine is too busy, and the seconds between."""
NO_KEYS = "{name} holds no keys of Weaving. Nothing was changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """Whom keys are sealed for, or what opens them; nothing of it where they are not."""

    passphrase: str = ""
    recipients: tuple[str, ...] = ()
    """Public keys of age, such as `age1…`: each of them opens what was sealed."""
    identities: tuple[str, ...] = ()
    """Secret keys of age, such as `AGE-SECRET-KEY-1…`."""

    @property
    def seals(self) -> bool:
        """Whether keys are to be sealed."""
        return bool(self.passphrase or self.recipients)


def keys_of(settings: Settings) -> dict[str, bytes]:
    """Every key of a home, by name; refused where one of them cannot be used."""
    names = sorted(path.name for path in settings.keys.glob("[a-z0-9]*")) if settings.keys.is_dir() else []
    if faults := [fault for name in names for fault in faults_of(settings, name)]:
        raise Refused(*faults)
    return {name: key(settings, name) for name in names}


def written(keys: Mapping[str, bytes], sealing: Sealing) -> bytes:
    """Keys as a file: readable by whoever has it, or sealed."""
    held = {name: base64.b64encode(each).decode() for name, each in sorted(keys.items())}
    plain = json.dumps({"form": FORM, "keys": held}, indent=1).encode() + b"\n"
    return _sealed(plain, sealing) if sealing.seals else plain


def read(content: bytes, sealing: Sealing, *, name: str) -> dict[str, bytes]:
    """The keys in a file, by name; refused where it is another file, or sealed for somebody else."""
    plain = _opened(content, sealing) if content.startswith(SEALED) else content
    try:
        said = json.loads(plain)
        keys = {each: base64.b64decode(held, validate=True) for each, held in said["keys"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Refused(NO_KEYS.format(name=name)) from None
    if said.get("form") != FORM or any(len(each) != LENGTH for each in keys.values()):
        raise Refused(NO_KEYS.format(name=name))
    return keys


def read_file(path: Path, sealing: Sealing) -> dict[str, bytes]:
    """The keys in a file of them."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as fault:
        raise Refused(f"{path} cannot be read ({fault.strerror}).") from None
    if len(content) > LARGEST:
        raise Refused(NO_KEYS.format(name=path))
    return read(content, sealing, name=str(path))


def write_keys(settings: Settings, keys: Mapping[str, bytes]) -> None:
    """Put keys into a home that has none; refused where one has a name that no key has."""
    settings.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, held in keys.items():
        try:
            path = path_of(settings, name)
        except ValueError as fault:
            raise Refused(str(fault)) from None
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(held)
            file.flush()
            os.fsync(file.fileno())


def _sealed(plain: bytes, sealing: Sealing) -> bytes:
    import pyrage  # noqa: PLC0415 - only sealed keys need it

    if sealing.passphrase:
        return bytes(pyrage.passphrase.encrypt(plain, sealing.passphrase))
    try:
        recipients = [pyrage.x25519.Recipient.from_str(each) for each in sealing.recipients]
    except pyrage.RecipientError:
        raise Refused("That is no public key of age: it begins with “age1”, as `age-keygen` prints it.") from None
    return bytes(pyrage.encrypt(plain, recipients))


def _opened(content: bytes, sealing: Sealing) -> bytes:
    import pyrage  # noqa: PLC0415 - as above

    if not sealing.passphrase and not sealing.identities:
        raise Refused(LOCKED)
    if sealing.passphrase:
        return _opened_by_passphrase(content, sealing.passphrase)
    try:
        identities = [pyrage.x25519.Identity.from_str(each) for each in sealing.identities]
        return bytes(pyrage.decrypt(content, identities))
    except (pyrage.DecryptError, pyrage.IdentityError):
        raise Refused(UNOPENED) from None


def _opened_by_passphrase(content: bytes, passphrase: str) -> bytes:
    """What a passphrase opens.

    How long trying one takes is measured by the library, when it seals and when it opens: a machine that was idle then
    and is busy now refuses what it made itself.
    """
    import pyrage  # noqa: PLC0415 - as above

    for left in reversed(range(TRIES)):
        try:
            return bytes(pyrage.passphrase.decrypt(content, passphrase))
        except pyrage.DecryptError as fault:
            if not str(fault).startswith("Excessive work"):
                raise Refused(UNOPENED) from None
            if left:
                time.sleep(PAUSE)
    raise Refused(TOO_SLOW)
