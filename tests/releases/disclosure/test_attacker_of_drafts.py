"""Whoever reads every draft, release and panel of a study in a database learns of nobody; as it was before, they do."""

import numpy as np
import pytest

from tests.releases.stored_studies import stored_study


def test_nothing_is_recovered_from_drafts_releases_and_panels(fieldwork):
    attacked, recovered = stored_study(fieldwork, np.random.default_rng(4), steps=24).attacked()
    assert (attacked > 0, recovered) == (True, 0)


def test_the_same_attacker_recovers_some_from_drafts_without_a_ledger(on_sqlite):
    study = stored_study(on_sqlite, np.random.default_rng(4), steps=24, ledger=False)
    assert study.attacked()[1] > 0


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_recovered_from_many_studies(fieldwork, seed):
    assert stored_study(fieldwork, np.random.default_rng(seed), steps=40).attacked()[1] == 0
