"""Devices on which somebody has signed in before: their wrong tries are counted apart from everybody else's.

Otherwise anybody who knows an address could keep its owner out by guessing. A device is known by a signed cookie that
is good for one account, and ends when all that signs the account in is made anew. The address that a request comes
from says nothing: one hall is one address, and a phone changes it.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from threading import Lock

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from evaluation.models import Account
from evaluation.storage.events.event_log import note_event

KNOWN_FOR = timedelta(days=180)
MOST_COUNTED = 10_000
"""So many devices are counted at once; each was signed in on with password and code before."""


class DeviceTries:
    """Wrong tries in a row of known devices, since this server was started."""

    def __init__(self) -> None:
        self._tries: dict[str, tuple[int, datetime | None]] = {}
        self._one_at_a_time = Lock()

    def failures(self, device: str) -> int:
        """How many in a row."""
        return self._tries.get(device, (0, None))[0]

    def waits_until(self, device: str) -> datetime | None:
        """Until when a device had, or has, to wait before the next try; None where nothing made it wait."""
        return self._tries.get(device, (0, None))[1]

    def fail(self, device: str, *, until: datetime | None) -> None:
        """Count one more, and until when the device waits."""
        with self._one_at_a_time:
            if len(self._tries) >= MOST_COUNTED:
                self._tries.clear()
            self._tries[device] = (self.failures(device) + 1, until)

    def forget(self, device: str) -> None:
        """Its tries are over: somebody has signed in."""
        with self._one_at_a_time:
            self._tries.pop(device, None)


def device_of(account: Account) -> str | None:
    """This device, where somebody has signed in to the account on it before; None otherwise."""
    sent = request.cookies.get(_cookie_name(), "")
    try:
        read = _signing().loads(sent, max_age=int(KNOWN_FOR.total_seconds())) if sent else None
    except BadSignature:
        note_event("forged cookie", application="staff")
        return None
    if not isinstance(read, dict) or read.get("of") != _account_mark(account):
        return None
    return str(read["device"])


def remember_device(account: Account) -> None:
    """Know this device the next time."""
    value = _signing().dumps({"of": _account_mark(account), "device": device_of(account) or secrets.token_urlsafe(12)})

    @after_this_request
    def _send(response: Response) -> Response:
        response.set_cookie(
            _cookie_name(),
            value,
            max_age=KNOWN_FOR,
            path="/",
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
            httponly=True,
            samesite="Lax",
        )
        return response


def _account_mark(account: Account) -> str:
    """What a device knows an account by: it says nothing of it, and is another once all sessions have been ended."""
    return hashlib.sha256(f"known device {account.id} {account.session_key}".encode()).hexdigest()[:32]


def _signing() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="known device")


def _cookie_name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-device"
