"""What a page's script sends while somebody types: saved at once, and told in JSON what came of it."""

import pytest
from lxml import html

from evaluation.models import StaffSession
from tests.authoring.researching import Drafting, entries_of

HUMMING, WHISTLING = "people in {place} who hum?", "people in {place} who whistle?"
JSON = {"Accept": "application/json"}


@pytest.fixture
def drafting(sqlite_settings, sqlite_database, clock):
    return Drafting(sqlite_settings, sqlite_database, clock, languages=("en", "cy"))


@pytest.fixture
def researcher(drafting):
    return drafting.researcher()


def typed(researcher, name, /, **words):
    """Open a page of the draft, type, and give what its script is told."""
    researcher.open(name)
    return sent(researcher, **words)


def sent(researcher, **words):
    """Send the form of the page that is open, with these words, as its script does."""
    form = html.fromstring(researcher.text).get_element_by_id("part")
    address = form.get("action") or researcher.address
    return researcher.browser.client.post(address, data={**entries_of(form), **words}, headers=JSON)


def _text(drafting, name="bt2"):
    return drafting.version().items_by_id[name].text


def test_it_is_saved_and_stands_in_the_history(drafting, researcher):
    answer = typed(researcher, "items/bt2", text=HUMMING)
    assert (answer.status_code, _text(drafting), answer.json["steps"]) == (200, HUMMING, {"undo": 1, "redo": None})
    assert "hum?" in researcher.open("history").words


def test_typing_on_meets_nobody_elses_words_in_ones_own(drafting, researcher):
    before = typed(researcher, "items/bt2", text=HUMMING).json["before"]["before"]
    assert sent(researcher, text=WHISTLING, before=before).status_code == 200
    assert _text(drafting) == WHISTLING


def test_what_somebody_else_changed_comes_along(drafting, researcher):
    researcher.open("items/bt2")
    drafting.researcher("second@example.org").save("items/bt2", label="Another name")
    assert sent(researcher, text=HUMMING).json["theirs"] == {"label": "Another name"}


def test_where_somebody_else_changed_the_same_nothing_is_overwritten(drafting, researcher):
    researcher.open("items/bt2")
    drafting.researcher("second@example.org").save("items/bt2", text=WHISTLING)
    answer = sent(researcher, text=HUMMING)
    assert (answer.status_code, _text(drafting)) == (409, WHISTLING)
    assert "Press Save to see both texts" in answer.json["faults"][0]
    assert "hum?" in researcher.open("history").words


def test_what_cannot_be_saved_says_why_and_is_in_the_history(drafting, researcher):
    answer = typed(researcher, "items/bt2", text="", ask="Only a lead-in")
    assert (answer.status_code, answer.json["faults"]) == (422, ["Wording: this is empty; write what it says."])
    assert "Only a lead-in" in researcher.open("history").words


def test_translated_texts_are_saved_and_a_lost_blank_is_told(researcher):
    answer = typed(researcher, "translations/cy", **{"words.title": "Tir newydd", "words.items.bt2.text": "Dim lle"})
    assert (answer.status_code, answer.json["before"]["before.title"]) == (422, "Tir newydd")
    assert "{place}" in answer.json["faults"][0]
    words = researcher.open("translations/cy").text
    assert ("Tir newydd" in words, "Dim lle" in words) == (True, False)
    assert "Dim lle" in researcher.open("history").words


@pytest.mark.parametrize("page", ["items/bt2", "translations/cy"])
def test_a_script_is_told_that_its_person_was_signed_out(drafting, researcher, page):
    researcher.open(page)
    with drafting.database.transaction() as db:
        db.query(StaffSession).delete()
    answer = sent(researcher, text=HUMMING)
    assert (answer.status_code, answer.json) == (401, {"signed_out": True})


def test_signing_in_over_the_page_ends_with_who_it_is_and_a_token(researcher):
    page = researcher.browser.get("/staff/instruments/signed-in")
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    (found,) = html.fromstring(page.text).xpath("//*[@data-account]")
    assert found.xpath('.//input[@name="csrf_token"]/@value')[0]


def test_signing_in_may_stand_in_a_page_of_ours_and_in_no_other(drafting):
    nobody = drafting.mounted.nobody()
    assert "frame-ancestors 'self'" in nobody.get("/staff/login").headers["Content-Security-Policy"]
