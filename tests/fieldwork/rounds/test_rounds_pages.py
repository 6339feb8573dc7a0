"""The rounds on the evening's page, for an account and for a key: started, paused, rung, added, taken back."""

import re

import pytest
from lxml import html

from evaluation.store.log.audit_entries import latest_entries
from tests.fieldwork.evening.test_second_tap import evening, hand, organiser, volunteer

__all__ = ["evening", "hand", "organiser", "volunteer"]


@pytest.fixture
def talking(hand, evening, clock):
    """Whoever is in the hall, once Before has closed."""
    evening.change(planned_rounds=3, minutes_a_round=6, languages=["en", "cy"])
    for label in ("Open Before", "Close Before"):
        hand.tap(label)
        clock.advance(minutes=1)
    return hand


def buttons(page):
    found = html.fromstring(page).xpath("//section[@class='now']//button[not(ancestor::div[@class='undo'])]")
    return [each.text_content().strip() for each in found]


def said(page):
    return re.sub(r"\s+", " ", html.fromstring(page).xpath("//main")[0].text_content())


def clock_on(page):
    return html.fromstring(page).xpath("//*[@role='timer']")[0].text


def reload(hand):
    hand.go(re.search(r'data-now="([^"]+)/now"', hand.page)[1])
    return hand.page


def test_a_round_is_started_and_its_time_runs(talking, clock):
    assert "3 rounds of 6 minutes" in said(talking.page)
    talking.tap("Start round 1")
    assert (clock_on(talking.page), "Round 1 of 3" in said(talking.page)) == ("06:00", True)
    clock.advance(minutes=1, seconds=48)
    assert clock_on(reload(talking)) == "04:12"


def test_the_prompt_of_the_round_stands_there_in_each_language_of_the_evening(talking):
    talking.tap("Start round 1")
    prompts = html.fromstring(talking.page).xpath("//p[@class='prompt']")
    assert [(each.get("lang"), each.text) for each in prompts] == [
        ("en", "“Why did you come?”"),
        ("cy", "“Pam ddaethoch chi?”"),
    ]


def test_all_rounds_are_walked_by_the_big_button_and_then_after_is_opened(talking, clock):
    seen = []
    for _press in range(5):
        label = html.fromstring(talking.page).xpath("//button[contains(@class, 'go wide')]")[0].text.strip()
        seen.append(label)
        talking.tap(label)
        clock.advance(minutes=1)
        reload(talking)
    assert seen == [
        "Start round 1",
        "Ring now and go to round 2",
        "Ring now and go to round 3",
        "Ring the last bell now",
        "Open After",
    ]


def test_the_bell_rings_by_itself_and_the_next_round_waits_for_a_press(talking, clock):
    talking.tap("Start round 1")
    clock.advance(minutes=6, seconds=1)
    page = reload(talking)
    assert "Round 1 of 3 is over" in said(page)
    assert "The bell has rung." in said(page)
    assert buttons(page)[:3] == ["Start round 2", "Add a minute", "Add a round"]


def test_a_paused_round_goes_on_from_where_it_was(talking, clock):
    talking.tap("Start round 1")
    clock.advance(minutes=2)
    reload(talking)
    talking.tap("Pause")
    clock.advance(minutes=20)
    assert clock_on(reload(talking)) == "04:00"
    talking.tap("Go on")
    clock.advance(minutes=1)
    assert clock_on(reload(talking)) == "03:00"


def test_a_minute_and_a_round_are_added(talking, clock):
    for label in ("Start round 1", "Add a minute", "Add a round"):
        talking.tap(label)
        clock.advance(seconds=10)
        reload(talking)
    assert (clock_on(talking.page), "Round 1 of 4" in said(talking.page)) == ("06:30", True)


def test_two_who_press_the_same_button_at_once_do_one_thing(talking, clock):
    old = talking.page
    talking.tap("Start round 1")
    clock.advance(minutes=1)
    talking.page = old
    talking.tap("Start round 1")
    assert clock_on(talking.page) == "05:00"


def test_a_press_is_undone_whoever_pressed(talking, clock):
    talking.tap("Start round 1")
    clock.advance(minutes=1)
    reload(talking)
    assert "The round was started at 18:32" in said(talking.page)
    talking.tap("Undo “Start the round”")
    assert "3 rounds of 6 minutes" in said(talking.page)


def test_a_second_tap_in_the_place_of_the_first_is_asked_about(talking, clock):
    talking.tap("Start round 1")
    talking.tap("Ring now and go to round 2")
    assert "Round 1 of 3" in said(talking.page)
    assert "a second tap changed nothing" in said(talking.page)


def test_a_page_that_shows_an_older_state_starts_no_round(talking, evening, clock):
    evening.open("post")
    talking.tap("Start round 1")
    assert "After is open" in said(talking.page)


def test_every_press_stands_in_the_log(talking, evening, clock):
    for label in ("Start round 1", "Pause"):
        talking.tap(label)
        clock.advance(minutes=1)
        reload(talking)
    with evening.database.reading() as db:
        entries = latest_entries(db, limit=2)
    assert [(each.action, each.details["round"]) for each in entries] == [("round paused", 1), ("round started", 1)]


def test_a_house_meeting_without_planned_rounds_goes_from_before_to_after(talking, evening):
    evening.change(kind="house_meeting", planned_rounds=None)
    assert buttons(reload(talking))[0] == "Open After"
