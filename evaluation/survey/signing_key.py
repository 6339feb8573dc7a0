"""The secret keys that participants' pages sign and reckon with, read from their files once a process."""

import hmac
from collections.abc import Iterable

from flask import current_app

from evaluation.storage.earlier_keys import earlier_cookie_key
from evaluation.storage.keys import key
from evaluation.web.app import Services, services

EARLIER = "weaving_earlier_cookie_key"


def secret(name: str) -> bytes:
    """A key by name, as `evaluation.storage.keys` keeps it."""
    kept: dict[str, bytes] = current_app.extensions.setdefault("weaving_secrets", {})
    if name not in kept:
        kept[name] = key(services().settings, name)
    return kept[name]


def hold_earlier_key(extensions: dict[str, object], given: Services) -> None:
    """Have an application accept cookies from before their key was rotated, for as long as phones keep them."""
    with given.database.reading() as db:
        extensions[EARLIER] = earlier_cookie_key(db, given.settings)


def accepted_cookie_keys() -> tuple[bytes, ...]:
    """The keys that a cookie, or a mark that somebody brings, may be signed with: the one in use first."""
    earlier = current_app.extensions.get(EARLIER)
    if earlier is None or services().clock() >= earlier[1]:
        return (secret("cookies"),)
    return secret("cookies"), earlier[0]


def mark_of(value: str, key: bytes) -> str:
    """A keyed hash that nobody can reckon without the key."""
    return hmac.digest(key, value.encode(), "sha256").hex()[:32]


def marks_of(value: str, length: int) -> tuple[str, ...]:
    """The marks that something may have now, cut to a length: by the key in use, and by that of before a rotation."""
    return tuple(mark_of(value, key)[:length] for key in accepted_cookie_keys())


def is_one_of(brought: str, expected: Iterable[str]) -> bool:
    """Whether a mark that somebody brings is one of those expected; how much of it fits takes no other time."""
    return sum(hmac.compare_digest(brought.encode(), each.encode()) for each in expected) > 0
