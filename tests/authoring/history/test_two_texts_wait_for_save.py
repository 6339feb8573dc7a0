"""Where a page shows two people's texts, neither is saved over the other until Save is pressed."""

import pytest
from lxml import html

from tests.authoring.researching import Drafting, entries_of

THEIRS, YOURS = "people in {place} who hum?", "people in {place} who whistle?"


@pytest.fixture
def drafting(sqlite_settings, sqlite_database, clock):
    return Drafting(sqlite_settings, sqlite_database, clock, languages=("en", "cy"))


@pytest.fixture
def ben(drafting):
    """Somebody at the page that shows Ada's text and his own."""
    found, ada = drafting.researcher("ben@example.org"), drafting.researcher("ada@example.org")
    found.open("items/bt2")
    ada.save("items/bt2", text=THEIRS)
    assert found.press("Save", text="people who sing?").status == 409
    return found


def _by_itself(researcher, **typed):
    """Send the form as the page's script does while somebody types, and when the page is left."""
    form = html.fromstring(researcher.text).get_element_by_id("part")
    sent = {**entries_of(form), **typed}
    return researcher.browser.client.post(form.action, data=sent, headers={"Accept": "application/json"})


def test_what_is_typed_beside_both_texts_is_kept_in_the_history_alone(drafting, ben):
    answer = _by_itself(ben, text=YOURS)
    assert (answer.status_code, drafting.version().items_by_id["bt2"].text) == (409, THEIRS)
    assert "press Save" in answer.json["faults"][0]
    assert "who whistle" in ben.open("history").words


def test_save_takes_what_was_typed_beside_both_texts(drafting, ben):
    ben.press("Save", text=YOURS)
    assert (ben.status, drafting.version().items_by_id["bt2"].text) == (200, YOURS)


@pytest.mark.parametrize("press", [{"then": "history"}, {"history": "undo 1"}, {"move": "down bt2"}])
def test_another_press_on_a_form_that_waits_leaves_the_other_text(drafting, ben, press):
    form = html.fromstring(ben.text).get_element_by_id("part")
    pressed = {name: f"{ben.home}/{way}" if name == "then" else way for name, way in press.items()}
    ben._show(ben.browser.client.post(form.action, data={**entries_of(form), **pressed}, follow_redirects=True))
    assert (ben.status, drafting.version().items_by_id["bt2"].text) == (200, THEIRS)
    assert "Not saved: this was changed too" in ben.words


def test_a_translation_that_two_people_wrote_waits_as_well(drafting):
    ben, ada = drafting.researcher("ben@example.org"), drafting.researcher("ada@example.org")
    ben.open("translations/cy")
    ada.open("translations/cy").press("Save", **{"words.title": "Tir newydd"})
    assert ben.press("Save", **{"words.title": "Tir hen"}).status == 409
    assert _by_itself(ben, **{"words.title": "Tir hen iawn"}).status_code == 409
    assert "Tir newydd" in ada.open("translations/cy").text
    assert "Tir hen iawn" in ada.open("history").words
    ben.press("Save", **{"words.title": "Tir hen iawn"})
    assert "Tir hen iawn" in ada.open("translations/cy").text


def test_the_foot_of_a_translation_offers_welsh_to_who_reads_english(drafting):
    page = html.fromstring(drafting.researcher().open("translations/cy").text)
    assert (page.get("lang"), page.xpath("//footer//b/text()")) == ("en", ["English"])
