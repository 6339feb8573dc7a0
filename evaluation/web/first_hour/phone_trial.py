"""Whether a phone has opened the page that it was to try: what kind of device and when, in memory and nothing more."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

PHONES = ("Android", "iPhone", "iPad", "Mobile")


class Opening(NamedTuple):
    """That the page was opened: at which address, by a phone or something else, and when."""

    address: str
    by_phone: bool
    at: datetime


@dataclass(slots=True, eq=False)
class PhoneTrial:
    """The latest opening of the page, whoever it was; another public address begins without one."""

    latest: Opening | None = None

    def note(self, user_agent: str, *, address: str, now: datetime) -> None:
        """Something has opened the page at an address just now."""
        self.latest = Opening(address.removesuffix(":80"), any(mark in user_agent for mark in PHONES), now)

    def at(self, address: str) -> Opening | None:
        """The latest opening, where it was of this address."""
        is_of_it = self.latest is not None and self.latest.address == address.removesuffix(":80")
        return self.latest if is_of_it else None
