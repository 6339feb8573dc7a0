"""Simulated careless people in a real browser, one phone each: all stored once, and joined with themselves."""

import random

import pytest

from tests.journeys.careless.in_a_browser import SEEN, CarelessInABrowser
from tests.journeys.careless.outcomes import kept_at, outcomes, table, total

pytestmark = pytest.mark.browser

TWO = ("loses the card", "lends")
EVENING = ("poster", "poster", "poster", "poster", "card", "loses the card", "mistypes", "lends")
"""Nine people, for one of them borrows a phone."""


def evening(live, chromium, kinds, *, seed):
    """Everybody through Before and After; what became of what each of them sent."""
    cards, seeds = live.cards(len(kinds) + 1), iter(range(seed, seed + 2 * len(kinds)))

    def new(kind):
        card = "" if kind == "poster" else cards.pop()
        person = CarelessInABrowser(chromium, live.base, live.words, random.Random(next(seeds)), card=card)
        person.loses_card, person.mistypes = kind == "loses the card", kind == "mistypes"
        person.friend = new("card") if kind == "lends" else None
        return person

    everyone = [new(kind) for kind in kinds]
    for wave in ("pre", "post"):
        for person in everyone:
            live.clock.advance(seconds=7)
            person.wave(wave)
        if wave == "pre":
            live.close("pre")
            live.clock.advance(hours=2)
            live.open("post")
    return outcomes([*everyone, *(person.friend for person in everyone if person.friend)], kept_at(live))


def held(found, *, people):
    """What must hold, whatever people did."""
    whole = total(found)
    assert (whole.people, whole.sent, whole.stored) == (people, 2 * people, 2 * people)
    assert (whole.doubled, whole.ended, whole.wrong) == (0, 0, 0)
    assert whole.linked >= 0.99 * people


def test_careless_people_in_a_browser_are_stored_once_and_joined(live, chromium):
    held(evening(live, chromium, TWO, seed=300), people=3)


def test_on_the_smallest_phone_nothing_is_larger_than_the_button_after_a_mistyped_code(live, phone):
    (card,) = live.cards(1)
    with phone(viewport={"width": 320, "height": 667}) as context:
        page = context.new_page()
        page.goto(f"/{live.words}?card={card[:-1]}{'0' if card[-1] != '0' else '1'}")
        assert page.locator(".faults").is_visible()
        box = page.locator("form#begin button.go").bounding_box()
        biggest = page.evaluate(SEEN, 0)["big"]
        assert round(biggest["area"]) == round(box["width"] * box["height"])


@pytest.mark.long
@pytest.mark.parametrize("hall", range(12))
def test_of_a_hundred_careless_people_in_twelve_halls_all_are_stored_once_and_joined(live, chromium, hall):
    found = evening(live, chromium, EVENING, seed=9000 + 100 * hall)
    print(f"\n{table(found)}")  # noqa: T201 - the table is asked for
    held(found, people=9)
