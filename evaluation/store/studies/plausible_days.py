"""Days that somebody can mean: a year such as 0026 or 2206 is a slip of the keys."""

from datetime import date, datetime

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message

FIRST_YEAR = 2000
YEARS_AHEAD = 10


def refuse_far(day: date | None, *, now: datetime) -> None:
    """Refuse a day long before or after any that an evening or a wave can be on."""
    if day and not FIRST_YEAR <= day.year <= now.year + YEARS_AHEAD:
        raise Refused(
            Message(
                "The year %(year)s is too far away: write one from %(first)s to %(last)s.",
                year=f"{day.year:04d}",
                first=FIRST_YEAR,
                last=now.year + YEARS_AHEAD,
            )
        )
