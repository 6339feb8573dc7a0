import pytest
from mpmath import mp, mpf, ncdf, quad

from analysis.estimate.noncentral import noncentral_cdf, noncentralities


def by_quadrature(t, df, noncentrality):
    """P(T <= t) as the average over the chi distribution of the normal part, to thirty digits."""
    with mp.workdps(30):
        half = mpf(df) / 2
        share = 2 * half**half / mp.gamma(half)
        width = 1 / mp.sqrt(2 * df)
        points = [mpf(0), *(max(mpf(0), 1 + k * width) for k in (-6, -3, 0, 3, 6, 12, 24))]
        return float(
            quad(
                lambda s: ncdf(t * s - noncentrality) * share * s ** (df - 1) * mp.exp(-half * s * s),
                sorted(set(points)),
            )
        )


@pytest.mark.parametrize(
    ("t", "df", "noncentrality"), [(2.2, 28, 0.5), (3, 1, 7.08), (30, 9, 20), (50, 100, 40), (-7, 57, -9)]
)
def test_the_chance_is_that_of_the_defining_integral(t, df, noncentrality):
    assert noncentral_cdf(t, df, noncentrality=noncentrality) == pytest.approx(
        by_quadrature(t, df, noncentrality), rel=1e-10
    )


@pytest.mark.parametrize(("t", "noncentrality", "chance"), [(-1.98, 10.9, 0), (30, -17.3, 1), (5, -6.24, 1)])
def test_far_apart_on_either_side_of_nil_the_chance_is_nought_or_one(t, noncentrality, chance):
    assert noncentral_cdf(t, 119, noncentrality=noncentrality) == pytest.approx(chance, abs=1e-9)


def test_the_interval_has_no_seam_where_the_far_formula_begins():
    near, far = noncentralities(9_999.0, 5), noncentralities(10_001.0, 5)
    assert near[0] / 9_999 == pytest.approx(far[0] / 10_001, rel=1e-7)
    assert near[1] / 9_999 == pytest.approx(far[1] / 10_001, rel=1e-7)


def test_no_change_gives_the_interval_of_the_normal():
    assert noncentralities(0.0, 20) == pytest.approx((-1.959964, 1.959964), abs=1e-6)
