import re

import pytest

import instruments
from instruments.problem import InvalidInstrument
from instruments.translation import Translation

LANGUAGES = ["ar", "cy"]


def test_common_ground_has_a_welsh_and_an_arabic_draft():
    found = instruments.translations("common-ground", 1)
    assert [(one.language, one.status) for one in found] == [("ar", "draft"), ("cy", "draft")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_says_that_nobody_reviewed_it(language):
    assert instruments.translation("common-ground", 1, language).note.startswith("Unreviewed draft")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_has_every_word_of_its_version(common_ground, language):
    assert instruments.missing(common_ground, instruments.translation("common-ground", 1, language)) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_keeps_what_is_filled_in(common_ground, language):
    words = instruments.translation("common-ground", 1, language).strings
    blanks = {
        key: text.count("{place}") + text.count("{release_day}")
        for key, text in instruments.strings_of(common_ground).items()
    }
    assert {key: text.count("{place}") + text.count("{release_day}") for key, text in words.items()} == blanks


@pytest.mark.parametrize("number", [1, 2])
def test_no_welsh_word_that_would_change_the_first_letter_of_a_place_stands_before_it(number):
    words = instruments.translation("common-ground", number, "cy").strings
    before = {match for text in words.values() for match in re.findall(r"(\S+) \{place\}", text)}
    assert before == {"ardal"}


def test_there_is_no_translation_where_none_stands_beside_the_version():
    assert instruments.translation("common-ground", 1, "pl") is None


def test_a_translated_version_keeps_ids_formats_and_scores(common_ground):
    welsh = instruments.translated(common_ground, instruments.translation("common-ground", 1, "cy"))
    assert instruments.scoring_key(welsh) == instruments.scoring_key(common_ground)
    assert [(item.id, item.format, item.waves) for item in welsh.items] == [
        (item.id, item.format, item.waves) for item in common_ground.items
    ]


def test_a_translated_version_says_everything_in_its_words(common_ground):
    words = instruments.translation("common-ground", 1, "cy")
    assert instruments.strings_of(instruments.translated(common_ground, words)) == words.strings


def test_where_a_word_is_missing_the_source_stays(small):
    words = Translation(instrument="small", number=1, language="cy", strings={"formats.agree3.options.1": "Anghytuno"})
    options = instruments.translated(small, words).formats_by_id["agree3"].options
    assert [option.label for option in options] == ["Anghytuno", "Neither", "Agree"]


def test_a_translation_round_trips(common_ground):
    words = instruments.translation("common-ground", 1, "cy")
    assert instruments.parse_translation(instruments.canonical_translation(words), common_ground) == words


def faults(text, version):
    with pytest.raises(InvalidInstrument) as refused:
        instruments.parse_translation(text, version, name="1.cy.toml")
    return refused.value.sentences


def test_words_for_no_known_place_are_named(small):
    text = 'instrument = "small"\nnumber = 1\nlanguage = "cy"\n[strings]\n"items.bt9.text" = "x"\n'
    assert faults(text, small) == (
        "1.cy.toml: strings.items.bt9.text: the version has no words there; did you mean 'items.bt1.text'?",
    )


def test_a_translation_of_another_version_is_refused(small):
    text = 'instrument = "large"\nnumber = 1\nlanguage = "en"\n[strings]\n'
    assert faults(text, small) == (
        "1.cy.toml: instrument: this translates large 1, not small 1.",
        "1.cy.toml: language: the version is itself written in 'en'.",
    )


def test_a_translation_cannot_declare_itself_checked(small):
    text = 'instrument = "small"\nnumber = 1\nlanguage = "cy"\nstatus = "checked"\n[strings]\n'
    assert len(faults(text, small)) == 1


def test_choices_looked_at_before_are_not_those_of_the_translation(common_ground):
    assert common_ground.format_of(common_ground.items_by_id["cg2"]).choices[0].label == "Strongly disagree"
    welsh = instruments.translated(common_ground, instruments.translation("common-ground", 1, "cy"))
    assert welsh.format_of(welsh.items_by_id["cg2"]).choices[0].label == "Anghytuno'n gryf"
