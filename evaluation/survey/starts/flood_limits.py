"""How much of what an honest hall hardly does is taken at once: by what is tried and where, never by who tries it.

A whole hall is behind one address of the network, so addresses tell nothing. Each process keeps limits of its own.
"""

import time
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock

HOUR = 3600.0
UNKNOWN_HALL = 1000
"""People who may begin at once without a card where nobody has said how many are expected."""
SPARE = 60
"""Besides three times as many as are expected: a small circle may bring its friends."""
UNVERIFIED = (300, 1.0)
"""Starts without a start page that are taken at once, and how many more each second."""
FLOOD = (20_000, 5.0)
"""Starts beyond what a hall holds that are taken all the same, set aside: about 30 MB."""
WRONG_CODES = (600, 1 / 6)
"""Wrong codes at once, as when everybody in a hall mistypes one twice; and then 600 an hour."""
MOST_WAVES = 512


@dataclass(slots=True)
class TokenBucket:
    """So many at once, and then so many a second."""

    size: float
    per_second: float
    left: float
    at: float

    def take(self, now: float) -> bool:
        """Take one, if there is one."""
        if not self.has_one(now):
            return False
        self.left -= 1
        return True

    def has_one(self, now: float) -> bool:
        """Whether there is one to take."""
        self.left = min(self.size, self.left + max(0.0, now - self.at) * self.per_second)
        self.at = now
        return self.left >= 1


@dataclass(slots=True)
class FloodLimits:
    """The limits of one process."""

    seconds: Callable[[], float] = time.monotonic
    _buckets: dict[object, TokenBucket] = field(default_factory=dict)
    _tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    _due: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def fits_hall(self, wave: uuid.UUID, expected: Callable[[], int | None]) -> bool:
        """Whether one more who begins a wave without a card is no more than a hall of so many can be."""
        with self._lock:
            known = wave in self._buckets
        size = 0.0 if known else float(people_at_once(expected()))
        return self._take(wave, size, size / HOUR)

    def takes_unverified(self) -> bool:
        """Whether one more start is taken of which nothing shows a start page."""
        return self._take("unverified", *UNVERIFIED)

    def could_take_unverified(self) -> bool:
        """Whether one more could be."""
        with self._lock:
            return self._bucket("unverified", *UNVERIFIED).has_one(self.seconds())

    def takes_flood(self) -> bool:
        """Whether one more start is taken that is more than a hall."""
        return self._take("flood", *FLOOD)

    def note_wrong_code(self) -> None:
        """One more code was tried that fits nobody."""
        self._take("codes", *WRONG_CODES)

    def are_codes_guessed(self) -> bool:
        """Whether so many wrong codes were tried that no hall mistypes as many."""
        with self._lock:
            return not self._bucket("codes", *WRONG_CODES).has_one(self.seconds())

    def note(self, kind: str, words: str) -> None:
        """Note what was tried, to be written down."""
        with self._lock:
            self._tried[kind, words] += 1

    def tried_since(self) -> dict[tuple[str, str], int]:
        """What was tried since this was asked last; nothing where that was less than a second ago."""
        if not self._tried or self.seconds() < self._due:
            return {}
        with self._lock:
            found, self._tried, self._due = dict(self._tried), Counter(), self.seconds() + 1.0
        return found

    def note_again(self, tried: Mapping[tuple[str, str], int]) -> None:
        """Keep what could not be written down for the next time."""
        with self._lock:
            self._tried.update(tried)

    def _take(self, name: object, size: float, per_second: float) -> bool:
        with self._lock:
            return self._bucket(name, size, per_second).take(self.seconds())

    def _bucket(self, name: object, size: float, per_second: float) -> TokenBucket:
        if name not in self._buckets:
            while len(self._buckets) >= MOST_WAVES:
                self._buckets.pop(next(iter(self._buckets)))
            self._buckets[name] = TokenBucket(size, per_second, left=size, at=self.seconds())
        return self._buckets[name]


def people_at_once(expected: int | None) -> int:
    """How many may begin a wave without a card, at once or within an hour."""
    return 3 * expected + SPARE if expected else UNKNOWN_HALL
