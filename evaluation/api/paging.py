"""Long lists in parts: each names where the next begins."""

import base64
import binascii
import uuid
from collections.abc import Callable, Sequence
from typing import TypeVar

from evaluation.api.operations import Paged
from evaluation.api.problems import ProblemError

Row = TypeVar("Row")
LEADS_NOWHERE = "This cursor leads nowhere: begin again without one."


def cursor_at(place: str) -> str:
    """The cursor of a place in a list: letters, digits, hyphens and underscores, whatever the place is called."""
    return base64.urlsafe_b64encode(place.encode()).rstrip(b"=").decode()


def place_of_cursor(query: Paged) -> str | None:
    """The place that a cursor names, None for the beginning; what no list gave is a problem."""
    if query.cursor is None:
        return None
    try:
        return base64.urlsafe_b64decode(query.cursor + "=" * (-len(query.cursor) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise ProblemError(400, LEADS_NOWHERE) from None


def id_of_cursor(query: Paged) -> uuid.UUID | None:
    """The id that a cursor names."""
    place = place_of_cursor(query)
    try:
        return uuid.UUID(place) if place else None
    except ValueError:
        raise ProblemError(400, LEADS_NOWHERE) from None


def part_of(rows: Sequence[Row], query: Paged, *, named: Callable[[Row], str]) -> tuple[Sequence[Row], str | None]:
    """The part of a list that was asked for, and the cursor of the next, if there is more."""
    place, start = place_of_cursor(query), 0
    if place is not None:
        at = next((index for index, row in enumerate(rows) if named(row) == place), None)
        if at is None:
            raise ProblemError(400, LEADS_NOWHERE)
        start = at + 1
    part = rows[start : start + query.limit]
    more = start + query.limit < len(rows)
    return part, cursor_at(named(part[-1])) if more else None
