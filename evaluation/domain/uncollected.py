"""Work during which Python does not look for objects that hold each other.

A report makes millions of objects and keeps most of them until it is written, so looking finds little and takes a tenth
of the time.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing is looked for as long as this lasts; afterwards as it was before."""
    looked_for = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked_for:
            gc.enable()
