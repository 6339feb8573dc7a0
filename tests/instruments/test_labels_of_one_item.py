"""A translation may have words of its own for the answers of one question: Welsh says yes and no by the verb."""

import io

import openpyxl
import pytest

import instruments
from instruments.interchange import from_po, read, to_po, to_xlsform
from instruments.model import Option

VERSION = instruments.load("common-ground", 2)
WELSH = instruments.translation("common-ground", 2, "cy")


def labels(version, item):
    return [option.label for option in version.format_of(version.items_by_id[item]).choices]


def test_each_question_is_answered_by_its_own_verb():
    welsh = instruments.translated(VERSION, WELSH)
    assert labels(welsh, "pa1") == ["Nac ydw", "Ydw"]
    assert labels(welsh, "hp1")[0] == "Naddo"
    assert labels(VERSION, "pa1") == ["No", "Yes"]


def test_a_question_without_words_of_its_own_has_those_that_all_share():
    strings = {key: words for key, words in WELSH.strings.items() if not key.startswith("items.pa1.options")}
    welsh = instruments.translated(VERSION, WELSH.model_copy(update={"strings": strings}))
    assert labels(welsh, "pa1") == ["Na", "Ie"]
    assert labels(welsh, "ma1") == ["Nac ydw", "Ydw"]


def test_nothing_is_missing_where_there_are_none():
    assert not any(".options." in key for key in instruments.missing(VERSION, WELSH) if key.startswith("items."))


@pytest.mark.parametrize(
    "key", ["items.bt1.options.3", "items.pa1.options.9", "items.wm1.options.0", "items.zz.options.0"]
)
def test_words_for_an_answer_that_is_not_shared_or_not_there_are_refused(key):
    text = instruments.canonical_translation(WELSH.model_copy(update={"strings": {**WELSH.strings, key: "Ie"}}))
    with pytest.raises(instruments.InvalidInstrument, match="no words there"):
        instruments.parse_translation(text, VERSION)


def test_the_file_comes_back_as_it_was():
    text = instruments.canonical_translation(WELSH)
    assert instruments.canonical_translation(instruments.parse_translation(text, VERSION)) == text


def test_a_source_gives_its_item_a_format_of_its_own_instead():
    item = VERSION.items_by_id["pa1"].model_copy(update={"labels": (Option(value=0, label="Never"),)})
    version = VERSION.having(items=tuple(item if one.id == "pa1" else one for one in VERSION.items))
    assert [problem.key for problem in instruments.problems(version)] == ["items.pa1.labels"]


def test_a_po_file_carries_them_there_and_back_and_says_that_they_may_stay_empty():
    text = to_po(VERSION, "cy", translation=WELSH)
    found, lost = from_po(text, VERSION, "cy")
    assert (dict(found.strings), lost) == (dict(WELSH.strings), ())
    assert "Only where the language needs other words" in text


def test_an_xlsform_gives_the_question_a_list_of_its_own_and_brings_it_back(tmp_path):
    book = to_xlsform(VERSION, wave="pre", translations=[WELSH])
    rows = list(openpyxl.load_workbook(io.BytesIO(book))["choices"].values)
    assert [row[3] for row in rows if row[0] == "yes_no_pa1"][:2] == ["Nac ydw", "Ydw"]
    file = tmp_path / "own.xlsx"
    file.write_bytes(book)
    found = read(file)
    (welsh,) = found.translations
    assert labels(instruments.translated(found.version_draft, welsh), "pa1") == ["Nac ydw", "Ydw"]


def test_who_a_question_does_not_fit_comes_back_from_an_xlsform(tmp_path):
    file = tmp_path / "beside.xlsx"
    file.write_bytes(to_xlsform(VERSION, wave="pre", translations=[WELSH]))
    found = read(file)
    beside = {item.id: item.not_applicable for item in found.version_draft.items if item.not_applicable}
    assert beside == dict.fromkeys(("bt3", "df3", "df4"), "I have not met any")
    (welsh,) = found.translations
    assert welsh.strings["items.bt3.not_applicable"] == "Nid wyf wedi cwrdd ag unrhyw un"
