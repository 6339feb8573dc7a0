"""Whoever reads drafts, releases, panels and exports of a study, before and after people withdraw, learns of nobody."""

import pytest

from tests.releases.attacker import attacked_until
from tests.releases.together.everything import whole_study


def attacked(cells, *, seed, **without):
    return attacked_until(cells, lambda rng: whole_study(rng, steps=int(rng.integers(3, 13)), **without), seed=seed)


def test_nothing_is_recovered_from_two_thousand_cells():
    found = attacked(2000, seed=1)
    assert (found["attacked"] >= 2000, found["recovered"]) == (True, 0)


@pytest.mark.long
@pytest.mark.parametrize("seed", [2, 3])
def test_nothing_is_recovered_from_a_hundred_thousand_cells(seed):
    found = attacked(50_000, seed=seed)
    assert (found["attacked"] >= 50_000, found["recovered"]) == (True, 0)


def test_the_same_attacker_recovers_some_where_nothing_is_remembered():
    assert attacked(1000, seed=1, ledger=False)["recovered"] > 10


def test_the_same_attacker_recovers_some_where_rows_are_not_remembered():
    assert attacked(1000, seed=1, row_ledger=False)["recovered"] > 0
