"""The second of two taps on one button falls on whatever page came in its place: what clears or deletes ignores it."""

from datetime import datetime, timedelta

from flask import request

SECOND_TAP = timedelta(milliseconds=800)
"""For how long pressing anything on a page that asks is the second of two taps on the page before, or on this one.

The first tap takes as long to get here as the second, so that however slow the way is, the time between them is this.
"""


SECOND_TAP_ON_DELETING = timedelta(milliseconds=1500)
"""The same where what is asked is whether to delete for good."""


ONCE_MORE = timedelta(seconds=5)
"""How long after something was done the same button pressed again is the second of two taps, however slow the way."""


def is_pressed_once_more(now: datetime, *, since: datetime | None) -> bool:
    """Whether this comes from the page that asked before it was done, a moment ago: it gets the same answer."""
    asked = asked_at()
    return asked is not None and since is not None and asked <= since.timestamp() * 1000 and now < since + ONCE_MORE


def moment_asked(now: datetime) -> int:
    """What a page that asks sends back: when it was made, in milliseconds."""
    return int(now.timestamp() * 1000)


def asked_at() -> int | None:
    """When the page that asks was shown, as it says; None where this does not come from it."""
    asked = request.form.get("asked", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 13 else None


def is_pressed_too_soon(now: datetime, *, within: timedelta = SECOND_TAP) -> bool:
    """Whether a page that asks was shown too short a time ago for anybody to have read it."""
    asked = asked_at()
    return asked is not None and asked > (now - within).timestamp() * 1000
