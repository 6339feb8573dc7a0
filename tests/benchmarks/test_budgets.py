"""The budgets of the participants' pages, measured over the wire."""

import pytest

from tests.benchmarks.web_budget import ROWS


@pytest.mark.parametrize("name", ROWS)
def test_the_budget_is_met(name):
    row = ROWS[name](True)
    assert row["met"], row
