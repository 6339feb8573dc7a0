"""Shares of a yes/no question that would tell how one or two people answered."""

from collections.abc import Iterable
from dataclasses import replace

from analysis.disclosure.disclosure import SMALL
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.sample import SampleFigures
from analysis.scoring.scoring import Scale


def shares_tell_of_few(found: SampleFigures, scale: Scale) -> bool:
    """Whether a share of a yes/no question, before or after, would tell how one or two people answered it.

    Then neither is printed: one follows from the other and the change.
    """
    means = (each for each in (found.mean_pre, found.mean_post) if isinstance(each, float))
    return scale.is_yes_or_no and counts_tell_of_few(means, people=found.n_pairs)


def counts_tell_of_few(shares: Iterable[float], *, people: int) -> bool:
    """Whether one of these shares of `people` who said yes would tell how one or two of them answered."""
    yes = [round(each * people) for each in shares]
    return any(count in SMALL or people - count in SMALL for count in yes)


HELD_BACK = Suppressed("It would tell how one or two people answered.")


def without_shares(found: SampleFigures) -> SampleFigures:
    """The same figures without these shares, and the spreads that follow from them."""
    unknown = NotEstimable(HELD_BACK.reason)
    averages = replace(found, mean_pre=unknown, mean_post=unknown, before=HELD_BACK, after=HELD_BACK)
    return replace(averages, sd_pre=HELD_BACK, sd_post=HELD_BACK)
