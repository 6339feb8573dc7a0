"""Our own two circles: how far apart they stand so that they share a given part of their area."""

import math
from functools import cache

RADIUS = 18.0
WIDTH = 108.0


@cache
def centres(overlap: int) -> tuple[str, str]:
    """Where the centres of two equal circles stand, left and right, when they share `overlap` per cent of one's area.

    The lens of two circles of radius r whose centres are d apart has the area 2 r² acos(d/2r) - d/2 √(4r² - d²).
    """
    near, far = 0.0, 2 * RADIUS
    for _ in range(40):
        middle = (near + far) / 2
        near, far = (middle, far) if _shared(middle) > overlap / 100 else (near, middle)
    half = (near + far) / 4
    return f"{WIDTH / 2 - half:.4g}", f"{WIDTH / 2 + half:.4g}"


def _shared(apart: float) -> float:
    """The part of one circle's area, 0 to 1, that lies in the other."""
    lens = 2 * RADIUS**2 * math.acos(apart / (2 * RADIUS)) - apart / 2 * math.sqrt(4 * RADIUS**2 - apart**2)
    return lens / (math.pi * RADIUS**2)
