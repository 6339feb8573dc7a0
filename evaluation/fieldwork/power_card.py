"""The power card: what an evening of the expected size can show, said before it and never afterwards."""

from dataclasses import dataclass
from math import ceil, sqrt

from evaluation.models import State

USUAL_SHARE = 0.6
"""Three people in four answer Before and four in five of those answer After, where they are asked in the room."""

USUAL_CHANGE = 0.2
"""A usual change of bridging trust, in spreads of a score before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerCard:
    """How many pairs to expect, and the smallest change that so many show four times in five, in spreads of a score."""

    people: int
    pairs: int
    smallest: float
    pairs_for_usual: int
    """How many pairs show a usual change."""


def power_card(people: int | None, state: State) -> PowerCard | None:
    """The card, while the evening has not begun and somebody has said how many come."""
    if state is not State.DRAFT or not people:
        return None
    from analysis.estimate.estimate import NotEstimable  # noqa: PLC0415 - scipy is loaded where a figure is made
    from analysis.sensitivity.power import USUAL_R, detectable, pairs_needed  # noqa: PLC0415

    pairs = round(people * USUAL_SHARE)
    found = detectable(pairs)
    if isinstance(found, NotEstimable):
        return None
    change_spread = sqrt(2 * (1 - USUAL_R))
    needed = ceil(pairs_needed(USUAL_CHANGE / change_spread))
    return PowerCard(people=people, pairs=pairs, smallest=found.smallest_d, pairs_for_usual=needed)
