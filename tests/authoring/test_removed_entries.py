"""What is taken out of a draft can be put back, whole and at its place, on any page and without a script."""

import pytest

from tests.authoring.researching import Drafting


@pytest.fixture
def drafting(sqlite_settings, sqlite_database, clock):
    return Drafting(sqlite_settings, sqlite_database, clock, languages=("en", "cy"))


@pytest.fixture
def researcher(drafting):
    return drafting.researcher()


def _take_out(researcher, part):
    return researcher.open(part).press(f"Take {part.partition('/')[2]} out")


def test_a_question_taken_out_is_put_back_as_it_was_on_either_engine(settings, database, clock):
    drafting = Drafting(settings, database, clock, languages=("en", "cy"))
    researcher, before = drafting.researcher(), drafting.version()
    _take_out(researcher, "items/pa1")
    assert f"Taken out: {before.items_by_id['pa1'].text}" in researcher.words
    assert "pa1" not in drafting.version().items_by_id
    researcher.press("Put pa1 back")
    assert (drafting.version(), "Taken out:" in researcher.words) == (before, False)


@pytest.mark.parametrize("part", ["scales/anxiety", "scales/bridging_trust"])
def test_a_scale_taken_out_is_put_back_as_it_was(drafting, researcher, part):
    before = drafting.version()
    _take_out(researcher, part)
    assert drafting.version() != before
    researcher.open("publish").press(f"Put {part.partition('/')[2]} back")
    assert (drafting.version(), researcher.address.endswith("/publish")) == (before, True)


@pytest.mark.parametrize("page", ["items/bt2", "translations", "translations/cy", "publish", "bank", "add/items"])
def test_every_page_of_the_draft_offers_the_way_back_and_stays(drafting, researcher, page):
    before = drafting.version()
    _take_out(researcher, "items/pa1")
    researcher.open(page).press("Put pa1 back")
    assert (researcher.status, drafting.version(), researcher.address.endswith(page)) == (200, before, True)


def test_what_is_typed_is_kept_when_something_is_put_back(drafting, researcher):
    _take_out(researcher, "items/pa1")
    researcher.open("items/bt2").press("Put pa1 back", text="people in {place} who hum?")
    found = drafting.version().items_by_id
    assert ("pa1" in found, found["bt2"].text) == (True, "people in {place} who hum?")


def test_the_words_of_other_languages_come_back_with_a_question(researcher):
    words = {"words.items.pa1.text": "Geiriau newydd?"}
    key = next(iter(words))
    researcher.open("translations/cy").press("Save", **words)
    _take_out(researcher, "items/pa1")
    assert key not in researcher.open("translations/cy").text
    researcher.press("Put pa1 back")
    assert words[key] in researcher.text


def test_a_language_taken_out_is_put_back_with_its_words(drafting, researcher):
    researcher.open("translations/cy").press("Save", **{"words.title": "Tir newydd"})
    researcher.save("about/instrument", languages="en")
    assert (drafting.version().languages, "Put cy back" in researcher.text) == (("en",), True)
    researcher.press("Put cy back")
    assert drafting.version().languages == ("en", "cy")
    assert "Tir newydd" in researcher.open("translations/cy").text


def test_a_language_typed_in_again_has_its_words(drafting, researcher):
    researcher.open("translations/cy").press("Save", **{"words.title": "Tir newydd"})
    researcher.save("about/instrument", languages="en")
    researcher.save("about/instrument", languages="en cy")
    assert "Taken out:" not in researcher.words
    assert "Tir newydd" in researcher.open("translations/cy").text


@pytest.mark.parametrize("back", [("op1", "pa1"), ("pa1", "op1")])
@pytest.mark.parametrize("out", [("op1", "pa1"), ("pa1", "op1")])
def test_several_come_back_in_their_order_whichever_goes_first(drafting, researcher, out, back):
    before = drafting.version()
    for name in out:
        _take_out(researcher, f"items/{name}")
    for name in back:
        researcher.open("items/bt1").press(f"Put {name} back")
    assert drafting.version() == before


def test_what_is_dismissed_is_offered_no_more_and_stays_out(drafting, researcher):
    _take_out(researcher, "items/pa1")
    researcher.press("Leave pa1 out")
    assert ("Taken out:" in researcher.open("items/bt1").words, "pa1" in drafting.version().items_by_id) == (
        False, False,
    )  # fmt: skip


def test_a_question_whose_response_format_went_too_says_what_to_put_back_first(drafting, researcher):
    before, form = drafting.version(), drafting.version().items_by_id["pa1"].format
    sharing = [item.id for item in before.items if item.format == form]
    for name in sharing:
        _take_out(researcher, f"items/{name}")
    _take_out(researcher, f"formats/{form}")
    researcher.press("Put pa1 back")
    assert f"it needs the response format '{form}'; put that back first" in researcher.words
    for name in (form, *sharing):
        researcher.press(f"Put {name} back")
    assert drafting.version() == before


def test_two_people_who_put_the_same_back_put_it_back_once(drafting, researcher):
    before = drafting.version()
    other = drafting.researcher("second@example.org")
    _take_out(researcher, "items/pa1")
    other.open("publish")
    researcher.press("Put pa1 back")
    other.press("Put pa1 back")
    assert (other.status, drafting.version()) == (200, before)
    assert "in the draft already" in other.words
