"""Whoever reads every release learns of nobody; without the ledger the same reader does."""

import pytest

from tests.releases.attacker import attacked_studies


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_recovered_from_five_thousand_cells(seed):
    found = attacked_studies(2500, seed=seed)
    assert (found["attacked"] >= 2500, found["recovered"]) == (True, 0)


@pytest.mark.long
def test_nothing_is_recovered_from_a_hundred_thousand_cells():
    found = attacked_studies(100_000, seed=3)
    assert (found["attacked"] >= 100_000, found["recovered"]) == (True, 0)


@pytest.mark.parametrize("how", ["release_without_ledger", "release_counting_everybody"])
def test_the_same_attacker_recovers_some_without_the_ledger_or_with_one_that_counts_everybody(how):
    assert attacked_studies(1000, seed=1, how=how)["recovered"] > 10
