"""How often a token may ask: so many requests at once, and so many a second after them."""

import math
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

AT_ONCE: Final = 120
A_SECOND: Final = 2.0


@dataclass(slots=True)
class RateLimit:
    """What each token has left, in the memory of one process: a bucket that fills again by the second."""

    clock: Callable[[], datetime]
    at_once: int = AT_ONCE
    a_second: float = A_SECOND
    left: dict[uuid.UUID, tuple[float, datetime]] = field(default_factory=dict)
    turn: threading.Lock = field(default_factory=threading.Lock)

    def wait_of(self, token: uuid.UUID) -> int:
        """Seconds that a token has to wait; 0 where it may go on, which is counted."""
        now = self.clock()
        with self.turn:
            left, at = self.left.get(token, (float(self.at_once), now))
            filled = min(self.at_once, left + max(0.0, (now - at).total_seconds()) * self.a_second)
            may = filled >= 1
            self.left[token] = (filled - 1 if may else filled, now)
        return 0 if may else math.ceil((1 - filled) / self.a_second)
