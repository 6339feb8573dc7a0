"""More than two waves: the remembered before, a second baseline, and what is left at follow-up.

Each set of contrasts is taken over the same people, those who answered all its waves, so that its parts add up.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.estimate.estimate import NotEstimable
from analysis.estimate.quantiles import t_quantile
from analysis.pooling.heterogeneity import Numbers


@dataclass(frozen=True, kw_only=True)
class Contrast:
    """Mean difference of two waves over `n` people, in scale points, with its 95 % t interval."""

    n: int
    mean: float
    low: float | NotEstimable
    high: float | NotEstimable


Contrasts = Mapping[str, Contrast] | NotEstimable


def retrospective(scores: pd.DataFrame) -> Contrasts:
    """The remembered before, kept apart from the true one (columns pre, post, then; one row a person; NaN = absent).

    Estimand: three mean differences: post - pre (what answers did), post - then (what people say of themselves), then
    - pre (how far memory or the meaning of the scale moved). Formula: mean +- t(.975, n - 1) sd / sqrt(n); the second
    and third add to the first. Assumption: people independent. They are never merged into one. Reference: Howard
    1980, Evaluation Review 4:93.
    """
    return _contrasts(
        scores,
        {"post_minus_pre": ("post", "pre"), "post_minus_then": ("post", "then"), "then_minus_pre": ("then", "pre")},
    )


def double_pretest(scores: pd.DataFrame) -> Contrasts:
    """What people moved without a workshop, beside what they moved with one (columns pretest, pre, post).

    Estimand: drift pre - pretest, change post - pre, and beyond_drift, the second less the first. Formula: mean +-
    t(.975, n - 1) sd / sqrt(n). Assumption: drift goes on at the same pace, the two gaps being alike; regression to
    the mean after an unusual first answer shows as drift. Reference: Shadish, Cook & Campbell 2002, chapter 4.
    """
    frame = scores.assign(drift=scores["pre"] - scores["pretest"], change=scores["post"] - scores["pre"])
    return _contrasts(
        frame, {"drift": ("pre", "pretest"), "change": ("post", "pre"), "beyond_drift": ("change", "drift")}
    )


def follow_up(scores: pd.DataFrame) -> Contrasts:
    """What is left at follow-up (columns pre, post, follow_up), over those who came back to answer.

    Estimand: change post - pre, lasting follow_up - pre, and faded follow_up - post. Formula: mean +- t(.975, n - 1)
    sd / sqrt(n); the last two differ by the first. Assumption: those who answered a third time are like the others,
    which is seldom so: say how many they are. Reference: Little & Rubin 2019, chapter 1.
    """
    return _contrasts(
        scores, {"change": ("post", "pre"), "lasting": ("follow_up", "pre"), "faded": ("follow_up", "post")}
    )


def _contrasts(scores: pd.DataFrame, wanted: Mapping[str, tuple[str, str]]) -> Contrasts:
    columns = sorted({column for pair in wanted.values() for column in pair})
    complete = scores[columns].dropna()
    if complete.empty:
        return NotEstimable(f"Nobody answered all of {', '.join(columns)}.")
    return {name: _contrast((complete[a] - complete[b]).to_numpy(dtype=float)) for name, (a, b) in wanted.items()}


def _contrast(differences: Numbers) -> Contrast:
    n, mean = len(differences), float(differences.mean())
    if n < 2 or np.ptp(np.round(differences, 10)) == 0:
        alike = NotEstimable("With one person, or when all differ alike, there is no spread to judge by.")
        return Contrast(n=n, mean=mean, low=alike, high=alike)
    half = float(t_quantile(0.975, n - 1) * differences.std(ddof=1) / np.sqrt(n))
    return Contrast(n=n, mean=mean, low=mean - half, high=mean + half)
