"""What cannot be done is said in the form that asked for it, with what was typed given back."""

import re
from html import unescape

import pytest

from tests.staff_pages import post


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-08-20", "2026-08-13", "The last day cannot be before the first."),
        ("2026-05-14", "2026-08-13", "its first day must be after 14 May 2026"),
        ("2026-08-13", "", "Give both days, or neither."),
        ("soon", "2026-08-13", "soon is not a day."),
        ("2026-08-13", "2096-08-20", "2096"),
    ],
)
def test_days_that_no_wave_can_have_are_said_in_their_form(evening, organiser, first, last, said):
    address, kind = f"/experiments/{evening.id}", "follow_up"
    refused = post(organiser, f"{address}/windows/{kind}", page=f"{address}/arrange", first=first, last=last)
    form = re.search(rf'action="{address}/windows/{kind}".*?</form>', refused.text, re.DOTALL)[0]
    assert (refused.status_code, said in unescape(form), 'role="alert"' in form) == (422, True, True)
    given_back = [re.search(rf'name="{name}" value="([^"]*)"', form)[1] for name in ("first", "last")]
    assert given_back == [first, last]


def test_days_that_somebody_else_planned_meanwhile_are_said_beside_what_was_typed(evening, organiser):
    address = f"/experiments/{evening.id}"
    window = f"{address}/windows/follow_up"
    post(organiser, window, shown="", first="2026-08-13", last="2026-08-20")
    form = re.search(
        rf'action="{window}".*?</form>',
        post(organiser, window, shown="", first="2026-09-13", last="2026-09-20").text,
        re.DOTALL,
    )[0]
    assert "13 Aug 2026 to 20 Aug 2026 meanwhile" in form
    assert ('value="2026-09-13"' in form, 'name="shown" value="2026-08-13 2026-08-20"' in form) == (True, True)


def test_codes_that_cannot_be_joined_are_given_back_with_the_reason(evening, organiser):
    links = f"/experiments/{evening.id}/links"
    refused = post(organiser, f"{links}/codes", page=links, one="7KM2-XQ4R", other="nonsense")
    assert (refused.status_code, "Linking Before to After</h1>" in refused.text) == (422, True)
    assert "Please look at this again" in refused.text
    assert ('value="7KM2-XQ4R"' in refused.text, 'value="nonsense"' in refused.text) == (True, True)


@pytest.mark.parametrize("move", ["run", "codes", "confirm"])
def test_joining_once_the_data_are_frozen_is_refused_on_the_page_itself(evening, organiser, clock, move):
    links = f"/experiments/{evening.id}/links"
    evening.change(frozen_at=clock())
    pair = dict.fromkeys(("before", "after"), str(evening.id))
    refused = post(organiser, f"{links}/{move}", page="/account", one="7KM2-XQ4R", other="7KM2-XQ4R", **pair)
    assert (refused.status_code, "Linking Before to After</h1>" in refused.text) == (422, True)
    assert "links cannot be changed any more" in refused.text


def test_once_the_data_are_frozen_no_joining_is_offered(evening, organiser, clock):
    evening.change(frozen_at=clock())
    page = organiser.get(f"/experiments/{evening.id}/links").text
    assert "The data are frozen since 14 May 2026" in page
    assert ("Join them" in page, "Join what is exact" in page) == (False, False)
