"""Time is passed in, so that an evening can be replayed."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now_utc() -> datetime:
    """The present moment, aware and in UTC: the only time the database keeps."""
    return datetime.now(UTC)
