"""A translation keeps every blank of its source, wherever it comes in."""

import pytest

import instruments
from instruments.blanks import blank_fault
from instruments.interchange import from_po, to_po

VERSION = instruments.load("common-ground", 1)
SOURCES = instruments.strings_of(VERSION)
WELSH = instruments.translation("common-ground", 1, "cy")
FILLED = [key for key, text in SOURCES.items() if "{" in text]
BREAKS = {
    "lost": lambda text: text.replace("{place}", "yma").replace("{release_day}", "fory"),
    "misspelt": lambda text: text.replace("{place}", "{plaec}").replace("{release_day}", "{release day}"),
    "translated": lambda text: text.replace("{place}", "{lle}").replace("{release_day}", "{diwrnod}"),
    "doubled": lambda text: text.replace("{place}", "{place} {place}").replace("{release_day}", "{release_day}" * 2),
    "spaced": lambda text: text.replace("{", "{ "),
    "in other letters": lambda text: text.replace("{p", "{р").replace("{r", "{г"),
    "half": lambda text: text.replace("}", ""),
    "wide": lambda text: text.replace("{", "\uff5b").replace("}", "\uff5d"),
    "upper case": lambda text: text.replace("{place}", "{Place}").replace("{release_day}", "{Release_Day}"),
}


def broken(key, text):
    return WELSH.model_copy(update={"strings": {**WELSH.strings, key: text}})


def test_some_texts_have_blanks_and_some_have_none():
    assert 5 < len(FILLED) < len(SOURCES)


@pytest.mark.parametrize("language", ["cy", "ar"])
def test_the_translations_that_are_bundled_keep_every_blank(language):
    strings = instruments.translation("common-ground", 1, language).strings
    assert list(instruments.blank_problems(SOURCES, strings, language=language)) == []


@pytest.mark.parametrize("how", BREAKS)
def test_every_text_that_breaks_a_blank_is_refused_in_toml_by_key_and_language(how):
    for key in FILLED:
        text = instruments.canonical_translation(broken(key, BREAKS[how](WELSH.strings[key])))
        with pytest.raises(instruments.InvalidInstrument) as refused:
            instruments.parse_translation(text, VERSION, name="1.cy.toml")
        assert [said.startswith(f"1.cy.toml: strings.{key}: cy: ") for said in refused.value.sentences] == [True]


@pytest.mark.parametrize("how", BREAKS)
def test_every_text_that_breaks_a_blank_is_left_out_of_a_po_file_with_its_reason(how):
    for key in FILLED:
        po = to_po(VERSION, "cy", translation=broken(key, BREAKS[how](WELSH.strings[key])))
        found, left = from_po(po, VERSION, "cy")
        assert (key in found.strings, [(one.where, one.why[:4]) for one in left]) == (False, [(key, "cy: ")])


def test_a_blank_where_the_source_has_none_is_refused_in_every_text():
    for key in SOURCES.keys() - set(FILLED):
        text = instruments.canonical_translation(broken(key, f"{WELSH.strings[key]} {{place}}"))
        with pytest.raises(instruments.InvalidInstrument, match="is too much; keep no braces"):
            instruments.parse_translation(text, VERSION)


@pytest.mark.parametrize(
    ("source", "words", "said"),
    [
        ("in {place}", "yn {place}", ""),
        ("in {place}", "{place}:", ""),
        ("in {place}", "yma", "{place} is lost; keep {place}, as the source has it."),
        ("in {place}", "{lle}", "{place} is lost and {lle} is too much; keep {place}, as the source has it."),
        ("here", "{", "{ is too much; keep no braces, as the source has it."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(source, words, said):
    assert blank_fault(source, words) == said
