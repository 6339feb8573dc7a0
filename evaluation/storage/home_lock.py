"""Who uses a home now: every process that opens its database shares a lock, and whoever restores the home or rotates
one of its keys takes it for itself alone.

The lock ends with the process, however that ends, so that nothing has to be cleared away after a fault.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evaluation.domain.errors import Refused

LOCK_FILE = ".in-use"
RESTORE_FILE = "restore-under-way"
"""What a restore still has to move; it is there from the moment that it changes a home until it is done."""
INTERRUPTED = "A restore of {home} was interrupted: run `weaving restore --finish` before anything else."
ALONE = "A restore of {home}, or a rotation of one of its keys, is under way: try again when it is done."
USED = (
    "A server, a worker or another command uses {home}: stop every one of them, then run this again. Nothing was "
    "changed."
)


class HomeUse:
    """A share in the use of a home; given back by `end`, or with the process."""

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor

    @property
    def is_held(self) -> bool:
        """Whether a restore would notice it; not so in a home that is not there yet."""
        return self._descriptor is not None

    @contextmanager
    def alone(self, home: Path) -> Iterator[None]:
        """The home for oneself meanwhile; refused where another process of the program uses it."""
        held = self._descriptor
        if held is None:  # there was no home when it was opened
            with home_alone(home):
                yield
            return
        try:
            if not _locked(held, fcntl.LOCK_EX):
                raise Refused(USED.format(home=home))
            yield
        finally:
            _locked(held, fcntl.LOCK_SH)  # a lock that was asked for in vain has taken the share away

    def end(self) -> None:
        """Give it back, once."""
        held, self._descriptor = self._descriptor, None
        if held is not None:
            os.close(held)

    def __del__(self) -> None:
        """Whoever forgot the database has given it back."""
        self.end()


def use_home(home: Path) -> HomeUse:
    """Use a home together with others; refused while somebody has it alone, or a restore was interrupted there."""
    if (home / RESTORE_FILE).exists():
        raise Refused(INTERRUPTED.format(home=home))
    try:
        held = _opened(home)
    except OSError:  # a home that is not there, or that may only be read, is restored by nobody
        return HomeUse(None)
    if not _locked(held, fcntl.LOCK_SH):
        os.close(held)
        raise Refused(ALONE.format(home=home))
    return HomeUse(held)


@contextmanager
def home_alone(home: Path) -> Iterator[None]:
    """A home for oneself; refused where any process of the program uses it."""
    held = _opened(home)
    try:
        if not _locked(held, fcntl.LOCK_EX):
            raise Refused(USED.format(home=home))
        yield
    finally:
        os.close(held)


def _opened(home: Path) -> int:
    return os.open(home / LOCK_FILE, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _locked(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
