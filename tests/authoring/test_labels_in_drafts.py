"""Words for the answers of one question stay with a draft, and may be left empty."""

import pytest

import instruments
from evaluation.authoring.sections import items, response_formats
from evaluation.store.instruments.drafts import Writer, add_draft
from evaluation.store.instruments.translations.draft_translations import (
    TranslationState,
    keep_texts,
    lines_of,
    translations_in,
)

VERSION = instruments.load("common-ground", 2)
WELSH = instruments.translation("common-ground", 2, "cy")


@pytest.fixture
def writer(clock):
    return Writer(id="1", name="Mair", now=clock())


def test_a_draft_begun_from_a_version_keeps_them(sqlite_database, writer):
    with sqlite_database.transaction() as db:
        draft = add_draft(db, VERSION, based_on=2, translations=[WELSH], writer=writer)
        (kept,) = translations_in(db, draft, VERSION)
    assert dict(kept.strings) == dict(WELSH.strings)


def test_the_editor_shows_where_there_may_be_some_and_keeps_what_is_written(sqlite_database, writer):
    with sqlite_database.transaction() as db:
        draft = add_draft(db, VERSION, based_on=2, translations=[], writer=writer)
        key = "items.pa1.options.1"
        before = {line.key: line for line in lines_of(db, draft, VERSION, language="cy")}[key]
        keep_texts(db, draft, VERSION, language="cy", texts={key: "Ydw"}, writer=writer)
        after = {line.key: line for line in lines_of(db, draft, VERSION, language="cy")}[key]
    assert (before.source, before.text, before.state) == ("Yes", "", TranslationState.OPTIONAL)
    assert (after.text, after.state) == ("Ydw", TranslationState.DRAFT)


def test_the_form_of_an_item_keeps_the_answer_for_whom_it_does_not_fit():
    held = items.values(VERSION, "bt3")
    assert held["not_applicable"] == "I have not met any"
    assert items.put(VERSION, "bt3", held) == VERSION


def test_the_form_of_a_response_format_keeps_words_beside_pictures():
    held = response_formats.values(VERSION, "circles7")
    assert held["worded"] == "yes"
    assert response_formats.put(VERSION, "circles7", held) == VERSION
