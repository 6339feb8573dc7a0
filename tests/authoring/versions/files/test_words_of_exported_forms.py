"""An XLSForm of a published version has every word in the language of its column, or it is said which it lacks."""

import io

import openpyxl
import pytest

import instruments
from evaluation.authoring.versions.instrument_files import declining_words, exported, not_in_file

VERSION = instruments.load("common-ground", 2)
TRANSLATIONS = instruments.translations("common-ground", 2)


def declined():
    made = exported(VERSION, "xlsform", translations=TRANSLATIONS)
    heads, *rows = openpyxl.load_workbook(io.BytesIO(made.content))["choices"].values
    return next(dict(zip(heads, row, strict=True)) for row in rows if row[1] == "declined")


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("label::English (en)", "I'd rather not say"),
        ("label::Welsh (cy)", "Byddai’n well gen i beidio â dweud"),
        ("label::Arabic (ar)", "أفضّل ألا أقول"),
    ],
)
def test_the_answer_that_every_question_offers_is_in_the_words_of_the_phone(heading, words):
    assert declined()[heading] == words


def test_where_every_language_has_its_words_none_is_named():
    assert not [said for said in not_in_file(VERSION, "xlsform", translations=TRANSLATIONS) if "no words here" in said]


def test_a_language_that_the_phone_does_not_speak_is_named():
    polish = TRANSLATIONS[0].model_copy(update={"language": "pl"})
    said = not_in_file(VERSION, "xlsform", translations=[polish])
    assert ("pl" in declining_words(), any("Polish (pl) has no words here" in one for one in said)) == (False, True)
