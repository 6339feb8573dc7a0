"""Whether a phone has opened the page that it was to try: what kind of device and when, in memory and nothing more."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

PHONES = ("Android", "iPhone", "iPad", "Mobile")


class Opening(NamedTuple):
    """That the page was opened: by a phone or something else, and when."""

    by_phone: bool
    at: datetime


@dataclass(slots=True, eq=False)
class PhoneTrial:
    """The latest opening of the page, whoever it was."""

    latest: Opening | None = None

    def note(self, user_agent: str, *, now: datetime) -> None:
        """Something has opened the page just now."""
        self.latest = Opening(any(mark in user_agent for mark in PHONES), now)
