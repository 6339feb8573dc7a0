"""The difference of two arms where each group is of one arm: averages of groups' mean changes, and lots drawn anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.pooling.averages import ALIKE, Headline
from analysis.pooling.clustered import coefficient
from analysis.pooling.heterogeneity import Numbers
from analysis.pooling.summaries import GroupSummary

FEWEST_OF_A_SIDE = 2
MOST_DRAWS = 20_000
ONE_GROUP = NotEstimable("A comparison between groups needs two groups of those who came and two of the others.")
NO_SPREAD = NotEstimable("Everybody of each group changed alike, so there is no spread to judge by.")


@dataclass(frozen=True)
class Side:
    """The groups of one arm: each one's mean change, and the variance of that by its people."""

    means: Numbers
    variances: Numbers

    @property
    def count(self) -> int:
        """How many groups these are."""
        return len(self.means)


def side_of(groups: Mapping[str, GroupSummary]) -> Side:
    """The groups of one arm as arrays."""
    columns = ([getattr(each, part) for each in groups.values()] for part in ("mean", "variance"))
    return Side(*(np.array(column, dtype=float) for column in columns))


def between(came: Side, comparison: Side) -> tuple[Headline | NotEstimable, float | NotEstimable | Suppressed]:
    """The difference of two arms' averages over their groups' mean changes, with its 95 % limits and its p.

    Estimand: how much more groups that came change than groups that did not, each group counted once. Formula:
    mean(came) - mean(comparison) +- t(.975, G - 2) se, se the larger of that by groups, s sqrt(1/g1 + 1/g2) with s
    pooled over the arms' group means, and that by people alone, sqrt(sum v1 / g1^2 + sum v2 / g2^2) with v a group's
    s^2 / n: few groups may lie near each other by chance, and no difference of groups is surer than their people make
    it. Assumption: groups independent and alike in spread. Reference: Donner & Klar 2000, Cluster Randomization Trials,
    chapter 7.
    """
    if min(came.count, comparison.count) < FEWEST_OF_A_SIDE:
        return ONE_GROUP, ONE_GROUP
    estimate = float(came.means.mean() - comparison.means.mean())
    se = max(_by_groups(came, comparison), _by_people(came, comparison))
    if se <= ALIKE:
        return NO_SPREAD, NO_SPREAD
    found = coefficient(estimate, se=se, df=came.count + comparison.count - 2)
    return Headline(estimate=estimate, low=found.low, high=found.high), found.p


def _by_groups(came: Side, comparison: Side) -> float:
    """The standard error by how far groups of one arm lie apart."""
    df = came.count + comparison.count - 2
    squares = sum(float(np.sum((side.means - side.means.mean()) ** 2)) for side in (came, comparison))
    return float((squares / df * (1 / came.count + 1 / comparison.count)) ** 0.5)


def _by_people(came: Side, comparison: Side) -> float:
    """The standard error by how far people of one group lie apart; nil where a group is one person, who has no s^2."""
    variance = sum(float(side.variances.sum()) / side.count**2 for side in (came, comparison))
    return 0.0 if np.isnan(variance) else float(variance**0.5)


def permutation_p(came: Numbers, comparison: Numbers) -> float | NotEstimable:
    """How often lots drawn otherwise would set the arms' averages as far apart, over every way to draw them.

    Assumption: each draw was as likely. Reference: Fisher 1935, The Design of Experiments, section 21.
    """
    means, size = np.concatenate([came, comparison]), len(came)
    if min(size, len(comparison)) < FEWEST_OF_A_SIDE:
        return ONE_GROUP
    if comb(len(means), size) > MOST_DRAWS:
        return NotEstimable(f"There are more than {MOST_DRAWS} ways to draw these lots.")
    drawn = np.array([means[list(chosen)].sum() for chosen in combinations(range(len(means)), size)])
    apart = np.abs(drawn / size - (means.sum() - drawn) / len(comparison))
    return float(np.mean(apart >= abs(came.mean() - comparison.mean()) - ALIKE))
