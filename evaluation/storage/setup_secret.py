"""The secret of the address at which an empty home is set up: its digest lies in the home until it is used."""

import hashlib
import secrets
from pathlib import Path

FILE = "setup-secret"


def make_setup_secret(home: Path) -> str:
    """A new secret; the address before it leads nowhere from now on."""
    secret = secrets.token_urlsafe(32)
    partial = home / f".{FILE}.partial"
    partial.touch(mode=0o600)
    partial.write_text(_digest(secret) + "\n", encoding="ascii")
    partial.replace(home / FILE)
    return secret


def is_setup_secret_out(home: Path) -> bool:
    """Whether an address was made that nobody has used: the next one ends it."""
    return (home / FILE).exists()


def is_setup_secret(home: Path, secret: str) -> bool:
    """Whether this is the secret that was made last and that nobody has used."""
    try:
        kept = (home / FILE).read_text(encoding="ascii").strip()
    except OSError:
        return False
    return secrets.compare_digest(kept, _digest(secret))


def use_setup_secret(home: Path, secret: str) -> bool:
    """Use the secret up; of two who come at once one is told that it is theirs."""
    if not is_setup_secret(home, secret):
        return False
    try:
        (home / FILE).unlink()
    except FileNotFoundError:
        return False
    return True


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
