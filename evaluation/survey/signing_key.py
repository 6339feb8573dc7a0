"""The secret keys that participants' pages sign and reckon with, read from their files once a process."""

import hmac
from collections.abc import Iterable
from typing import TypeVar

from flask import Request, current_app

from evaluation.storage.earlier_keys import earlier_cookie_key
from evaluation.storage.events.event_log import note_event
from evaluation.storage.keys import key
from evaluation.web.app import Services, services

Somebody = TypeVar("Somebody")
NOTED = "weaving.forged_cookie_noted"
"""Of a request: that its cookie was noted, which is read several times."""
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


def note_forgery(sent: Request, nobody: Somebody) -> Somebody:
    """Whom a cookie names that nobody here has signed: nobody, which is noted once a request."""
    if not sent.environ.get(NOTED):
        sent.environ[NOTED] = True
        note_event("forged cookie", application="participants")
    return nobody


def mark_of(value: str, key: bytes) -> str:
    """A keyed hash that nobody can reckon without the key."""
    return hmac.digest(key, value.encode(), "sha256").hex()[:32]


def marks_of(value: str, length: int) -> tuple[str, ...]:
    """The marks that something may have now, cut to a length: by the key in use, and by that of before a rotation."""
    return tuple(mark_of(value, key)[:length] for key in accepted_cookie_keys())


def is_one_of(brought: str, expected: Iterable[str]) -> bool:
    """Whether a mark that somebody brings is one of those expected; how much of it fits takes no other time."""
    return sum(hmac.compare_digest(brought.encode(), each.encode()) for each in expected) > 0
