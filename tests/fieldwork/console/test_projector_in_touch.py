"""Whether the projector is in touch: by what stands on a wall, and not by a phone that has the same page in a hand."""

import pytest

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
