"""A note for whoever translates a text: beside it on the page and in the file, and no part of what is published."""

from io import BytesIO

import polib
import pytest

import instruments
from evaluation.models import Draft
from evaluation.store.instruments.drafts import Writer, add_draft
from evaluation.store.instruments.published_versions import version_of
from evaluation.store.instruments.translations.translator_notes import notes_in, notes_with
from tests.authoring.researching import Drafting

KEY = "items.bt1.text"
NOTE = "‘Organisation’ here means a church, mosque, school or union."
ENDED = "‘Organisation’ here means a church or a school."


@pytest.fixture
def drafting(settings, database, clock):
    return Drafting(settings, database, clock, languages=("en", "cy"))


@pytest.fixture
def researcher(drafting):
    return drafting.researcher()


def _save(researcher, text, key=KEY):
    return researcher.open("translator-notes").press("Save", **{f"words.{key}": text})


def _notes(drafting):
    with drafting.database.reading() as db:
        return dict(db.get_one(Draft, drafting.draft).translator_notes)


@pytest.mark.parametrize("key", [KEY, "formats.trust11.low_label", "waves.pre.title", "consent.agree"])
def test_a_note_on_any_text_stands_beside_it_where_it_is_translated(drafting, researcher, key):
    _save(researcher, NOTE, key)
    assert NOTE in researcher.open("translations/cy").words
    assert _notes(drafting) == {key: NOTE}


def test_a_note_is_in_the_file_of_every_language_and_stays_when_the_file_comes_back(drafting, researcher):
    _save(researcher, NOTE + "\nAsk if you are not sure.")
    file = researcher.open("translations/pl/po").text
    assert f"#. {NOTE}" in file
    assert [entry.comment for entry in polib.pofile(file) if entry.msgctxt == KEY] == [
        NOTE + "\nAsk if you are not sure."
    ]
    changed = file.replace(NOTE, "A translator's tool changed this.")
    researcher.open("translations/pl").press("Take it in", file=(BytesIO(changed.encode()), "pl.po"))
    assert _notes(drafting) == {KEY: NOTE + "\nAsk if you are not sure."}


def test_a_note_changes_neither_the_version_nor_a_class_nor_a_signature(drafting, researcher):
    second = drafting.researcher("second@example.org")
    second.open("translations/cy").press("I have read all of it and sign")
    before, changes = instruments.digest(drafting.version()), researcher.open("publish").text.count("change.")
    _save(researcher, NOTE)
    assert instruments.digest(drafting.version()) == before
    assert researcher.open("publish").text.count("change.") == changes
    assert "Signed." in researcher.open("translations/cy").words


def test_a_note_stays_with_the_version_that_is_published_and_the_next_draft_begins_with_it(drafting, researcher, clock):
    drafting.researcher("second@example.org").open("translations/cy").press("I have read all of it and sign")
    _save(researcher, NOTE)
    researcher.open("publish").press("Publish", reason="The same questions")
    assert researcher.address == "/staff/instruments/common-ground/2"
    file = researcher.browser.get("/staff/instruments/common-ground/2/files/po/cy").text
    assert f"#. {NOTE}" in file
    with drafting.database.transaction() as db:
        version = version_of(db, "common-ground", 2)
        begun = add_draft(db, version, based_on=2, translations=(), writer=Writer("-", "me", clock()))
        assert notes_with(db, version) == notes_in(begun, version) == {KEY: NOTE}


def test_a_note_is_taken_back_and_stands_in_the_history(drafting, researcher):
    _save(researcher, NOTE)
    _save(researcher, ENDED)
    assert "Note for translators" in researcher.open("history").words
    researcher.open("translator-notes").press("Undo my last change")
    assert _notes(drafting) == {KEY: NOTE}
    researcher.press("Undo my last change")
    assert _notes(drafting) == {}


def test_two_people_who_write_one_note_lose_neither(drafting, researcher):
    second = drafting.researcher("second@example.org").open("translator-notes")
    _save(researcher, NOTE)
    second.press("Save", **{f"words.{KEY}": ENDED})
    assert (second.status, NOTE in second.words, ENDED in second.text) == (409, True, True)
    assert _notes(drafting) == {KEY: NOTE}
    second.press("Save", **{f"words.{KEY}": ENDED})
    assert _notes(drafting) == {KEY: ENDED}


def test_a_note_that_is_too_long_is_given_back_with_what_is_wrong(drafting, researcher):
    _save(researcher, "x" * 1001)
    assert (researcher.status, f"{KEY}: A note has at most 1000 characters." in researcher.words) == (422, True)
    assert ("x" * 1001 in researcher.text, _notes(drafting)) == (True, {})


def test_a_note_with_a_character_that_no_file_can_carry_is_refused(drafting, researcher):
    _save(researcher, "A bell \x07 rings")
    assert ("the character U+0007 cannot be shown" in researcher.words, _notes(drafting)) == (True, {})


def test_notes_are_found_from_a_part_and_by_their_words(researcher):
    _save(researcher, NOTE)
    researcher.open("items/bt1").press("Notes for translators")
    assert ("items.bt1.text" in researcher.text, "items.bt2.text" in researcher.text) == (True, False)
    for search, found in (("church", True), ("nothing of the kind", False)):
        assert ("items.bt1.text" in researcher.open(f"translator-notes?search={search}").text) == found
    assert "1 text" in researcher.open("translator-notes?only=noted").words


def test_an_empty_note_takes_it_away_and_one_on_a_text_that_was_taken_out_counts_again_once_it_is_back(
    drafting, researcher
):
    _save(researcher, NOTE, "items.pa1.text")
    researcher.open("items/pa1").press("Take pa1 out")
    assert NOTE not in researcher.open("translator-notes").text
    researcher.press("Put back")
    assert NOTE in researcher.open("translator-notes").text
    _save(researcher, "", "items.pa1.text")
    assert _notes(drafting) == {}
