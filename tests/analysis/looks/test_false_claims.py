"""How often a study of no true change claims one at any look, simulated: six chapters, 24 evenings of 20 pairs.

The product's own looks decide when it is claimed, and its own pooling how wide the range is then. Looked at after every
evening by a range of 95 %, as any report could be before plans named looks, it is one study in ten to five.
"""

import numpy as np
import pytest

from analysis.estimate.looks import looks_of
from analysis.estimate.plan import plan_for
from analysis.estimate.spending import ALPHA, alpha_at
from analysis.pooling.at_look import headline_at
from analysis.pooling.pooling import pool
from analysis.scoring.scoring import Scale

pytestmark = pytest.mark.integration

CHAPTERS, EVENINGS, PAIRS = 6, 24, 20
SPREADS = [(0.0, 0.0), (0.1, 0.1), (0.2, 0.1)]
"""How far chapters' true changes and evenings of a chapter lie apart, in standard deviations of a person's change."""
SCALE = Scale(id="s", label="s", items=("i",), minimum=0, maximum=10)


def study(rng, *, between, within):
    """The changes of the people of each evening, turn by turn in the chapters; on average nobody changed."""
    level = rng.normal(0, between, CHAPTERS) if between else np.zeros(CHAPTERS)
    evening = rng.normal(0, within, EVENINGS) if within else np.zeros(EVENINGS)
    return [rng.normal(level[k % CHAPTERS] + evening[k], 1, PAIRS) for k in range(EVENINGS)]


def excludes_nil(changes, alpha):
    """Whether the headline over the chapters of these evenings excludes nil at an alpha."""
    chapters = [np.concatenate(changes[k::CHAPTERS]) for k in range(min(CHAPTERS, len(changes)))]
    means = {str(k): float(people.mean()) for k, people in enumerate(chapters)}
    ends = headline_at(pool(means, {str(k): float(v.var(ddof=1) / len(v)) for k, v in enumerate(chapters)}), alpha)
    return ends is not None and (ends.low > 0 or ends.high < 0)


def claims(changes, plan):
    """Whether a study that is looked at after every evening claims a change at any of them."""
    for evening in range(3, EVENINGS + 1):
        looks = looks_of(plan, evening=evening)
        if looks.claims and excludes_nil(changes[:evening], alpha_at(looks.fractions, looks.this)):
            return True
    return False


def share(plan, *, spread, studies, seed):
    """The share of studies that claim at any evening."""
    rng = np.random.default_rng(seed)
    return np.mean([claims(study(rng, between=spread[0], within=spread[1]), plan) for _ in range(studies)])


@pytest.mark.parametrize("looks", [1, 4])
@pytest.mark.parametrize("spread", SPREADS)
def test_rule_10_a_study_of_no_change_seldom_claims_one_at_any_look(looks, spread):
    plan = plan_for([SCALE], evenings=EVENINGS, looks=looks)
    found = share(plan, spread=spread, studies=150, seed=51)
    assert found <= 0.05 + 2 * (0.05 * 0.95 / 150) ** 0.5


@pytest.mark.long
@pytest.mark.parametrize("looks", [1, 4])
@pytest.mark.parametrize("spread", SPREADS)
def test_rule_10_a_study_of_no_change_claims_one_at_any_look_in_five_of_100_at_most(looks, spread):
    plan = plan_for([SCALE], evenings=EVENINGS, looks=looks)
    found = share(plan, spread=spread, studies=4000, seed=52)
    assert found <= 0.05 + 2 * (0.05 * 0.95 / 4000) ** 0.5


def test_looked_at_after_every_evening_by_a_usual_range_it_claims_far_too_often():
    """Negative control: what the planned looks are for."""
    rng = np.random.default_rng(53)
    found = 0
    for _ in range(60):
        changes = study(rng, between=0.1, within=0.1)
        found += any(excludes_nil(changes[:evening], ALPHA) for evening in range(3, EVENINGS + 1))
    assert found / 60 > 0.1
