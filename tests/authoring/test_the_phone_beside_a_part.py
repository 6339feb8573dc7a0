"""The phone beside the editor shows every part, in the wave and the language that are chosen, and never an error."""

import pytest
from lxml import html

from tests.authoring.researching import Drafting

SHOWN = ("shown_wave", "shown_language")


@pytest.fixture
def drafting(sqlite_settings, sqlite_database, clock):
    return Drafting(sqlite_settings, sqlite_database, clock, languages=("en", "cy"))


@pytest.fixture
def researcher(drafting):
    return drafting.researcher()


def every_part(version):
    yield from (f"items/{item.id}" for item in version.items)
    yield from (f"formats/{one.id}" for one in version.formats)
    yield from (f"scales/{scale.id}" for scale in version.scales)
    yield from (f"waves/{page.kind}" for page in version.waves)
    yield "about/instrument"


def test_every_part_is_shown_in_each_language(drafting, researcher):
    answers = {
        (part, language): researcher.open(f"phone/{part}?shown_language={language}").status
        for part in every_part(drafting.version())
        for language in ("en", "cy")
    }
    assert {key: status for key, status in answers.items() if status != 200} == {}


def test_a_question_starts_in_before_unless_it_is_asked_only_elsewhere(drafting, researcher):
    kinds = {item.id: item.waves for item in drafting.version().items}
    asked = next(name for name, waves in kinds.items() if {"pretest", "pre"} <= set(waves))
    elsewhere = next(name for name, waves in kinds.items() if "pre" not in waves)
    assert "<title>Before</title>" in researcher.open(f"phone/items/{asked}").text
    assert "<title>Before</title>" not in researcher.open(f"phone/items/{elsewhere}").text


def test_the_wave_is_chosen_from_those_that_ask_it(researcher):
    assert "<title>Looking back</title>" in researcher.open("phone/items/bt1?shown_wave=then").text
    assert "<title>Before</title>" in researcher.open("phone/items/pa1?shown_wave=then").text


def test_the_source_is_never_called_a_draft_translation(researcher):
    said = "not yet checked by a second person"
    assert said not in researcher.open("phone/waves/pre").text
    researcher.open("translations/cy").press("Save", **{"words.items.pa1.text": "Geiriau newydd?"})
    welsh = researcher.open("phone/waves/pre?shown_language=cy").text
    assert ("Geiriau newydd?" in welsh, '<p class="note" lang="cy"' in welsh) == (True, True)


def test_a_format_in_which_nothing_is_asked_yet_shows_an_example(researcher):
    filled = {"options.0.value": "1", "options.0.label": "Rarely", "options.1.value": "2", "options.1.label": "Often"}
    researcher.open("add/formats").press("Add", id="often", **filled)
    assert "Rarely" in researcher.open("phone/formats/often").text


def test_a_question_asked_in_no_wave_is_shown_all_the_same(researcher):
    researcher.save("items/pa1", waves=[])
    assert (researcher.open("phone/items/pa1").status, 'id="pa1"' in researcher.text) == (200, True)


def test_a_scale_shows_its_own_questions_alone(researcher):
    page = researcher.open("phone/scales/common_ground").text
    assert [name in page for name in ('<fieldset id="cg2"', '<fieldset id="bt1"')] == [True, False]


def test_consent_is_shown_as_it_stands_in_the_form(researcher):
    researcher.open("about/instrument").press("Show", consent_statements="We like tea.", consent_agree="Gladly")
    assert ("We like tea." in researcher.words, "I am 16 or over. Gladly" in researcher.words) == (True, True)


def test_what_cannot_be_saved_is_shown_as_it_was(researcher):
    before = researcher.open("phone/formats/agree7").words
    researcher.open("formats/agree7").press("Show", layout="strip")
    assert (researcher.status, researcher.words) == (200, before)


def test_nothing_is_shown_of_a_part_that_is_not_there(researcher):
    assert researcher.open("phone/items/nothing").status == 404


def test_the_wave_and_the_language_stay_chosen_after_a_save(researcher):
    researcher.open("items/bt1").press("Save", shown_wave="then", shown_language="cy", ask="Now, how much")
    page = html.fromstring(researcher.text)
    chosen = [page.xpath(f"string(//select[@name='{name}']/option[@selected]/@value)") for name in SHOWN]
    assert chosen == ["then", "cy"]
    phone = page.xpath("string(//iframe[@name='phone']/@src)")
    assert "shown_wave=then" in phone
    assert "shown_language=cy" in phone
