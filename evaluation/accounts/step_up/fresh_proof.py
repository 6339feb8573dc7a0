"""When this session last proved who is there: by signing in, or by a code or a passkey given again since."""

from datetime import datetime, timedelta

from flask import session

PROVED_AT = "proved_at"
"""Where a session keeps it, in seconds."""
GOOD_FOR = timedelta(minutes=10)


def note_proof(now: datetime) -> None:
    """Somebody has just proved who they are, by more than a password."""
    session[PROVED_AT] = now.timestamp()


def is_fresh(now: datetime) -> bool:
    """Whether that is so little ago that nobody else can have sat down there meanwhile."""
    proved = session.get(PROVED_AT)
    return isinstance(proved, float | int) and abs(now.timestamp() - proved) < GOOD_FOR.total_seconds()
