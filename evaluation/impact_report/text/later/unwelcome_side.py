"""A figure of harm as it is written: rounding alone may have brought it to nil."""

from analysis.wording.measured import Measured
from analysis.wording.rounding import SHORT, sign_of


def unwelcome_side(value: float, found: Measured) -> float:
    """The value, on the unwelcome side of nil."""
    return value if sign_of(value) == found.worse else found.worse * SHORT
