"""p values of several questions asked of the same answers, adjusted for their number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.pairs import Numbers

LEVEL = 0.05
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, kw_only=True)
class FamilyMember:
    """The p of one outcome of a family, and the same after Holm."""

    p: float | NotEstimable | Suppressed
    holm: float | NotEstimable | Suppressed

    @property
    def may_be_chance(self) -> bool:
        """Whether chance alone could bring a p as small among so many; unknown where there is none."""
        return isinstance(self.holm, float) and self.holm > LEVEL


def holm(p: Sequence[float] | Numbers, *, unseen: int = 0) -> Numbers:
    """Holm's adjustment: each p times the number of hypotheses not yet rejected, never falling, at most 1.

    Keeps the chance of any false rejection at the level, whatever the dependence. NaN is no member of the family: it is
    dropped before counting and stays NaN. `unseen` members were tested and their p may not be looked at: each counts as
    one that is not rejected. Reference: Holm 1979, Scandinavian Journal of Statistics 6:65.
    """
    given, order = _sorted(p)
    left = np.arange(len(order), 0, -1) + unseen
    return _placed(given, order, np.maximum.accumulate(left * given[order]))


def benjamini_hochberg(p: Sequence[float] | Numbers) -> Numbers:
    """Benjamini and Hochberg's adjustment: each p times m / rank, never rising towards smaller p, at most 1.

    Keeps the expected share of false among rejected at the level, for independent or positively dependent p. NaN is
    dropped before counting and stays NaN. Reference: Benjamini & Hochberg 1995, JRSS B 57:289.
    """
    given, order = _sorted(p)
    scaled = len(order) / np.arange(1, len(order) + 1) * given[order]
    return _placed(given, order, np.minimum.accumulate(scaled[::-1])[::-1])


def _sorted(p: Sequence[float] | Numbers) -> tuple[Numbers, Places]:
    """The p values as given, and the places of the known ones from the smallest."""
    given: Numbers = np.asarray(p, dtype=np.float64)
    order = np.argsort(given, kind="stable")
    return given, order[~np.isnan(given[order])]


def _placed(given: Numbers, order: Places, adjusted: Numbers) -> Numbers:
    """Adjusted values, at most 1, back where their p stood."""
    result = np.full(given.shape, np.nan)
    result[order] = np.minimum(adjusted, 1)
    return result


def family(p: Mapping[str, float | NotEstimable | Suppressed]) -> dict[str, FamilyMember]:
    """The p of each outcome of a family with Holm's adjustment over those that could be had.

    One that is held back keeps its place: that a figure may not be shown makes no other less likely to be chance.
    """
    values = [value if isinstance(value, float) else np.nan for value in p.values()]
    adjusted = holm(values, unseen=sum(isinstance(value, Suppressed) for value in p.values()))
    return {
        outcome: FamilyMember(p=value, holm=float(after) if isinstance(value, float) else value)
        for (outcome, value), after in zip(p.items(), adjusted, strict=True)
    }
