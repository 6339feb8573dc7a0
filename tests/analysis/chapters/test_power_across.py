"""What a number of pairs can show across chapters: the headline's own chance of a finding, not that of one group."""

import numpy as np
import pytest

from analysis.estimate.estimate import NotEstimable
from analysis.pooling.pooling import pool
from analysis.sensitivity.power import chapter_sizes, detectable, detectable_across, found_from

pytestmark = pytest.mark.integration

SD_CHANGE = 0.8**0.5
CELLS = [(pairs, spread) for pairs in (60, 180, 360) for spread in (0, 0.1, 0.2, 0.4)]
FOUND = dict(zip(CELLS, [0.60, 0.56, 0.48, 0.27, 0.56, 0.47, 0.35, 0.14, 0.61, 0.44, 0.23, 0.10], strict=True))
"""How often the headline across six chapters found a change that one group of as many pairs finds in .80: walked in
the field, 500 simulations each."""
NOISE = 0.08


def from_people(pairs, spread, change, *, studies, seed):
    """How often `analysis.pooling.pooling.pool` puts nought under its headline, from the answers of invented people."""
    rng, sizes, found = np.random.default_rng(seed), chapter_sizes(pairs, 6), 0
    for _ in range(studies):
        moved = [rng.normal(change + spread * rng.normal(), SD_CHANGE, size) for size in sizes]
        means = {str(chapter): float(each.mean()) for chapter, each in enumerate(moved)}
        variances = {str(chapter): float(each.var(ddof=1) / len(each)) for chapter, each in enumerate(moved)}
        found += pool(means, variances).headline.low > 0
    return found / studies


@pytest.mark.parametrize(("pairs", "spread"), CELLS)
def test_what_one_group_finds_in_80_of_100_the_average_of_six_chapters_finds_less_often(pairs, spread):
    change = round(detectable(pairs).smallest_change, 2)
    edges = found_from(
        chapter_sizes(pairs, 6, evenings=24),
        sd_change=SD_CHANGE,
        spread=spread,
        rng=np.random.default_rng(5),
        studies=range(300),
    )
    assert np.mean(edges <= change) == pytest.approx(FOUND[pairs, spread], abs=NOISE)
    assert np.mean(edges <= change) < 0.7


def test_the_planned_change_is_found_four_times_in_five_by_pooling_people():
    plan = detectable_across(chapter_sizes(180, 6), spread=0.2, rng=np.random.default_rng(1), studies=range(800))
    found = from_people(180, 0.2, plan.smallest_change, studies=150, seed=2)
    assert found == pytest.approx(0.8, abs=0.07)


@pytest.mark.long
@pytest.mark.parametrize(("pairs", "spread"), CELLS)
def test_the_planned_change_is_found_four_times_in_five_everywhere(pairs, spread):
    plan = detectable_across(chapter_sizes(pairs, 6), spread=spread, rng=np.random.default_rng(1))
    found = from_people(pairs, spread, plan.smallest_change, studies=4000, seed=2)
    assert found == pytest.approx(plan.power, abs=0.03)


def test_the_same_seed_plans_the_same():
    one, other = (
        detectable_across((12, 12, 12), spread=0.1, rng=np.random.default_rng(3), studies=range(50)) for _ in range(2)
    )
    assert one == other


@pytest.mark.parametrize("sizes", [(40, 40), (30, 30, 4)])
def test_two_chapters_or_a_chapter_not_shown_plan_nothing(sizes):
    assert isinstance(detectable_across(sizes, spread=0.1, rng=np.random.default_rng(3)), NotEstimable)


@pytest.mark.parametrize(
    ("pairs", "chapters", "evenings", "sizes"),
    [(180, 6, None, (30,) * 6), (20, 3, None, (7, 6, 7)), (80, 3, 4, (40, 20, 20)), (60, 6, 4, (10,) * 6)],
)
def test_pairs_are_shared_out_by_evenings(pairs, chapters, evenings, sizes):
    assert chapter_sizes(pairs, chapters, evenings=evenings) == sizes
