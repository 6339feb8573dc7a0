"""A chance in words: in how many times it comes about, exactly or at most."""

from math import floor

from analysis.wording.wording import Sentence


class AtMost(float):
    """A chance that is no greater than this: what it is worked out from is rounded."""


def chance_in_times(chance: float) -> Sentence:
    """A chance from 0 to 1 in times; one that is `AtMost` so much is never made less than that."""
    if chance > 0.5:
        return Sentence("more often than not")
    if chance < 0.01:
        return Sentence("less than 1 time in 100")
    if isinstance(chance, AtMost):
        return Sentence("at most about 1 time in {times:count}", {"times": floor(1 / chance)})
    return Sentence("about 1 time in {times:count}", {"times": round(1 / chance)})
