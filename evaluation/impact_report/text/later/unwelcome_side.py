"""A figure of harm as it is written: rounding alone may have brought it to nil."""

from dataclasses import replace

from analysis.estimate.estimate import NotEstimable
from analysis.pooling.contrasts import OfPeople
from analysis.wording.measured import Measured
from analysis.wording.rounding import SHORT, sign_of


def unwelcome_side(value: float, found: Measured) -> float:
    """The value, on the unwelcome side of nil."""
    return value if sign_of(value) == found.worse else found.worse * SHORT


def on_its_side(later: OfPeople, found: Measured) -> OfPeople:
    """A difference of which harm is told, with its range on the unwelcome side of nil."""
    low, high = (
        end if isinstance(end, NotEstimable) else unwelcome_side(end, found) for end in (later.low, later.high)
    )
    return replace(later, mean=unwelcome_side(later.mean, found), low=low, high=high)
