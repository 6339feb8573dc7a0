"""Whether people who moved one way are more than chance gives an outcome that simply varies.

Asked twice, people answer a little otherwise though nothing changed, and as many one way as the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from scipy.special import bdtrc, ndtr

from analysis.disclosure.disclosure import SMALL
from analysis.scoring.scoring import Scale
from analysis.wording.counts_moved import MANY, SHARE_OF_FEWER, SHARES_IN_WORDS

SURE = 0.05
"""How often chance alone may bring as much."""
SURE_OF_A_TITLE = 0.005
"""The same of what a title says: of studies in which nothing changed at most about one in a hundred has it then."""
FEWEST = 20
"""Of fewer people the shape of their changes tells nothing (Anscombe & Glynn 1983)."""


def outnumber(one: int, other: int) -> bool:
    """Whether so many people are more than chance gives, where as many moved the other way.

    Estimand: P(this way) among those who moved, against 1/2. Formula: P(X >= one), X binomial(one + other, 1/2).
    Assumption: people independent. Reference: Dixon & Mood 1946, Journal of the American Statistical Association 41:557
    (sign test, one side).
    """
    return one > 0 and bool(bdtrc(one - 1, one + other, 0.5) < SURE)


def are_divided(changes: Sequence[float], *, sure: float = SURE) -> bool:
    """Whether people fall into those who moved one way and those who moved the other, by the shape of their changes.

    Estimand: the kurtosis of changes, against that of one normal curve. Formula: Anscombe and Glynn's normal
    approximation of b2 = m4 / m2^2, lower side. Assumption: people independent; what asking twice adds by chance lies
    around one average, most of it near there, so that b2 is 3 or more. Two groups that moved apart leave the middle
    empty, which makes it lower (1 for two points), whatever the average and the margin are. Answers on a scale of few
    points make low kurtoses a little more frequent: at `sure` 0.05 up to 0.07, at 0.005 up to 0.019 with one question
    and 20 people, else under 0.01 (simulated, nothing changed). Reference: Anscombe & Glynn
    1983, Biometrika 70:227; Darlington 1970, The American Statistician 24:19 (what a low kurtosis tells).
    """
    n, found = len(changes), np.round(np.asarray(changes, dtype=float), 10)
    if n < FEWEST or np.ptp(found) == 0:
        return False
    apart = found - found.mean()
    b2 = float((apart**4).mean() / (apart**2).mean() ** 2)
    return bool(ndtr(_distance(b2, n)) < sure)


@dataclass(frozen=True)
class ManyWorse:
    """About what share of people moved the unwelcome way, and whether they are more than chance gives.

    Told in the place of counts one of which is of one or two people.
    """

    share: str
    outnumber: bool


FEWEST_IN_WORDS = 30
"""Of so many people five counts or more have the same words."""


def many_worse(changes: Sequence[float], scale: Scale) -> ManyWorse | None:
    """The share of people who moved the unwelcome way by the margin or more, where their counts may not be told.

    None where nobody stated which way that is, where fewer than `MANY` did, or where no count is of one or two people,
    and so all are told. Estimand: the share of these people, in words whose limits are twelfths. Assumption: five
    counts or more have the same words, so that they narrow none of one or two people (see docs/disclosure.md).
    """
    if scale.direction == "not stated":
        return None
    unwelcome = -1 if scale.direction == "higher" else 1
    signed = np.round(np.asarray(changes, dtype=float) * unwelcome, 10)
    edge = round(scale.margin, 10) if scale.margin else 1e-10
    worse, better, n = int((signed >= edge).sum()), int((signed <= -edge).sum()), len(signed)
    if not {worse, better, n - worse - better} & set(SMALL) or worse < MANY * n:
        return None
    named = next(word for limit, word in SHARES_IN_WORDS.items() if worse <= limit * n)
    return ManyWorse(share=named if n >= FEWEST_IN_WORDS else SHARE_OF_FEWER, outnumber=outnumber(worse, better))


def _distance(b2: float, n: int) -> float:
    """How far a kurtosis of n values lies from that of a normal curve, in standard errors.

    Below what the approximation reaches, where its cube root would change sign, it lies lower than any.
    """
    mean = 3 * (n - 1) / (n + 1)
    variance = 24 * n * (n - 2) * (n - 3) / ((n + 1) ** 2 * (n + 3) * (n + 5))
    skew = 6 * (n * n - 5 * n + 2) / ((n + 7) * (n + 9)) * sqrt(6 * (n + 3) * (n + 5) / (n * (n - 2) * (n - 3)))
    shape = 6 + 8 / skew * (2 / skew + sqrt(1 + 4 / skew**2))
    scaled = 1 + (b2 - mean) / sqrt(variance) * sqrt(2 / (shape - 4))
    if scaled <= 0:
        return -inf
    root = np.cbrt((1 - 2 / shape) / scaled)
    return float((1 - 2 / (9 * shape) - root) / sqrt(2 / (9 * shape)))
