"""The boundaries of several looks are those that R and others print, and together cross one time in twenty."""

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from analysis.estimate.spending import alpha_at, boundaries, spent

PUBLISHED = {
    # R's ldbounds::ldBounds(5, iuse = 1, alpha = .05), as by the program of Reboussin et al. 2000.
    (1 / 5, 2 / 5, 3 / 5, 4 / 5, 1.0): (4.8769, 3.3569, 2.6803, 2.2898, 2.0310),
    # The same with 2 looks.
    (1 / 2, 1.0): (2.9626, 1.9686),
    # R's gsDesign::sfLDOF with total spend .025 each way, from the manual of gsDesign2 (gs_power_npe).
    (1 / 3, 2 / 3, 1.0): (3.7103029, 2.5114070, 1.9929702),
}
GRID = 2e-4
"""How far published figures lie from each other: they stop integrating at different steps."""


@pytest.mark.parametrize("fractions", PUBLISHED)
def test_boundaries_are_those_that_are_published(fractions):
    assert boundaries(fractions) == pytest.approx(PUBLISHED[fractions], abs=GRID)


def test_boundaries_of_another_alpha_are_those_that_are_published():
    # SeqBounds.jl, bounds([.25, .5, .75, 1], .05), one-sided: .1 both ways, as hardly any crosses both.
    assert boundaries((0.25, 0.5, 0.75, 1.0), alpha=0.1) == pytest.approx(
        (3.74955, 2.53993, 2.01604, 1.72014), abs=GRID
    )


@pytest.mark.parametrize("fractions", [(0.3, 1.0), (0.4, 0.7, 1.0), (0.25, 0.5, 0.75, 1.0)])
def test_all_looks_together_cross_one_time_in_twenty(fractions):
    """Worked out another way: the chance that all of them lie within, from their joint normal distribution."""
    z = np.array(boundaries(fractions))
    together = np.sqrt(np.minimum.outer(fractions, fractions) / np.maximum.outer(fractions, fractions))
    within = multivariate_normal.cdf(z, cov=together, lower_limit=-z, abseps=1e-7, releps=1e-7, rng=1)
    assert 1 - within == pytest.approx(0.05, abs=2e-5)


def test_what_is_spent_rises_to_all_of_it():
    assert spent(1.0) == pytest.approx(0.05, rel=1e-12)
    assert spent(0.5) == pytest.approx(0.0031, abs=5e-5)


def test_one_look_has_the_usual_range():
    assert boundaries((1.0,)) == pytest.approx((norm.ppf(0.975),), rel=1e-12)
    assert alpha_at((1.0,), 1) == 0.05


def test_later_looks_are_less_strict_and_the_last_is_a_little_stricter_than_the_only_one():
    found = [alpha_at((0.25, 0.5, 0.75, 1.0), look) for look in (1, 2, 3, 4)]
    assert found == sorted(found)
    assert 0.04 < found[-1] < 0.05


def test_a_look_after_each_of_40_evenings_has_a_number():
    alphas = [alpha_at(tuple((each + 1) / 40 for each in range(40)), look) for look in (1, 40)]
    assert 0 < alphas[0] < 1e-40
    assert 0.03 < alphas[1] < 0.04


@pytest.mark.parametrize("fractions", [(), (0.5, 0.5, 1.0), (0.6, 0.4, 1.0), (0.5,), (0.0, 1.0)])
def test_looks_that_do_not_rise_to_the_whole_are_refused(fractions):
    with pytest.raises(ValueError, match="rising shares"):
        boundaries(fractions)
