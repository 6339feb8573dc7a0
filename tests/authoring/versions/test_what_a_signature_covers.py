"""A signature is of the words that were shown, in both languages: another word on either side takes it away."""

import pytest
from lxml import html

from tests.authoring.researching import Drafting
from tests.authoring.two_versions import FIRST

AN1 = FIRST.items_by_id["an1"].text
NEVER = AN1.replace("nervous", "never nervous")
SIGN, SIGNED = "I have read all of it and sign", "takes the signature away"
UNSIGNED = "Translations are complete and signed: cy"
OUTDATED = "The words were changed meanwhile. Read them as they are now before you sign."
SOMEBODY_ELSE = "somebody else has to read and sign it"


@pytest.fixture
def drafting(settings, database, clock):
    """A draft in English and Welsh, of which Ada wrote a Welsh text; on both engines."""
    drafting = Drafting(settings, database, clock, languages=("en", "cy"))
    drafting.ada, drafting.ben, drafting.cai = (
        drafting.researcher(f"{name}@example.org") for name in ("ada", "ben", "cai")
    )
    drafting.ada.save("translations/cy", **{"words.title": "Tir cyffredin i bawb"})
    return drafting


def _signs(person):
    return person.open("translations/cy").press(SIGN)


def _reword(drafting):
    """Ada changes what an item says in English, and ticks that the Welsh is still right."""
    drafting.ada.save("items/an1", text=NEVER)
    drafting.ada.save("translations/cy", **{"seen.items.an1.text": "yes"})


def test_another_source_takes_the_signature_away_though_the_writer_ticks_that_it_is_still_right(drafting):
    assert SIGNED in _signs(drafting.ben).words
    _reword(drafting)
    assert drafting.version().items_by_id["an1"].text == NEVER
    assert (SIGNED in drafting.ada.words, SOMEBODY_ELSE in drafting.ada.words) == (False, True)


def test_nothing_is_published_on_a_signature_of_another_source(drafting):
    _signs(drafting.ben)
    _reword(drafting)
    key = "items.an1.text"
    drafting.ada.open("publish").press("Keep the reasons", **{f"reason.{key}": "It asks of the opposite."})
    refused = drafting.ada.open("publish").press("Publish", reason="Other words")
    assert (refused.status, UNSIGNED in refused.words) == (422, True)
    assert "never nervous" in _signs(drafting.ben).text
    done = drafting.ada.open("publish").press("Publish", reason="Other words")
    assert done.address == "/staff/instruments/common-ground/2"


def test_whoever_said_that_a_text_is_still_right_does_not_sign_nor_does_who_wrote_it(drafting):
    drafting.ada.save("translations/cy", **{"words.items.an1.text": "Byddwn i’n nerfus yn {place}."})
    drafting.ada.save("items/an1", text=NEVER)
    drafting.cai.save("translations/cy", **{"seen.items.an1.text": "yes"})
    for person in (drafting.ada, drafting.cai):
        assert SOMEBODY_ELSE in person.open("translations/cy").words
    assert SIGNED in _signs(drafting.ben).words


def test_who_wrote_a_text_stays_its_writer_when_another_says_that_it_is_still_right(drafting):
    drafting.ada.save("about/instrument", title="Common ground for all")
    drafting.cai.save("translations/cy", **{"seen.title": "yes"})
    assert SOMEBODY_ELSE in drafting.ada.open("translations/cy").words


def test_a_signature_under_an_older_page_is_refused_with_the_words_as_they_are(drafting):
    drafting.ben.open("translations/cy")
    drafting.ada.save("translations/cy", **{"words.items.an1.text": "Byddwn i’n dawel yn {place}."})
    refused = drafting.ben.press(SIGN)
    assert (OUTDATED in refused.words, SIGNED in refused.words) == (True, False)
    assert "Byddwn i’n dawel" in refused.text
    assert SIGNED in refused.press(SIGN).words


def test_a_signature_under_an_older_source_is_refused_though_the_translation_is_the_same(drafting):
    drafting.ben.open("translations/cy")
    _reword(drafting)
    refused = drafting.ben.press(SIGN)
    assert (OUTDATED in refused.words, "never nervous" in refused.text) == (True, True)
    assert SIGNED not in drafting.ada.open("translations/cy").words


def test_the_words_beside_a_published_version_are_signed_as_they_were_shown(drafting):
    page = drafting.ben
    page.home = "/staff/instruments"
    page.open("common-ground/1")
    page.text = page.text.replace('name="shown" value="', 'name="shown" value="other')
    refused = page.press(SIGN)
    assert (OUTDATED in refused.words, SIGN in refused.words) == (True, True)
    assert "Signed. People can choose" in page.press(SIGN).words


def test_a_version_that_differs_in_its_welsh_alone_shows_that_row_and_its_reason(drafting):
    key, why = "translations.cy.items.an1.text", "Nobody says the older word."
    first = drafting.ben
    first.home, home = "/staff/instruments", first.home
    first.open("common-ground/1")
    page = html.fromstring(first.text)
    (form,) = page.xpath('//form[contains(@action, "/translations/cy/sign")]')
    first.browser.client.post(form.action, data=dict(form.form_values()))
    first.home = home
    drafting.ada.save("translations/cy", **{"words.items.an1.text": "Byddwn i’n dawel yn {place}."})
    _signs(drafting.cai)
    drafting.ada.open("publish").press("Keep the reasons", **{f"reason.{key}": why})
    published = drafting.ada.open("publish").press("Publish", reason="Other Welsh")
    assert published.address == "/staff/instruments/common-ground/2"
    assert (why in published.words, "dawel" in published.words) == (True, True)
