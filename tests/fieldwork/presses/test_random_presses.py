"""Whatever is pressed, by whomever and whenever: the evening stands where a model of it does, and loses nothing."""

import random

import pytest

from tests.fieldwork.presses.random_evenings import RandomEvenings


@pytest.mark.parametrize("seed", range(2))
def test_two_thousand_random_presses_leave_every_evening_where_the_model_has_it(mounted, clock, seed):
    RandomEvenings(mounted, clock, random.Random(seed)).run(1_000)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 150))
def test_a_hundred_thousand_random_presses_do_so_too(mounted, clock, seed):
    RandomEvenings(mounted, clock, random.Random(seed)).run(2_000)
