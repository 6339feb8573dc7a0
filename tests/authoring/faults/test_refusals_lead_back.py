"""What cannot be done with a draft is said where it was pressed, and nothing typed is lost."""

import pytest
from lxml import html

from tests.authoring.researching import Drafting


@pytest.fixture
def drafting(sqlite_settings, sqlite_database, clock):
    return Drafting(sqlite_settings, sqlite_database, clock)


@pytest.fixture
def researcher(drafting):
    return drafting.researcher()


def _field(researcher, name):
    return html.fromstring(researcher.text).get_element_by_id(name).value.strip()


def test_an_id_that_no_instrument_can_have_is_mended_where_it_was_typed(researcher):
    researcher.open("../..")
    page = html.fromstring(researcher.text)
    token = page.xpath("//input[@name='csrf_token']/@value")[0]
    sent = {"csrf_token": token, "name": "No Id!"}
    researcher._show(researcher.browser.client.post("/staff/instruments/drafts", data=sent))
    assert (researcher.status, "An id has small letters" in researcher.words) == (422, True)
    assert _field(researcher, "name") == "No Id!"


def test_a_version_that_is_not_ready_says_so_on_its_page_with_the_reason_given_back(researcher):
    researcher.save("items/bt2", licence="")
    researcher.open("publish").press("Publish", reason="It is ready.")
    assert (researcher.status, "bt2 cites no licence." in researcher.words) == (422, True)
    assert _field(researcher, "reason") == "It is ready."
    researcher.save("items/bt2", licence="CC BY 4.0")


def test_a_draft_that_changed_since_it_was_reviewed_is_shown_again_with_the_reason(drafting, researcher):
    researcher.open("publish")
    drafting.researcher("second@example.org").save("items/bt2", label="Humming")
    researcher.press("Publish", reason="It is ready.")
    assert (researcher.status, "The draft was changed since you reviewed it" in researcher.words) == (422, True)
    assert _field(researcher, "reason") == "It is ready."
    researcher.press("Publish")
    assert researcher.status == 200, researcher.words


def test_a_draft_is_not_thrown_away_without_the_tick_and_that_is_said_on_the_page(drafting, researcher):
    researcher.open("publish").press("Throw it away")
    assert (researcher.status, "Tick the box to say that the draft may go." in researcher.words) == (422, True)
    assert drafting.version()
    assert "Publish, for good" in researcher.words


@pytest.mark.parametrize(
    ("address", "filled", "back"),
    [
        ("history/99/restore", {}, "/history"),
        ("translations/fr/sign", {}, "/translations/fr"),
        ("translations/cy/po", {}, "/translations/cy"),
        ("bank", {"item": "none/1/none", "note": "for the next round"}, "/bank"),
    ],
)
def test_every_other_refusal_leads_back_to_its_page_of_the_draft(researcher, address, filled, back):
    page = html.fromstring(researcher.open("publish").text)
    sent = {"csrf_token": page.xpath("//input[@name='csrf_token']/@value")[0], **filled}
    researcher._show(researcher.browser.client.post(f"{researcher.home}/{address}", data=sent))
    ways = html.fromstring(researcher.text).xpath("//main//a/@href")
    assert (researcher.status, ways[-1:]) == (422, [researcher.home + back])
    assert all(text in researcher.text for text in filled.values())
