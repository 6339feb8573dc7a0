"""What a file of another tool says nothing of has the words of our newest questionnaire."""

import pytest

import instruments
from instruments.interchange import read_content
from instruments.library import published
from instruments.translation import words_of
from tests.instruments.workbooks import XLSFORM, workbook

NEWEST = max(one.number for one in published() if one.id == "common-ground")


@pytest.fixture(scope="module")
def taken_in():
    return read_content("small.xlsx", workbook(**XLSFORM))


def test_people_agree_to_the_newest_words_there_are(taken_in):
    assert taken_in.version_draft.consent == instruments.load("common-ground", NEWEST).consent


def test_the_consent_is_there_in_each_language_of_the_file_that_has_it(taken_in):
    source = {key: text for key, text in words_of(taken_in.version_draft).items() if key.startswith("consent.")}
    words = taken_in.translations[0].strings
    ours = instruments.translation("common-ground", NEWEST, "cy").strings
    assert {key: words.get(key) for key in source} == {key: ours[key] for key in source}


def test_the_waves_are_titled_in_it_as_well(taken_in):
    words = taken_in.translations[0].strings
    assert (words["waves.pre.title"], words["waves.post.title"]) == ("Cyn", "Wedyn")


def test_a_language_that_has_no_such_words_has_the_words_of_the_file_alone():
    sheets = {
        **XLSFORM,
        "survey": [
            ["type", "name", "label::English (en)", "label::Polski (pl)"],
            ["text", "say", "Say more", "Napisz"],
        ],
    }
    found = read_content("small.xlsx", workbook(**sheets)).translations
    assert [(one.language, dict(one.strings)) for one in found] == [("pl", {"items.say.text": "Napisz"})]
