"""A workshop arm beside a comparison arm: analysis of covariance and difference in differences, always both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analysis.estimate.estimate import LATER, NotEstimable, Suppressed
from analysis.pooling.clustered import Coefficient, cr2_coefficient, least_squares_coefficient
from analysis.pooling.heterogeneity import Labels, Numbers

Compared = Coefficient | NotEstimable
COMPARISON_WORDS = ("comparison", "control", "cont", "waiting", "wait", "later", "usual", "none", "no", "0")
"""How people name the arm that had no workshop, looked for when the plan does not name it."""
AND = " + "
NOT_AVERAGED = NotEstimable("We do not average two chapters: they stand side by side.")


@dataclass(frozen=True, kw_only=True)
class ArmFigures:
    """What each arm did beyond the comparison arm, in scale points; with more than two arms, one figure an arm.

    Of two chapters, which are not averaged, `chapters` has the same of each; `as_one` are the arms that are one there.
    """

    comparison: str
    n_pairs: Mapping[str, int]
    difference_in_differences: Compared | Mapping[str, Compared]
    ancova: Compared | Mapping[str, Compared]
    chapters: Mapping[str, "ArmFigures"] = field(default_factory=dict, metadata=LATER)
    as_one: tuple[str, ...] = field(default=(), metadata=LATER)


def arm_figures(
    scores: pd.DataFrame, *, comparison: str | None = None, suppress_below: int = 0
) -> ArmFigures | NotEstimable | Suppressed:
    """Both comparisons of the arms, from columns chapter, arm, pre, post; only people with an arm and both answers
    count.

    Estimand: how much more an arm changed than the comparison arm. Difference in differences: the arm's coefficient
    in change ~ arm, right where arms were not drawn by lot and would have moved in parallel. ANCOVA: the arm's
    coefficient in post ~ pre + arm, right and sharper where they were. CR2 by chapter where there are two chapters or
    more, plain least squares in one. `comparison` names the comparison arm; without it a usual word for one is looked
    for, then the first in the alphabet is taken. An arm of fewer than `suppress_below` pairs hides the whole
    comparison. Reference: Vickers & Altman 2001, BMJ 323:1123; Van Breukelen 2006, J Clin Epidemiol 59:920.
    """
    pairs = scores.dropna(subset=["arm", "pre", "post"])
    counts = {str(arm): int(n) for arm, n in pairs["arm"].astype(str).value_counts().sort_index().items()}
    if len(counts) < 2:
        return NotEstimable("A comparison needs people of two arms who answered both times.")
    if min(counts.values()) < suppress_below:
        return Suppressed(f"An arm has fewer than {suppress_below} people who answered both times.")
    return _compared(pairs, counts, reference=_reference(tuple(counts), comparison))


def with_chapters(found: ArmFigures, scores: pd.DataFrame, *, suppress_below: int) -> ArmFigures:
    """The figures of several arms, of two chapters with those of each: two chapters are never averaged.

    In a chapter where one of the arms has too few people all that came are told as one: beside a figure of everybody
    there, those of the others would tell of these few. Where it is so in both, none is told apart.
    """
    pairs = scores.dropna(subset=["arm", "pre", "post"])
    each = {str(chapter): rows for chapter, rows in pairs.groupby(pairs["chapter"].astype(str))}
    if len(each) != len(("one", "other")) or len(found.n_pairs) < len(("came", "other", "comparison")):
        return found
    own = {name: _in_chapter(rows, found.comparison, below=suppress_below) for name, rows in each.items()}
    known = {chapter: one for chapter, one in own.items() if isinstance(one, ArmFigures)}
    if len(known) < len(each):
        return found
    if all(set(one.n_pairs) == set(found.n_pairs) for one in known.values()):
        return replace(found, chapters=known)
    n_pairs: dict[str, int] = {}
    for one in known.values():
        n_pairs |= {arm: n_pairs.get(arm, 0) + n for arm, n in one.n_pairs.items()}
    apart = dict.fromkeys((arm for arm in n_pairs if arm != found.comparison), NOT_AVERAGED)
    parted = {} if all(one.as_one for one in known.values()) else known
    return replace(found, n_pairs=n_pairs, difference_in_differences=apart, ancova=apart, chapters=parted)


def _in_chapter(rows: pd.DataFrame, comparison: str, *, below: int) -> "ArmFigures | NotEstimable | Suppressed":
    """The figures of each arm of one chapter, or of all that came as one where one of these has too few people."""
    arms = rows["arm"].astype(str)
    counts = arms[arms != comparison].value_counts().sort_index()
    as_one = tuple(str(arm) for arm in counts.index) if len(counts) > 1 and counts.min() < max(below, 2) else ()
    if as_one:
        rows = rows.assign(arm=arms.where(arms == comparison, AND.join(as_one)))
    found = arm_figures(rows, comparison=comparison, suppress_below=below)
    return replace(_by_arm_each(found), as_one=as_one) if isinstance(found, ArmFigures) else found


def _by_arm_each(found: ArmFigures) -> ArmFigures:
    """The same with the figure of a single arm under its name, as those of several are."""
    (arm, *others) = (arm for arm in found.n_pairs if arm != found.comparison)
    one, other = found.difference_in_differences, found.ancova
    if others or isinstance(one, Mapping) or isinstance(other, Mapping):
        return found
    return replace(found, difference_in_differences={arm: one}, ancova={arm: other})


def _reference(arms: Sequence[str], comparison: str | None) -> str:
    if comparison in arms:
        return str(comparison)
    named = [arm for word in COMPARISON_WORDS for arm in arms if arm.casefold().strip() == word]
    begun = [arm for word in COMPARISON_WORDS[:7] for arm in arms if arm.casefold().strip().startswith(word)]
    return (*named, *begun, *arms)[0]


def _compared(pairs: pd.DataFrame, counts: Mapping[str, int], *, reference: str) -> ArmFigures:
    arms = [arm for arm in counts if arm != reference]
    belongs = np.array([(pairs["arm"].astype(str) == arm).to_numpy(dtype=float) for arm in arms]).T
    pre, post = pairs["pre"].to_numpy(dtype=float), pairs["post"].to_numpy(dtype=float)
    ones, chapters = np.ones((len(pairs), 1)), pairs["chapter"].astype(str).to_numpy()
    around = (pre - pre.mean())[:, None]
    differences = _by_arm(np.hstack([ones, belongs]), post - pre, chapters, arms=arms)
    adjusted = _by_arm(np.hstack([ones, around, belongs]), post, chapters, arms=arms)
    return ArmFigures(
        comparison=reference,
        n_pairs=counts,
        difference_in_differences=differences if len(arms) > 1 else differences[arms[0]],
        ancova=adjusted if len(arms) > 1 else adjusted[arms[0]],
    )


def _by_arm(design: Numbers, outcome: Numbers, chapters: Labels, *, arms: Sequence[str]) -> dict[str, Compared]:
    """The coefficients of the last columns, one an arm."""
    if np.linalg.matrix_rank(design) < design.shape[1]:
        alike = NotEstimable("Everybody began from the same answer, so the starting point cannot be allowed for.")
        return dict.fromkeys(arms, alike)
    first = design.shape[1] - len(arms)
    return {arm: _coefficient(design, outcome, chapters, column=first + j) for j, arm in enumerate(arms)}


def _coefficient(design: Numbers, outcome: Numbers, chapters: Labels, *, column: int) -> Compared:
    if len(set(chapters)) < 2:
        return least_squares_coefficient(design, outcome, column=column)
    return cr2_coefficient(design, outcome, chapters, column=column)
