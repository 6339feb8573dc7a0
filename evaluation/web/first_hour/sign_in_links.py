"""Links that sign somebody in once, for an example that is shown on its own machine: kept in memory, as digests alone.

Nothing but `weaving demo` makes any, so that on every other home there is none to find.
"""

import hashlib
import secrets
import threading
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

GOOD_FOR = timedelta(minutes=30)


@dataclass(slots=True, eq=False)
class SignInLinks:
    """The links that nobody has used yet."""

    _waiting: dict[str, tuple[uuid.UUID, datetime]] = field(default_factory=dict)
    _invented: set[uuid.UUID] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def make(self, account: uuid.UUID, *, now: datetime) -> str:
        """The secret of a new link for an account; earlier ones of the same account end."""
        secret = secrets.token_urlsafe(32)
        with self._lock:
            self._waiting = {digest: kept for digest, kept in self._waiting.items() if kept[0] != account}
            self._waiting[_digest(secret)] = (account, now + GOOD_FOR)
            self._invented.add(account)
        return secret

    def is_invented(self, account: uuid.UUID) -> bool:
        """Whether somebody belongs to an example: nobody has a password, an app or a passkey of theirs."""
        return account in self._invented

    def account_of(self, secret: str, *, now: datetime) -> uuid.UUID | None:
        """Whose link this is, while it can be used."""
        account, until = self._waiting.get(_digest(secret), (None, now))
        return account if now < until else None

    def use(self, secret: str, *, now: datetime) -> uuid.UUID | None:
        """Use a link up: whoever comes first is signed in, nobody after."""
        with self._lock:
            account = self.account_of(secret, now=now)
            self._waiting.pop(_digest(secret), None)
        return account


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
