"""A thousand careless people over fifty evenings: each stored once, nobody ended by accident, nobody joined wrongly."""

import pytest

from tests.journeys.careless.evenings import TEN, TWENTY, evening
from tests.journeys.careless.outcomes import table, total

EVERYTHING = {
    "rescan", "back", "close", "enter", "second tab", "tap twice", "press the biggest button", "lose the card", "typo",
    "lend the phone midway", "lend the phone after sending", "hand the phone on",
}  # fmt: skip


def held(found, *, people):
    """What must hold, whatever people did."""
    whole = total(found)
    assert (whole.people, whole.sent, whole.stored) == (people, 2 * people, 2 * people)
    assert (whole.doubled, whole.ended, whole.wrong) == (0, 0, 0)
    assert (whole.both, whole.linked >= 0.99 * people) == (people, True)


def test_ten_careless_people_of_every_kind_are_stored_once_and_linked(database, settings, clock):
    found = evening(database, settings, clock, kinds=TEN, seed=1)
    held(found, people=10)
    assert {step for one, _ in found for step in one.did} >= EVERYTHING


@pytest.mark.long
def test_a_thousand_careless_people_over_fifty_evenings(database, settings, clock):
    found = [each for seed in range(50) for each in evening(database, settings, clock, kinds=TWENTY, seed=seed)]
    print(table(found))  # noqa: T201 - the table is asked for
    held(found, people=1000)
