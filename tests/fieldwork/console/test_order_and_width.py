"""On a phone the code comes first while people scan it; on a laptop a closed evening takes the whole width."""

from datetime import timedelta

import pytest

from tests.fieldwork.test_organiser_in_a_browser import served_desk, sit_down

__all__ = ["served_desk", "sit_down"]

CODE, WORDS, AFTERWARDS = 'id="joining"', 'id="say"', "What comes next"


def order(page):
    return [
        each for _at, each in sorted((page.index(each), each) for each in (CODE, WORDS, AFTERWARDS) if each in page)
    ]


@pytest.mark.parametrize("step", ["", "pre", "post"])
def test_the_code_comes_before_the_words_while_people_scan_it_or_soon_will(organiser, evening, step):
    if step:
        evening.open("pre")
    if step == "post":
        evening.close("pre")
        evening.open("post")
    assert order(organiser.get(f"/experiments/{evening.id}").text)[:2] == [CODE, WORDS]


def test_while_people_talk_the_words_come_first(organiser, evening):
    evening.open("pre")
    evening.close("pre")
    assert order(organiser.get(f"/experiments/{evening.id}").text)[:2] == [WORDS, CODE]


@pytest.mark.browser
def test_on_a_phone_the_one_button_stands_within_the_first_600_pixels(sit_down, evening, press, clock):
    evening.change(starts_at=clock(), ends_at=clock() + timedelta(hours=2), planned_rounds=2)
    page = sit_down("organiser", width=375)
    steps = ("pre/open", "pre/close", "rounds/1/start", "rounds/2/start", "rounds/2/end", "post/open")
    for step in ("", *(each if "rounds" in each else f"waves/{each}" for each in steps)):
        if step:
            press(f"/experiments/{evening.id}/{step}")
        clock.advance(minutes=1)
        page.goto(f"/staff/experiments/{evening.id}")
        box = page.locator(".now .go").first.bounding_box()
        assert box["y"] + box["height"] < 600, step


def close(evening):
    for wave in ("pre", "post"):
        evening.open(wave)
        evening.answered(6, wave)
        evening.close(wave)


def test_once_it_is_closed_what_is_missing_comes_first(organiser, evening):
    close(evening)
    assert order(organiser.get(f"/experiments/{evening.id}").text) == [AFTERWARDS, CODE]


@pytest.mark.browser
@pytest.mark.parametrize("width", [800, 1280])
def test_a_closed_evening_takes_the_whole_width_of_a_laptop(sit_down, evening, width):
    close(evening)
    page = sit_down("organiser")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/staff/experiments/{evening.id}")
    act, then, code = (page.locator(f".columns > {each}").bounding_box() for each in (".act", ".then", ".joining"))
    assert 0 < then["x"] - (act["x"] + act["width"]) < 60
    assert abs(then["y"] - act["y"]) < 2
    if width >= 1200:
        assert 0 < code["x"] - (then["x"] + then["width"]) < 60
