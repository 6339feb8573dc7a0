"""A name that a form has in the place of words stands in every language: no translation is asked for it."""

import pytest

from instruments import missing, strings_of, words_of
from instruments.interchange import from_po, read_content, to_po

FORM = """\
| survey  |                   |      |                     |                  |
|         | type              | name | label::English (en) | label::Welsh (cy) |
|         | select_one agree  | t1   | I trust people      | Rwy'n ymddiried mewn pobl |
|         | select_one agree  | t2   | I like people       | Rwy'n hoffi pobl |
| choices |                   |      |                     |                  |
|         | list_name         | name | label::English (en) | label::Welsh (cy) |
|         | agree             | No   | No                  | Na               |
|         | agree             | yes_1 | Yes                | Ydw              |
|         | agree             | a3   |                     |                  |
"""


@pytest.fixture
def found():
    return read_content("form.md", FORM.encode())


def test_the_name_of_a_question_is_asked_for_in_no_language(found):
    assert {key for key in strings_of(found.version_draft) if key.endswith(".label")} == set()


def test_the_code_of_an_answer_without_words_is_asked_for_in_no_language(found):
    assert "formats.agree.options.a3" not in missing(found.version_draft, found.translations[0])


def test_a_word_that_is_its_own_code_is_still_a_word(found):
    assert strings_of(found.version_draft)["formats.agree.options.No"] == "No"


def test_of_a_form_with_both_languages_only_its_title_is_missing(found):
    assert missing(found.version_draft, found.translations[0]) == ("title",)


def test_whoever_has_words_in_the_place_of_a_name_can_still_give_them(found):
    assert {"items.t1.label", "formats.agree.options.a3"} <= words_of(found.version_draft).keys()
    po = to_po(found.version_draft, "cy", translation=found.translations[0])
    sent = po.replace('msgid "t1"\nmsgstr ""', 'msgid "t1"\nmsgstr "Ymddiried"')
    assert from_po(sent, found.version_draft, "cy")[0].strings["items.t1.label"] == "Ymddiried"


def test_a_translator_reads_that_it_is_a_name(found):
    po = to_po(found.version_draft, "cy", translation=found.translations[0])
    assert '#. A name, which stands as it is in every language; it may stay empty.\nmsgctxt "items.t1.label"' in po


def test_a_label_that_somebody_gave_a_question_is_asked_for(found):
    items = tuple(item.model_copy(update={"label": "Trust"}) for item in found.version_draft.items[:1])
    assert "items.t1.label" in missing(found.version_draft.having(items=items), found.translations[0])
