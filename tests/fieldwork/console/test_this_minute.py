"""What the evening's page says at this minute: the host's words, whether the projector is in touch, whose key it is."""

import re

import pytest
from lxml import html

from tests.fieldwork.evening.test_second_tap import Hand
from tests.fieldwork.evening.test_second_tap import evening as mounted_evening

__all__ = ["mounted_evening"]


@pytest.fixture
def evening(mounted_evening):
    mounted_evening.change(planned_rounds=2, minutes_a_round=6)
    return mounted_evening


@pytest.fixture
def hand(mounted, evening):
    browser = mounted.person("ann@example.org", "organiser", chapter=mounted.desk.north)
    return Hand(browser, f"/staff/experiments/{evening.id}")


def moments(hand, evening):
    """The headings of what is said now."""
    hand.go(f"/staff/experiments/{evening.id}")
    found = html.fromstring(hand.page).xpath("//section[contains(@class, 'say')]//section//h2/text()[1]")
    return [each.strip() for each in found]


def test_before_the_beginning_the_hall_is_made_ready_and_then_people_are_welcomed(hand, evening, clock):
    evening.change(starts_at=clock(), ends_at=None)
    clock.advance(minutes=-30)
    assert moments(hand, evening) == ["Before anybody comes"]
    clock.advance(minutes=21)
    assert moments(hand, evening) == ["Welcome", "Before"]


def test_what_is_said_follows_the_minutes_until_after(hand, evening, clock):
    said = []
    for label, minutes in (
        ("Open Before", 0),
        ("", 4),
        ("Close Before", 1),
        ("Start round 1", 1),
        ("", 4.5),
        ("", 1),
        ("Start round 2", 1),
        ("", 6),
        ("Open After", 0),
    ):
        hand.tap(label) if label else None
        evening.answered(1) if label == "Open Before" else None
        clock.advance(minutes=minutes)
        said.append(moments(hand, evening)[0])
    assert said == [
        "Before",
        "First bell",
        "One-to-ones",
        "While they talk",
        "The last minute",
        "The bell",
        "While they talk",
        "After",
        "After",
    ]


def test_the_page_is_drawn_anew_when_the_words_change(hand, evening, clock):
    hand.tap("Open Before")
    evening.answered(2)
    hand.go(f"/staff/experiments/{evening.id}")
    stamps = []
    for _look in range(2):
        stamps.append(hand.client.get(f"/staff/experiments/{evening.id}/now").json["stamp"])
        clock.advance(minutes=4)
    assert stamps[0] != stamps[1]


def test_a_prompt_that_is_changed_during_a_round_stands_there_and_on_the_wall_from_the_next(hand, evening, clock):
    for label in ("Open Before", "Close Before", "Start round 1"):
        hand.tap(label)
        clock.advance(seconds=30)
        hand.go(f"/staff/experiments/{evening.id}")
    assert "Change what is talked about" in hand.page
    address = f"/staff/experiments/{evening.id}/rounds"
    form = html.fromstring(hand.client.get(address).text).xpath("//main/form")[-1]
    fields = {**dict(form.form_values()), "prompts_en": "What made you cry?\nWhat made you laugh?"}
    assert hand.client.post(address, data=fields).status_code == 303
    wall = f"/staff/experiments/{evening.id}/screen"
    hand.go(f"/staff/experiments/{evening.id}")
    said = ["“What made you cry?”" in hand.page, "What made you cry?" in hand.client.get(wall).text]
    clock.advance(minutes=20)
    hand.go(f"/staff/experiments/{evening.id}")
    hand.tap("Start round 2")
    hand.go(f"/staff/experiments/{evening.id}")
    said += ["“What made you laugh?”" in hand.page, "What made you laugh?" in hand.client.get(wall).text]
    assert said == [False, False, True, True]


def test_the_page_says_whether_the_projector_is_in_touch(hand, evening, clock):
    at = f"/staff/experiments/{evening.id}"
    said = [hand.client.get(f"{at}/now").json["projector"]]
    hand.client.get(f"{at}/screen")
    for seconds in (3, 20, 300):
        clock.advance(seconds=seconds)
        said.append(hand.client.get(f"{at}/now").json["projector"])
    assert said == [
        "The projector has not been opened.",
        "The projector is in touch.",
        "The projector was last in touch 20 s ago. Look whether its screen still moves.",
        "The projector was last in touch 5 minutes ago. Open it again from here.",
    ]
    hand.client.get(f"{at}/count")
    hand.go(at)
    assert "The projector is in touch." in hand.page


def test_a_page_that_asks_often_is_told_that_nothing_is_new_while_the_projector_is_in_touch(hand, evening, clock):
    at = f"/staff/experiments/{evening.id}"
    hand.client.get(f"{at}/screen")
    tag = hand.client.get(f"{at}/now").headers["ETag"]
    clock.advance(seconds=3)
    hand.client.get(f"{at}/count")
    assert hand.client.get(f"{at}/now", headers={"If-None-Match": tag}).status_code == 304


def test_a_key_has_the_name_of_who_holds_it(mounted, hand, evening):
    at = f"/staff/experiments/{evening.id}/key"
    form = next(each for each in html.fromstring(hand.client.get(at).text).forms if "name" in each.fields)
    handed = hand.client.post(form.action, data={**dict(form.form_values()), "name": " Amira "}).text
    assert "Key for Amira" in handed
    assert "Key for Amira" in hand.client.get(at).text
    key = re.search(r"/staff/evening/([\w-]+)", handed)[1]
    assert "Key for Amira." in mounted.nobody().get(f"/staff/evening/{key}").text


def test_the_words_of_a_reminder_can_be_copied_in_each_language(hand, evening):
    evening.change(languages=["en", "cy"])
    for wave in ("pre", "post"):
        evening.open(wave)
    evening.close("post")
    evening.open("follow_up")
    hand.go(f"/staff/experiments/{evening.id}")
    copied = html.fromstring(hand.page).xpath("//details//button/@data-copy")
    assert ["some time has passed" in copied[0], len(copied)] == [True, 2]
    assert all(each.endswith(f"/{evening.words}") for each in copied)


def test_once_the_evenings_own_work_is_done_the_list_is_folded_up_with_its_counts(hand, evening):
    for wave in ("pre", "post"):
        evening.open(wave)
    evening.answered(3, "post")
    evening.close("post")
    hand.go(f"/staff/experiments/{evening.id}")
    assert "own work is done" not in hand.page
    evening.change(came=12)
    hand.go(f"/staff/experiments/{evening.id}")
    folded = " ".join(html.fromstring(hand.page).xpath("string(//p[@class='all-done'])").split())
    assert folded == "The evening's own work is done: 12 people came, 3 answered After, no paper sheet is missing."
