"""Limits of whole numbers as XLSForms write them: `. >= 0 and . < 10`."""

import re
from collections.abc import Iterator

LIMITS = re.compile(r"\.\s*(>=|<=|>|<)\s*(-?\d{1,9})(?:\s+and\s+\.\s*(>=|<=|>|<)\s*(-?\d{1,9}))?")


def is_of_whole_numbers(constraint: str) -> bool:
    """Whether a constraint says nothing but the lowest and the highest whole number."""
    return bool(LIMITS.fullmatch(constraint.strip()))


def limits_of(constraint: str) -> tuple[int | None, int | None]:
    """The lowest and the highest whole number a simple constraint such as `. >= 0 and . < 10` allows."""
    found = LIMITS.fullmatch(constraint.strip())
    low: int | None = None
    high: int | None = None
    for sign, number in _bounds(found):
        if sign.startswith(">"):
            low = number + (sign == ">")
        else:
            high = number - (sign == "<")
    return (low, high) if low is None or high is None or low <= high else (None, None)


def _bounds(found: re.Match[str] | None) -> Iterator[tuple[str, int]]:
    for sign, number in ((1, 2), (3, 4)):
        if found and found[sign]:
            yield found[sign], int(found[number])
