"""How sure each of several planned looks has to be, so that all of them together are wrong one time in twenty."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from analysis.estimate.quantiles import normal_above, normal_quantile
from analysis.estimate.roots import root_between

Numbers = npt.NDArray[np.float64]

ALPHA = 0.05
"""The chance, both ways together, that any of the looks finds a change where there is none."""
FARTHEST = 40.0
"""A z beyond which nothing is left to spend."""
LEAST = 1e-300
"""The smallest alpha of a look: numbers end there."""
STEPS = 800
"""Intervals of Simpson's rule over the values of one look; even."""


def spent(fraction: float, *, alpha: float = ALPHA) -> float:
    """How much of alpha may be spent, both ways together, once this share of the information is in.

    Formula: 4 (1 - Phi(z(1 - alpha / 4) / sqrt(t))), the O'Brien-Fleming type with alpha / 2 each way. Reference: Lan &
    DeMets 1983, Biometrika 70:659; R's gsDesign::sfLDOF and ldbounds::ldBounds(iuse = 1).
    """
    return 4 * normal_above(normal_quantile(1 - alpha / 4) / float(np.sqrt(fraction)))


@cache
def boundaries(fractions: tuple[float, ...], *, alpha: float = ALPHA) -> tuple[float, ...]:
    """The z of each look beyond which it claims, at rising shares of the information up to 1.

    Estimand: the z of look i at which the chance to cross there, and at no earlier look, is what may be spent since.
    Formula: S_i = Z_i sqrt(t_i) has independent normal steps of variance t_i - t_(i - 1); its density among the studies
    that have not crossed is carried from look to look by Simpson's rule, and z_i is the root. Assumption: estimates of
    later looks are earlier ones with more information, nothing truly changed. Reference: Armitage, McPherson & Rowe
    1969, J R Stat Soc A 132:235; Reboussin et al. 2000, Control Clin Trials 21:190.
    """
    _check(fractions)
    found: list[float] = []
    before = _Surviving()
    for fraction, already in zip(fractions, (0.0, *fractions), strict=False):
        since = spent(fraction, alpha=alpha) - (spent(already, alpha=alpha) if already else 0.0)
        found.append(before.boundary(fraction, since))
        before = before.after(fraction, found[-1])
    return tuple(found)


def _check(fractions: Sequence[float]) -> None:
    steps = np.diff([0.0, *fractions])
    if not len(fractions) or min(steps) <= 0 or fractions[-1] != 1:
        raise ValueError("Looks are at rising shares of the information, the last at 1.")


class _Surviving:
    """The density of S at a look among studies that have not crossed; before the first, all of them at nought."""

    def __init__(self, fraction: float = 0.0, points: Numbers | None = None, mass: Numbers | None = None) -> None:
        self.fraction = fraction
        self.points = np.zeros(1) if points is None else points
        self.mass = np.ones(1) if mass is None else mass

    def boundary(self, fraction: float, since: float) -> float:
        """The z at which so much is spent at this look."""
        scale = float(np.sqrt(fraction))
        return root_between(lambda z: since - self._crosses(z * scale, fraction), low=0.0, high=FARTHEST)

    def _crosses(self, end: float, fraction: float) -> float:
        """The chance to lie beyond `end` either way."""
        step = float(np.sqrt(fraction - self.fraction))
        beyond = ndtr((self.points - end) / step) + ndtr((-self.points - end) / step)
        return float(np.sum(self.mass * beyond))

    def after(self, fraction: float, z: float) -> "_Surviving":
        """The same at this look, of those within z, as masses at points that Simpson's rule weighs."""
        end, step = z * float(np.sqrt(fraction)), float(np.sqrt(fraction - self.fraction))
        points = np.linspace(-end, end, STEPS + 1)
        apart = (points[:, None] - self.points[None, :]) / step
        density = (np.exp(-(apart**2) / 2) @ self.mass) / (step * np.sqrt(2 * np.pi))
        weights = np.full(STEPS + 1, 2.0)
        weights[1::2], weights[[0, -1]] = 4.0, 1.0
        return _Surviving(fraction, points, density * weights * (2 * end / STEPS) / 3)


def alpha_at(fractions: tuple[float, ...], look: int) -> float:
    """The two-sided alpha of the ranges of look 1, 2, ... of these: .05 where there is one, less where there are more.

    Formula: 2 (1 - Phi(z)) of the look's own boundary, so that its range excludes nil where it crosses.
    """
    if len(fractions) == 1:
        return ALPHA
    return max(2 * normal_above(boundaries(fractions)[look - 1]), LEAST)
