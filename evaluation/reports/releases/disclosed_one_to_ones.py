"""The one-to-ones that people of a workshop counted, as a release tells them: averages, as fine as their people allow.

The ledger follows these people as it does those of an outcome. How many they are is not told: beside those who answered
both times it could tell of one or two. An average has a decimal from 20 people on whose counts spread by half or more;
otherwise it is a whole number, as that of fewer people, so that what single people counted is left open.
"""

from collections.abc import Mapping
from dataclasses import replace

from analysis.disclosure.disclosure import HALF_A_POINT
from analysis.disclosure.released import COARSE, TELLS_OF_ALIKE, rounded
from analysis.disclosure.who_came import TELLS_OF_FEW
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.sensitivity.one_to_ones import OneToOnes

Spread = float | NotEstimable | Suppressed


def disclosed_one_to_ones(counted: Mapping[str, OneToOnes | Suppressed]) -> dict[str, OneToOnes | Suppressed]:
    """What a release tells of each workshop."""
    return {cell: _disclosed(found) for cell, found in counted.items()}


def _disclosed(found: OneToOnes | Suppressed) -> OneToOnes | Suppressed:
    """One workshop's averages; none where all but one or two counted the same, of whom they would tell.

    Where all did, an export leaves it out as well.
    """
    if isinstance(found, Suppressed) or not isinstance(found.people, int):
        return found
    spreads = (found.sd, found.sd_across_organisations)
    if found.alike:
        return TELLS_OF_ALIKE
    every, across = (found.people if _is_at_least(spread, HALF_A_POINT) else 0 for spread in spreads)
    return replace(
        found,
        people=TELLS_OF_FEW,
        mean=rounded(found.mean, pairs=every),
        mean_across_organisations=rounded(found.mean_across_organisations, pairs=across),
        sd=COARSE,
        sd_across_organisations=COARSE,
    )


def _is_at_least(spread: Spread, width: float) -> bool:
    return isinstance(spread, float) and spread >= width
