"""Every event that may stand in the event log, with its fields and what each of them may hold.

What is not declared is not written: an event that is not in this table is dropped, and so is a field that its event
does not have or a value that its field does not take. No field takes what somebody typed, an address of the network,
the address of a page, an id of somebody or of their answers, a code, or what a browser calls itself. In tests what does
not fit raises `UndeclaredEventError`.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

Check = frozenset[str] | re.Pattern[str] | type[int]
"""What a field takes: one of these words, what has this form, or a whole number."""


class EventKind(StrEnum):
    """What an event is about, which says when it is written."""

    FAULT = "fault"
    """Of the program itself: always."""
    SECURITY = "security"
    """Of who gets in and who tries: while pages are served."""
    ACCESS = "access"
    """A request: while pages are served, where whoever starts the server asks for it."""


@dataclass(frozen=True, slots=True)
class DeclaredEvent:
    """What one event is about and may say."""

    kind: EventKind
    fields: Mapping[str, Check]
    level: int = logging.WARNING
    is_counted: bool = False
    """Whether it is written at most once a minute, with how often it happened: such as strangers cause at will, and
    that name no account."""
    required: frozenset[str] = field(default=frozenset())


class UndeclaredEventError(Exception):
    """Something was to be written down that the vocabulary does not have."""


HTTP_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "other"})
APPLICATIONS: Final = frozenset({"participants", "staff", "api"})
SENTENCE: Final = re.compile(r"[A-Z][\w ,;:%()'-]{1,119}")
"""Words that stand in the program's own text: `tests/house/test_log_words.py` holds every one to that."""
KINDS_OF_FAULT: Final = re.compile(r"\w{1,80}( \(\w{1,60}\))?( from \w{1,80}( \(\w{1,60}\))?)*")
_FILE = r"[\w.<>-]{1,80}"
PLACES: Final = re.compile(rf"{_FILE}:\d+ [\w<>]+( < {_FILE}:\d+ [\w<>]+)*")
DOTTED: Final = re.compile(r"[\w-]{1,60}(\.[\w-]{1,60})*")
FILE: Final = re.compile(_FILE)
JOB: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The id of a job, which is no person's: an evaluator reads it beside what they asked for."""
ROUTE: Final = re.compile(r"none|/[\w/<>:.$\-(),= ]{0,160}")
"""A route as it is declared, such as `/<words>/<wave>`; never the path that was asked for."""
MARK: Final = re.compile(r"[0-9a-f]{8}")
"""What an account is called in the event log: `account_mark` in `evaluation.storage.events.event_log`."""
_WHOSE: Final = {"account": MARK, "by": MARK}

FAULT: Final = "fault"
LIBRARY: Final = "library"
REQUEST: Final = "request"
AUDITED: Final[Mapping[str, str]] = {
    "sign-in failed": "sign-in failed",
    "signed in": "signed in",
    "role given": "role granted",
    "role taken away": "role revoked",
    "person disabled": "account disabled",
    "person enabled": "account enabled",
    "session ended": "session ended",
    "other sessions ended": "session ended",
    "signed out by an administrator": "session ended",
    "authenticator app set up": "authenticator app set up",
    "passkey added": "passkey added",
    "password changed": "password changed",
    "passkey removed": "passkey removed",
    "recovery codes made": "recovery codes made",
    "token made": "token made",
    "token revoked": "token revoked",
    "key rotated": "key rotated",
    "keys destroyed": "keys destroyed",
    "backup restored": "backup restored",
    "reset asked for": "reset asked for",
    "reset used": "reset used",
}
"""Actions of the audit log that are security events too, and what each is called as one."""

EVENTS: Final[Mapping[str, DeclaredEvent]] = {
    FAULT: DeclaredEvent(
        EventKind.FAULT,
        {
            "what": SENTENCE,
            "fault": KINDS_OF_FAULT,
            "places": PLACES,
            "logger": DOTTED,
            "job": JOB,
            "exit": int,
            "application": APPLICATIONS,
            "method": HTTP_METHODS,
            "endpoint": DOTTED,
        },
        logging.ERROR,
        required=frozenset({"what"}),
    ),
    LIBRARY: DeclaredEvent(
        EventKind.FAULT, {"logger": DOTTED, "file": FILE, "line": int, "fault": KINDS_OF_FAULT, "places": PLACES}
    ),
    REQUEST: DeclaredEvent(
        EventKind.ACCESS,
        {"application": APPLICATIONS, "method": HTTP_METHODS, "route": ROUTE, "status": int, "ms": int},
        logging.INFO,
        required=frozenset({"application", "method", "route", "status", "ms"}),
    ),
    **dict.fromkeys(AUDITED.values(), DeclaredEvent(EventKind.SECURITY, _WHOSE)),
    "sign-in failed": DeclaredEvent(
        EventKind.SECURITY, _WHOSE | {"what": frozenset({"password", "passkey", "second factor"})}
    ),
    "signed in": DeclaredEvent(
        EventKind.SECURITY,
        _WHOSE | {"with": frozenset({"password", "passkey", "second factor", "recovery code"})},
        logging.INFO,
    ),
    "account locked": DeclaredEvent(EventKind.SECURITY, {"account": MARK, "seconds": int}),
    "key fault": DeclaredEvent(EventKind.SECURITY, {"keys": int}, logging.ERROR, is_counted=True),
    "forged cookie": DeclaredEvent(EventKind.SECURITY, {"application": APPLICATIONS}, is_counted=True),
    "cross-origin refused": DeclaredEvent(EventKind.SECURITY, {"application": APPLICATIONS}, is_counted=True),
    "wrong token": DeclaredEvent(EventKind.SECURITY, {"application": APPLICATIONS}, is_counted=True),
    "wrong code": DeclaredEvent(EventKind.SECURITY, {"application": APPLICATIONS}, is_counted=True),
    "database busy": DeclaredEvent(EventKind.SECURITY, {}, is_counted=True),
}
"""The vocabulary. `times` is a field of every event that is counted."""

is_strict = False
"""Whether what does not fit raises, as in tests; a running server drops it."""


def declared(name: str, given: Mapping[str, Any]) -> dict[str, Any] | None:
    """The fields of an event that may be written down; None where the event itself may not."""
    event = EVENTS.get(name)
    if event is None:
        _dropped(f"{name!r} is no event of the vocabulary.")
        return None
    fitting = {key: value for key, value in given.items() if _fits(_check_of(event, key), value)}
    if strange := given.keys() - fitting.keys():
        _dropped(f"{name!r} does not have {', '.join(sorted(strange))} with such a value.")
    if event.required - fitting.keys():
        _dropped(f"{name!r} lacks {', '.join(sorted(event.required - fitting.keys()))}.")
        return None
    return fitting


def _dropped(why: str) -> None:
    if is_strict:
        raise UndeclaredEventError(why)


def _check_of(event: DeclaredEvent, key: str) -> Check | None:
    return int if event.is_counted and key == "times" else event.fields.get(key)


def _fits(check: Check | None, value: object) -> bool:
    if isinstance(check, frozenset):
        return isinstance(value, str) and value in check
    if isinstance(check, re.Pattern):
        return isinstance(value, str) and value.isascii() and check.fullmatch(value) is not None
    return check is int and isinstance(value, int) and not isinstance(value, bool)
