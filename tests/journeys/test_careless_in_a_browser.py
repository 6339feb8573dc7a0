"""Simulated careless people in a real browser, one phone each: all stored once, and joined with themselves."""

import random
from collections import Counter

import pytest

from tests.journeys.careless_in_a_browser import CarelessInABrowser
from tests.journeys.test_careless import joined_and_stored

pytestmark = pytest.mark.browser


def counted(live, chromium, people, *, seed):
    """How many are stored once each, joined, and joined with somebody else."""
    everyone = [
        CarelessInABrowser(chromium, live.base, live.words, random.Random(seed + number)) for number in range(people)
    ]
    for person in everyone:
        live.clock.advance(seconds=7)
        person.wave("pre")
    live.close("pre")
    live.clock.advance(hours=2)
    live.open("post")
    for person in everyone:
        live.clock.advance(seconds=7)
        person.wave("post")
    return {**joined_and_stored(live, everyone), "did": Counter(step for one in everyone for step in one.did)}


def test_careless_people_in_a_browser_are_stored_once_and_joined(live, chromium):
    found = counted(live, chromium, 2, seed=300)
    assert (found["sent"], found["stored as sent"], found["stored besides"]) == (4, 4, 0)
    assert (found["joined"], found["joined wrongly"]) == (2, 0)


@pytest.mark.long
@pytest.mark.parametrize("hall", range(8))
def test_of_two_hundred_careless_people_in_eight_halls_all_are_stored_once_and_joined(live, chromium, hall):
    found = counted(live, chromium, 25, seed=9000 + 100 * hall)
    print(found)  # noqa: T201 - the counts are asked for
    assert (found["sent"], found["stored as sent"], found["stored besides"]) == (50, 50, 0)
    assert (found["joined"], found["joined wrongly"]) == (25, 0)
