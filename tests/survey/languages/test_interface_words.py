"""The participants' interface speaks Welsh throughout, and so does the unchecked draft of Arabic."""

import re
import string
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

import evaluation
from evaluation.domain.languages import INTERFACE_LANGUAGES, UNCHECKED_LANGUAGES

FOLDER = Path(evaluation.__file__).parent / "translations"
LANGUAGES = ("cy", "ar")


def words_of_language(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES"


def catalogue(language: str = "cy") -> Catalog:
    with (words_of_language(language) / "survey.po").open("rb") as file:
        return read_po(file, locale=language)


def asked_for() -> set[str]:
    """Every message that the code and the templates ask for."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(FOLDER.parents[1], methods, options)
    return {message[2] if isinstance(message[2], str) else message[2][0] for message in found}


def known(language: str) -> set[str]:
    """Every message that has words in a language, all its plural forms among them."""
    said = [(one.id, one.string) for one in catalogue(language) if one.id]
    whole = [(key, words) for key, words in said if (words if isinstance(key, str) else all(words))]
    return {key if isinstance(key, str) else key[0] for key, _ in whole}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_interface_has_one_in_each_language(language):
    assert asked_for() - known(language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_left_without_use(language):
    assert known(language) - asked_for() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_blanks_are_the_same_in_both_languages(language):
    def blanks(text: str) -> set[str]:
        return set(re.findall(r"%\((\w+)\)", text)) | {name for _, name, *_ in string.Formatter().parse(text) if name}

    unlike = [
        message.id
        for message in catalogue(language)
        if isinstance(message.id, str) and message.id and blanks(message.id) != blanks(str(message.string))
    ]
    assert unlike == []


def test_no_welsh_word_that_would_change_its_first_letter_stands_before_the_title_of_a_meeting():
    """Which may be a place. The waves are called by words of ours, which stand as they are."""
    of_meetings = [text for text in catalogue() if text.id and re.search(r"(coming|Welcome) to %\(title", str(text.id))]
    assert len(of_meetings) == 3
    assert [text.string for text in of_meetings if re.search(r"\b(i|yn|o|am|at|dros) %\(title", str(text.string))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_words_are_those_of_the_catalogue(language):
    compiled = BytesIO()
    write_mo(compiled, catalogue(language))
    assert (words_of_language(language) / "survey.mo").read_bytes() == compiled.getvalue(), "run `make translations`"


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 cwestiwn"), (2, "2 gwestiwn"), (3, "3 chwestiwn"), (7, "7 cwestiwn")]
)
def test_things_are_counted_as_welsh_counts_them(number, said):
    message = catalogue().get("%(num)s question left")
    forms = {1: 1, 2: 2, 3: 3, 6: 4}
    assert (message.string[forms.get(number, 0)] % {"num": number}).startswith(said)


@pytest.mark.parametrize(
    ("number", "said"), [(1, "سؤال قصير واحد"), (2, "سؤالان"), (3, "3 أسئلة"), (12, "12 سؤالًا"), (100, "100 سؤال قصير")]
)
def test_things_are_counted_as_arabic_counts_them(number, said):
    words = Translations.load(FOLDER, ["ar"], "survey").ngettext(
        "%(num)s short question", "%(num)s short questions", number
    )
    assert (words % {"num": number}).startswith(said)


def test_the_arabic_words_say_that_nobody_has_checked_them_and_are_offered_to_nobody():
    head = (words_of_language("ar") / "survey.po").read_text(encoding="utf-8").partition("msgid")[0]
    assert "Unreviewed draft" in head
    assert "ar" in UNCHECKED_LANGUAGES
    assert set(UNCHECKED_LANGUAGES) & set(INTERFACE_LANGUAGES) == set()
