"""Somebody throws a draft away, or publishes it, while somebody else is typing into it."""

import uuid

import pytest
from lxml import html

from tests.authoring.researching import Drafting
from tests.authoring.signing import sign_form


@pytest.fixture
def drafting(sqlite_settings, sqlite_database, clock):
    return Drafting(sqlite_settings, sqlite_database, clock)


@pytest.fixture
def second(drafting):
    """A second researcher, who has a name."""
    found = drafting.researcher("second@example.org")
    found.open("publish")
    return found


def given_back(page):
    """What stands on the page to be copied, by its label."""
    read = html.fromstring(page.text)
    labels = {one.get("for"): one.text_content() for one in read.iter("label")}
    return {labels[area.get("id")]: area.text.lstrip("\n") for area in read.iter("textarea")}


def test_saving_says_who_threw_it_away_and_when_and_gives_the_words_back(drafting, second):
    first = drafting.researcher()
    first.open("items/bt2")
    second.press("Throw it away", sure="yes")
    first.press("Save", text="Most people here\ncan be trusted?", source="Our own")
    assert first.status == 410
    assert "second@example.org threw this draft of common-ground away on 14 May 2026, 18:30" in first.words
    assert given_back(first) == {"text": "Most people here\ncan be trusted?", "source": "Our own"}
    assert "a chapter that is not yours" not in first.words


def test_words_of_a_translation_are_given_back_without_those_nobody_touched(drafting, second):
    first = drafting.researcher()
    first.open("translations/cy")
    second.press("Throw it away", sure="yes")
    first.press("Save", **{"words.title": "Tir newydd"})
    assert (first.status, given_back(first)) == (410, {"words.title": "Tir newydd"})


def test_a_reason_is_given_back(drafting, second):
    first = drafting.researcher()
    first.save("items/bt2", text="Other people?")
    first.open("publish")
    second.open("publish").press("Throw it away", sure="yes")
    first.press("Keep the reasons", **{"reason.items.bt2.text": "Shorter."})
    assert (first.status, given_back(first)) == (410, {"reason.items.bt2.text": "Shorter."})


def test_looking_at_it_says_so_as_well(drafting, second):
    second.press("Throw it away", sure="yes")
    page = drafting.researcher().open("items/bt2")
    assert (page.status, "threw this draft of common-ground away" in page.words) == (410, True)
    assert given_back(page) == {}


def test_a_draft_that_somebody_published_meanwhile_says_under_which_name(drafting, second):
    first = drafting.researcher()
    first.open("items/bt2")
    second.open("publish").press("Publish", reason="It is ready.")
    assert second.status == 200, second.words
    first.press("Save", text="Other words")
    assert first.status == 410
    assert "second@example.org published it as common-ground/2 on" in first.words
    assert given_back(first) == {"text": "Other words"}


def test_a_draft_that_never_was_is_not_found(drafting):
    first = drafting.researcher()
    first.home = f"/staff/instruments/drafts/{uuid.UUID(int=7)}"
    assert first.open("items/bt2").status == 404


def test_who_signs_a_translation_of_it_is_given_back_no_digest_as_words_of_theirs(drafting, second):
    person = second.open("translations/cy")
    shown = sign_form(person.text)["shown"]
    drafting.researcher("third@example.org").open("publish").press("Throw it away", sure="yes")
    assert shown not in person.press("I have read all of it and sign").text
