"""Two sides that began apart: where each began, and the two ways of comparing them, which may then disagree."""

from collections.abc import Collection
from dataclasses import replace
from math import sqrt

from analysis.estimate.sample import SampleFigures
from analysis.pooling.differences import Contrasted, Differences
from analysis.wording.measured_facts import Unadjusted
from analysis.wording.phrases import Way
from analysis.wording.ranges import way_of_range, within_scale
from analysis.wording.rounding import sign_of
from analysis.wording.wording import Measured
from evaluation.impact_report.build.outcomes import OutcomeFigures

SELDOM_BY_LOT = 2.5758293035489004
"""The normal quantile past which, either way, chance leads once in a hundred times."""


def began_apart(found: Measured, outcome: OutcomeFigures) -> tuple[float, float] | None:
    """The averages before of those who came and of the comparison group, where they lie the margin apart or more, or
    half a standard deviation where there is no margin; None where they do not, or that cannot be had. What is equal is
    not apart, whatever the spread.
    """
    sides = [side for side in (outcome.participants, outcome.beside) if isinstance(side, SampleFigures)]
    if not found.compared or len(sides) < len(("own", "other")):
        return None
    own, other = (side.mean_pre for side in sides)
    far = found.margin if found.margin is not None else _half_a_deviation(sides)
    if not isinstance(own, float) or not isinstance(other, float) or far is None:
        return None
    apart = abs(own - other)
    return (own, other) if sign_of(apart) > 0 and sign_of(apart - far) >= 0 else None


def _half_a_deviation(sides: Collection[SampleFigures]) -> float | None:
    """Half the standard deviation before of both sides together, each about its own average."""
    known = [(side.n_pairs - 1, side.sd_pre) for side in sides if isinstance(side.sd_pre, float)]
    people = sum(df for df, _ in known)
    return sqrt(sum(df * spread**2 for df, spread in known) / people) / 2 if people > 0 else None


def hardly_by_lot(found: Measured, outcome: OutcomeFigures) -> bool:
    """Whether people began so far apart that a lot among them would bring it once in a hundred times or less.

    Not of groups of one side each, which a lot draws whole.
    """
    sides = [side for side in (outcome.participants, outcome.beside) if isinstance(side, SampleFigures)]
    apart, half = began_apart(found, outcome), _half_a_deviation(sides)
    if apart is None or half is None or found.compared is None or found.compared.between:
        return False
    return abs(apart[0] - apart[1]) > SELDOM_BY_LOT * 2 * half * sqrt(sum(1 / side.n_pairs for side in sides))


def both_ways(made: Measured, outcome: OutcomeFigures, found: object) -> Measured:
    """The outcome with the difference that allows for nothing, where the sides began apart and it allows for that."""
    low, high = (getattr(found, name, None) for name in ("low", "high"))
    if made.compared is None or not made.compared.adjusted or began_apart(made, outcome) is None:
        return made
    if not isinstance(low, float) or not isinstance(high, float):
        return made
    estimate = getattr(found, "estimate", (low + high) / 2)
    plain = within_scale(Unadjusted(estimate=estimate, low=low, high=high), outcome.scale, compared=True)
    return replace(made, compared=replace(made.compared, unadjusted=plain))


def borne_out_both_ways(made: Measured, found: Differences) -> tuple[str, ...]:
    """The harmed chapters of sides that began apart, without those of which the allowing for it alone tells.

    Where the two ways of counting disagree over all, a chapter's difference without it has to lie past nil.
    """
    apart = made.compared.unadjusted if made.compared else None
    if apart is None or made.change is None:
        return made.harmed
    doubted = not apart.low <= made.change <= apart.high
    return tuple(name for name in made.harmed if _borne_out(found.chapters[name], made.worse, doubted=doubted))


def _borne_out(one: Contrasted, worse: Way, *, doubted: bool) -> bool:
    plain = one.unadjusted
    if plain is None or not doubted:
        return not doubted and (plain is None or plain.low <= one.estimate <= plain.high)
    return way_of_range(plain.low, plain.high) is worse
