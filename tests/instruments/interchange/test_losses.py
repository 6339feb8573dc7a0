"""What a file for another tool does not hold of a version, in sentences that are true of the file."""

import csv
import io

import openpyxl
import pytest

import instruments
from instruments.interchange import lost_in, read_content, to_ddi, to_redcap, to_xlsform, untranslated


@pytest.fixture(scope="module")
def version():
    return instruments.load("common-ground", 1)


def text_of(version, wanted):
    """All words of a file, whatever its form."""
    if wanted == "redcap":
        return "\n".join("\n".join(row) for row in csv.reader(io.StringIO(to_redcap(version))))
    if wanted == "ddi":
        return to_ddi(version)
    book = openpyxl.load_workbook(io.BytesIO(to_xlsform(version)))
    return "\n".join(str(cell) for sheet in book for row in sheet.values for cell in row)


def lost(version, wanted):
    return "\n".join(str(said) for said in lost_in(version, wanted))


@pytest.mark.parametrize("wanted", ["toml", "json"])
def test_our_own_formats_hold_everything(version, wanted):
    assert lost(version, wanted) == ""


@pytest.mark.parametrize("wanted", ["xlsform", "redcap", "ddi"])
def test_the_consent_and_what_the_place_stands_for_are_in_no_file_and_are_named(version, wanted):
    assert version.consent.title not in text_of(version, wanted)
    assert "The consent" in lost(version, wanted)
    assert "{place}" in text_of(version, wanted)
    assert "{place} stands for" in lost(version, wanted)


@pytest.mark.parametrize("wanted", ["xlsform", "redcap", "ddi"])
def test_scales_are_named_where_a_file_has_none(version, wanted):
    has_them = version.scales[0].label in text_of(version, wanted)
    assert has_them is (wanted == "ddi")
    assert (version.scales[0].id in lost(version, wanted)) is not has_them


def test_what_an_xlsform_of_ours_keeps_is_not_named_and_comes_in_again(version):
    again = read_content("again.xlsx", to_xlsform(version)).version_draft
    kept = [again.format_of(item).layout for item in again.items]
    assert kept == [version.format_of(item).layout for item in version.items]
    assert "laid out" not in lost(version, "xlsform")
    assert "laid out" in lost(version, "redcap")


def test_a_number_that_another_bounds_is_named_for_redcap(version):
    assert "oo2" in lost(version, "redcap")
    assert "oo2" not in lost(version, "xlsform")


def test_nothing_is_named_that_a_version_does_not_have(small):
    alone = small.having(scales=(), languages=("en",), waves=small.waves[:1], items=small.items[:1])
    assert "scales" not in lost(alone, "redcap")
    assert "languages" not in lost(alone, "redcap")
    assert "waves" not in lost(alone, "redcap")


def test_words_that_a_column_of_another_language_lacks_are_named_with_the_language(version):
    welsh = instruments.translation("common-ground", 1, "cy")
    gap = welsh.model_copy(update={"strings": {**welsh.strings, "items.bt1.text": ""}})
    said = [str(one) for one in untranslated(version, [gap], declining={})]
    assert said == [
        "Welsh (cy) has no words here for items.bt1.text, “I'd rather not say”: there they stand as in the original."
    ]


def test_where_every_word_is_there_none_is_named(version):
    welsh = instruments.translation("common-ground", 1, "cy")
    assert list(untranslated(version, [welsh], declining={"cy": "Byddai’n well gen i beidio â dweud"})) == []


def test_the_answer_that_every_question_offers_stands_in_the_language_of_its_column(version):
    welsh, words = instruments.translation("common-ground", 1, "cy"), "Byddai’n well gen i beidio â dweud"
    content = to_xlsform(version, translations=[welsh], declining={"cy": words})
    rows = list(openpyxl.load_workbook(io.BytesIO(content))["choices"].values)
    assert {row[2:4] for row in rows if row[1] == "declined"} == {("I'd rather not say", words)}
