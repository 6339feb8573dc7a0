"""Whether the projector is in touch: by what stands on a wall, and not by a phone that has the same page in a hand."""

import re

import pytest

from tests.staff_pages import post

IN_TOUCH, NEVER = "The projector is in touch.", "The projector has not been opened."
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1"


@pytest.fixture
def at(evening):
    return f"/experiments/{evening.id}"


@pytest.fixture
def says(organiser, at):
    return lambda: organiser.get(f"{at}/now").json["projector"]


@pytest.mark.parametrize("page", ["screen", "count"])
def test_a_page_on_a_wall_is_in_touch(organiser, at, says, page):
    organiser.get(f"{at}/{page}")
    assert says() == IN_TOUCH


@pytest.mark.parametrize("page", ["screen", "count"])
def test_the_same_page_on_a_phone_is_not(organiser, at, says, page):
    organiser.get(f"{at}/{page}", headers={"User-Agent": PHONE})
    assert says() == NEVER


@pytest.mark.parametrize(("narrow", "said"), [("0", IN_TOUCH), ("1", NEVER)])
def test_what_its_script_says_of_its_width_counts_on_any_device(organiser, at, says, narrow, said):
    for agent in (PHONE, "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"):
        organiser.get(f"{at}/count?language=en&narrow={narrow}", headers={"User-Agent": agent})
    assert says() == said


def test_a_phone_does_not_take_the_touch_of_the_wall_away(organiser, at, says):
    organiser.get(f"{at}/count")
    organiser.get(f"{at}/count?language=en&narrow=1")
    assert says() == IN_TOUCH


@pytest.mark.parametrize("page", ["screen", "count"])
def test_the_code_alone_that_somebody_holds_out_is_not_whatever_its_width(organiser, at, says, page):
    assert f"{at}/screen?held=1" in organiser.get(at).text
    assert "held=1" in re.search(r'data-now="([^"]*)"', organiser.get(f"{at}/screen?held=1").text)[1]
    organiser.get(f"{at}/{page}?held=1&narrow=0")
    assert says() == NEVER


@pytest.mark.parametrize("kind", ["house_meeting", "online"])
def test_a_screen_that_was_opened_for_a_moment_is_missed_only_where_there_has_to_be_one(
    organiser, at, says, evening, kind
):
    clock = evening.clock
    evening.change(kind=kind)
    organiser.get(f"{at}/count")
    assert says() == IN_TOUCH
    clock.advance(seconds=40)
    assert says() == ""
    for _poll in range(15):
        clock.advance(seconds=10)
        organiser.get(f"{at}/count")
    clock.advance(seconds=40)
    assert "was last in touch" in says()


def test_nobody_is_told_of_the_projector_once_after_has_closed(organiser, at, evening):
    organiser.get(f"{at}/count")
    told = IN_TOUCH in organiser.get(at).text
    for kind in ("pre", "post"):
        evening.open(kind)
        evening.close(kind)
    assert (told, IN_TOUCH in organiser.get(at).text) == (True, False)


def test_the_page_of_a_key_gives_the_address_of_the_screen_to_be_typed_and_scanned(organiser, at, desk):
    secret = re.search(r"/staff/evening/([\w-]+)", post(organiser, f"{at}/key", page=f"{at}/key").text)[1]
    page = organiser.get(f"/evening/{secret}").text
    address = re.search(r'<p class="secret">([^<]*/wall/[^<]*)</p>', page)[1]
    assert f'data-copy="{address}"' in page
    assert "QR code of the screen" in page
    assert organiser.get(re.sub(r".*/staff", "", address)).status_code == 200
    assert secret not in address
