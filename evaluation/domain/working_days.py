"""Working days: Monday to Friday, without the bank holidays of the nations that a study may span."""

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

UNITED_KINGDOM = "Europe/London"
"""The time zone of studies in the United Kingdom, whose nations keep different bank holidays."""


def working_days_after(day: date, days: int, *, zone: str) -> date:
    """The day that comes so many working days after another, in a study of a time zone.

    A day on which any of the nations of the United Kingdom has a bank holiday is no working day there, since a study
    may have chapters in each. Of other countries bank holidays are not known, and none is counted out.
    """
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and not is_bank_holiday(day, zone=zone)
    return day


NATIONS = ("ENG", "WLS", "SCT", "NIR")
"""The nations of the United Kingdom by their codes of ISO 3166-2, as people are used to name them."""


def is_bank_holiday(day: date, *, zone: str) -> bool:
    """Whether any nation of the United Kingdom has a bank holiday, for a study there; False for one elsewhere."""
    return bool(nations_on_holiday(day, zone=zone))


def nations_on_holiday(day: date, *, zone: str) -> tuple[str, ...]:
    """Which nations of the United Kingdom have a bank holiday, for a study there; none for one elsewhere."""
    if zone != UNITED_KINGDOM:
        return ()
    return tuple(nation for nation, holidays in zip(NATIONS, _calendars(), strict=True) if day in holidays)


@cache
def _calendars() -> "list[HolidayBase]":
    """The bank holidays of each nation; a year is worked out when a day of it is asked for."""
    import holidays  # noqa: PLC0415 - a fifth of a second that only few pages are worth

    return [holidays.country_holidays("GB", subdiv=nation) for nation in NATIONS]
