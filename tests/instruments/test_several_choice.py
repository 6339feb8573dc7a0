"""Questions to which several answers can be chosen, as data: what must hold, what changed, and other tools' formats."""

import csv
import io
import re

import pytest
from pyxform.xls2xform import convert

import instruments
from instruments import DECLINED, InvalidInstrument, Option
from instruments.comparison import Comparability, compare
from instruments.interchange.export.to_ddi import to_ddi
from instruments.interchange.export.to_redcap import to_redcap
from instruments.interchange.export.to_xlsform import to_xlsform
from instruments.several_choice import indicators
from tests.questions.asked import TEXT, VERSION

LANGUAGES = VERSION.formats_by_id["languages"]


def test_its_text_is_canonical_and_marks_stand_only_where_they_are():
    assert instruments.parse(instruments.canonical_toml(VERSION)) == VERSION
    assert Option(value=1, label="One").model_dump() == {"value": 1, "label": "One", "overlap": None}


FAULTS = [
    ('value = "welsh"', 'value = "wel sh"', "formats.languages.options: the key 'wel sh' is part of a column's name"),
    ('value = "welsh"', 'value = "english"', "formats.languages.options: the value 'english' stands 2 times"),
    ("specify = true", "exclusive = true", "formats.languages.options: one option at most is exclusive"),
    (
        'label = "Welsh"',
        'label = "Welsh", specify = true',
        "formats.languages.options: one option at most asks for words",
    ),
    (
        "exclusive = true",
        "exclusive = true, specify = true",
        "formats.languages.options: 'none' is chosen alone, so it specifies nothing.",
    ),
    ('layout = "checkboxes"', 'layout = "choice"', "formats.languages.options: only a checkbox can be exclusive"),
    (
        'layout = "checkboxes"',
        'layout = "checkboxes"\nmaximum = 3',
        "formats.languages: checkboxes have options; minimum and maximum belong",
    ),
    ("[items.bt1]", "[items.langs_WELSH]", "items.langs: the column 'langs_welsh' of exported files would be there"),
    ("[items.langs]", f"[items.{'l' * 40}]", "words are asked for in it, so its name has at most 34 characters."),
    ("[items.langs]", f"[items.{'l' * 58}]", "of exported files is longer than 60 characters"),
    ('items = ["bt1"]', 'items = ["langs"]', "'langs' is answered not in numbers"),
]


@pytest.mark.parametrize(("sound", "faulty", "said"), FAULTS)
def test_what_is_wrong_is_said_in_a_sentence(sound, faulty, said):
    text = TEXT.replace(sound, faulty, 1)
    if sound == "[items.bt1]":
        text = text.replace('items = ["bt1"]', 'items = ["langs_WELSH"]')
    with pytest.raises(InvalidInstrument) as refused:
        instruments.parse(text)
    assert any(said in sentence for sentence in refused.value.sentences), refused.value.sentences


def changed(**update):
    """The classes by rule of a change of the format."""
    new = LANGUAGES.model_copy(update=update)
    formats = tuple(new if each.id == new.id else each for each in VERSION.formats)
    found = compare(VERSION, VERSION.having(number=2, formats=formats))
    return {change.rule: change.comparability for change in found.changes}


def marked(key, **mark):
    return tuple(each.model_copy(update=mark) if each.value == key else each for each in LANGUAGES.options)


def test_another_offer_does_not_compare_until_somebody_says_so_and_another_order_does_with_care():
    assert changed(options=LANGUAGES.options[1:]) == {"options offered": Comparability.NOT}
    assert changed(options=LANGUAGES.options[::-1]) == {"order of checkboxes": Comparability.WITH_CARE}


def test_what_stands_alone_and_where_words_are_asked_for_are_changes_of_their_own():
    assert changed(options=marked("none", exclusive=False)) == {"option chosen alone": Comparability.NOT}
    assert changed(options=marked("another", specify=False)) == {"words asked for": Comparability.WITH_CARE}


def test_other_words_on_an_option_are_another_option():
    assert changed(options=marked("welsh", label="Cornish")) == {"label": Comparability.NOT}


def test_one_answer_made_of_several_is_another_layout():
    options = marked("none", exclusive=False)
    plain = tuple(each.model_copy(update={"specify": False}) for each in options)
    assert changed(layout=instruments.Layout.CHOICE, options=plain)["layout"] is Comparability.NOT


def test_each_option_has_a_column_and_a_way_out_stands_in_all_of_them():
    columns = [f"langs_{each.value}" for each in LANGUAGES.options]
    assert indicators("langs", LANGUAGES, "english another") == dict(zip(columns, (1, 0, 0, 1, 0), strict=True))
    assert indicators("langs", LANGUAGES, DECLINED) == dict.fromkeys(columns, DECLINED)


def test_xlsform_asks_for_several_with_what_is_alone_and_for_words_where_they_are_relevant():
    form = convert(io.BytesIO(to_xlsform(VERSION, wave="pre")), file_type=".xlsx", validate=False)
    alone = "selected(., 'none') or selected(., 'declined')"
    assert f'constraint="count-selected(.) = 1 or not({alone})"' in form.xform
    assert re.search(r"""relevant="selected\(\s*/data/langs\s*, 'another'\)\"""", form.xform)
    assert '<select ref="/data/langs">' in form.xform


def test_redcap_has_checkboxes_and_a_field_for_the_words():
    rows = {row["Variable / Field Name"]: row for row in csv.DictReader(io.StringIO(to_redcap(VERSION)))}
    assert rows["langs"]["Field Type"] == "checkbox"
    assert rows["langs"]["Field Annotation"] == "@NONEOFTHEABOVE='none,declined'"
    assert rows["langs_other"]["Branching Logic (Show field only if...)"] == "[langs(another)] = '1'"


def test_ddi_has_a_variable_for_each_option_in_a_group():
    book = to_ddi(VERSION)
    assert 'type="multipleResp" name="langs"' in book
    assert 'name="langs_welsh"' in book
