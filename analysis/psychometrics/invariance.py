"""Whether a scale measured the same thing at two waves: its items in one factor, more and more of it held equal."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
from scipy.special import chdtrc

from analysis.disclosure.counted_answers import rounded_count
from analysis.disclosure.released import rounded
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.pairs import Numbers, constant
from analysis.estimate.sample import SampleFigures
from analysis.psychometrics.two_wave_factor import TwoWaveFit, two_wave_factor
from analysis.scoring.scoring import Scale

ITEMS = 3
"""Fewer items leave the model nothing to be held against."""
OPTIONS = 5
"""From so many options on answers may be taken as near normal (Rhemtulla et al. 2012, Psychological Methods 17:354)."""
FEWEST = 100
PER_PARAMETER = 5
"""People for each free parameter (Bentler & Chou 1987, Sociological Methods & Research 16:78)."""
LEVEL = 0.05
CLOSE = 0.08
"""An RMSEA up to which a model is near enough (Browne & Cudeck 1993)."""
FEW_ITEMS = NotEstimable(f"Whether a scale measured the same thing twice needs {ITEMS} items.")
FEW_OPTIONS = NotEstimable(f"Questions of fewer than {OPTIONS} answers are not judged by this model.")
NO_FIT = NotEstimable("The model of one factor at each wave cannot be fitted to these answers.")
Holds = Literal["scalar", "metric", "configural", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelihoodRatio:
    """A chi-square with its degrees of freedom and p, in a release as a band."""

    chi_square: float
    df: int
    p: float | Suppressed


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariance:
    """How much of the model of one factor may be held equal at both waves.

    `fit` is of the configural model against the answers, `metric` of equal loadings against it, `scalar` of equal
    intercepts against that. `holds` names the strictest that is borne out: a change in the score is one in what the
    scale measures only where that is `scalar`; `none` where not even one factor describes the answers.
    """

    people: int
    fit: LikelihoodRatio
    rmsea: float
    metric: LikelihoodRatio
    scalar: LikelihoodRatio
    holds: Holds


def people_needed(items: int) -> int:
    """How many people the model of so many items needs: a hundred, and five for each parameter of the configural."""
    return max(FEWEST, PER_PARAMETER * (7 * items + 1))


def invariance(pre: pd.DataFrame, post: pd.DataFrame, *, options: float) -> Invariance | NotEstimable:
    """Longitudinal measurement invariance of a scale, of the people who answered all of its items twice.

    Estimand: whether loadings and intercepts of one factor are the same at both waves. Formula: differences of
    chi-square of nested models with as many degrees of freedom as are held equal, each judged at 0.05. Assumption: one
    factor, answers near normal, people independent of each other; what they share in a room makes a difference seem
    surer than it is. The frames have a row a person and a column an item, after reversal; `options` counts the answers
    of an item. References: Meredith 1993, Psychometrika 58:525; Liu et al. 2017, Psychological Methods 22:486.
    """
    items = list(pre.columns)
    if len(items) < ITEMS or set(items) != set(post.columns):
        return FEW_ITEMS
    if options < OPTIONS:
        return FEW_OPTIONS
    answers = _twice(pre, post[items])
    needed = people_needed(len(items))
    if len(answers) < needed:
        return NotEstimable(f"Fewer than {needed} people answered every item twice: too few to judge.")
    if any(constant(column) for column in answers.T):
        return NO_FIT
    return judged(answers)


def scale_invariance(pre: pd.DataFrame, post: pd.DataFrame, scale: Scale) -> Invariance | None:
    """The same for a report, with people to the nearest five; None where the model cannot be had.

    Who left out a question is then told by no difference from the pairs. Frames as in `invariance`.
    """
    found = invariance(pre, post, options=scale.maximum - scale.minimum + 1)
    return (
        None if isinstance(found, NotEstimable) else replace(found, people=rounded_count(found.people, fewest=1) or 0)
    )


def disclosed_invariance(found: Invariance | None, everybody: SampleFigures | Suppressed) -> Invariance | None:
    """As a release tells it: rounded, p as bands, and only beside a reliability that is told."""
    if found is None or isinstance(everybody, Suppressed) or isinstance(everybody.alpha_pre, Suppressed):
        return None
    return rounded(found, pairs=found.people)


def judged(answers: Numbers) -> Invariance | NotEstimable:
    """The three models one after the other, of answers with the items of the first wave first, however many people."""
    fits = [
        two_wave_factor(answers),
        two_wave_factor(answers, equal_loadings=True),
        two_wave_factor(answers, equal_loadings=True, equal_intercepts=True),
    ]
    configural, metric, scalar = fits
    if configural is None or metric is None or scalar is None or configural.smallest < 0:
        return NO_FIT
    fit, of_loadings, of_intercepts = _test(configural), _against(metric, configural), _against(scalar, metric)
    rmsea = float(np.sqrt(max(0.0, (configural.chi_square / configural.df - 1) / len(answers))))
    return Invariance(
        people=len(answers),
        fit=fit,
        rmsea=rmsea,
        metric=of_loadings,
        scalar=of_intercepts,
        holds=_holds(fit, rmsea, of_loadings, of_intercepts),
    )


def _twice(pre: pd.DataFrame, post: pd.DataFrame) -> Numbers:
    both = pre.add_suffix("_pre").join(post.add_suffix("_post"), how="inner").dropna()
    answers: Numbers = both.to_numpy(dtype=float)
    return answers


def _test(fit: TwoWaveFit) -> LikelihoodRatio:
    return LikelihoodRatio(chi_square=fit.chi_square, df=fit.df, p=float(chdtrc(fit.df, fit.chi_square)))


def _against(narrow: TwoWaveFit, wide: TwoWaveFit) -> LikelihoodRatio:
    more, df = max(narrow.chi_square - wide.chi_square, 0.0), narrow.df - wide.df
    return LikelihoodRatio(chi_square=more, df=df, p=float(chdtrc(df, more)))


def _holds(fit: LikelihoodRatio, rmsea: float, metric: LikelihoodRatio, scalar: LikelihoodRatio) -> Holds:
    if _refused(fit) and rmsea > CLOSE:
        return "none"
    if _refused(metric):
        return "configural"
    return "metric" if _refused(scalar) else "scalar"


def _refused(test: LikelihoodRatio) -> bool:
    return isinstance(test.p, float) and test.p < LEVEL
