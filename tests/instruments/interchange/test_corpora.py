"""Questionnaires nobody here wrote: text, options, order and codes as a direct reading of each file has them."""

import csv
import json
import re
from functools import cache
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

import instruments
from instruments.interchange import read
from tests.instruments.corpora import HERE, OWN_ONLY, files

pytestmark = OWN_ONLY


def words(text):
    """Text as a person reads it: without tags, marks of layout and extra space."""
    text = re.sub(r"</?(br|p|div|h\d|center|li|ul)\b[^>]*>|&nbsp;", " ", str(text))
    text = re.sub(r"<[^>]*>|\*\*|__|^#+ ", "", text, flags=re.MULTILINE)
    return " ".join(text.replace("\xa0", " ").replace("&amp;", "&").split())


@cache
def outcome(path):
    """The sentences a file is refused in, or the draft it became."""
    try:
        return (), read(path)
    except instruments.InvalidInstrument as refused:
        return refused.sentences, None


def code(found, option):
    """The code in the file: the keys of checkboxes begin with a letter, so that numbers have an o before them."""
    return re.sub(r"^o(?=\d)", "", str(option.value)) if found.layout == "checkboxes" else str(option.value)


def came(path):
    """What came in, under the item's id: the question's words and its codes with labels."""
    version = outcome(path)[1].version_draft
    options = {found.id: [(code(found, one), words(one.label)) for one in found.options] for found in version.formats}
    return {item.id: (words(item.text), options[item.format]) for item in version.items}


def told(path, text):
    """Whether words are read before a question of the draft."""
    read_first = [part for item in outcome(path)[1].version_draft.items for part in item.preface]
    return bool(words(text)) and any(words(text) in words(part) for part in read_first)


def left(path):
    return {one.where for one in outcome(path)[1].not_carried}


def test_at_least_four_in_five_files_come_in():
    assert sum(outcome(path)[1] is not None for path in HERE) >= 0.8 * len(HERE)


def questions(children):
    for child in children:
        yield child
        yield from questions(child.get("children", ()))


def spoken(label):
    """The words of a label in its file's first language, which pyxform keeps under 'default' or first."""
    return label.get("default") or next(iter(label.values())) if isinstance(label, dict) else label or ""


@pytest.mark.parametrize("path", files("xlsform"))
def test_an_xlsform_question_is_as_pyxform_sees_it(path):
    try:
        form = convert(str(path), validate=False)._pyxform
    except PyXFormError as error:
        pytest.skip(f"pyxform refuses the file: {error}")
    seen = {re.sub(r"\W", "_", child["name"]): child for child in questions(form["children"])}
    for name, (text, options) in came(path).items():
        child = seen[name if name in seen else name.removeprefix("q_")]
        assert text == words(spoken(child["label"]))
        listed = child.get("choices", ())
        assert options == [(choice["name"], words(spoken(choice.get("label")) or choice["name"])) for choice in listed]


@pytest.mark.parametrize("path", files("xlsform"))
def test_every_single_choice_pyxform_sees_comes_in_unless_it_is_written_down(path):
    try:
        form = convert(str(path), validate=False)._pyxform
    except PyXFormError as error:
        pytest.skip(f"pyxform refuses the file: {error}")
    got, written = came(path), {one.what for one in outcome(path)[1].not_carried}
    every = [child for child in questions(form["children"]) if child.get("type") == "select one"]
    asked = [child for child in every if (child.get("control") or {}).get("appearance") != "label"]
    named = [(re.sub(r"\W", "_", child["name"]), words(spoken(child.get("label")))) for child in asked]
    assert [name for name, label in named if label and name not in got and label not in written] == []


def dictionary(path):
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def pairs(choices):
    return [tuple(part.strip() for part in choice.split(",", 1)) for choice in choices.split("|")]


FIXED = {"yesno": [("1", "Yes"), ("0", "No")], "truefalse": [("1", "True"), ("0", "False")]}


@pytest.mark.parametrize("path", files("redcap"))
def test_a_redcap_field_is_as_the_dictionary_has_it(path):
    rows = {row["Variable / Field Name"]: row for row in dictionary(path)}
    for name, (text, options) in came(path).items():
        row = rows[name]
        kind, choices = row["Field Type"], row["Choices, Calculations, OR Slider Labels"]
        expected = pairs(choices) if kind in {"radio", "dropdown", "checkbox"} else FIXED.get(kind, [])
        assert text == words(row["Field Label"])
        assert options == [(code, words(label)) for code, label in expected]


@pytest.mark.parametrize("path", files("redcap"))
def test_every_redcap_field_comes_in_or_is_written_down(path):
    rows = [(row["Variable / Field Name"], row["Field Label"]) for row in dictionary(path)]
    got, written = came(path), left(path)
    assert [
        name
        for number, (name, label) in enumerate(rows, start=2)
        if name and name not in got and f"row {number}" not in written and not told(path, label)
    ] == []


@pytest.mark.parametrize("path", files("redcap"))
def test_redcap_fields_keep_their_order(path):
    named = [row["Variable / Field Name"] for row in dictionary(path)]
    assert list(came(path)) == [name for name in named if name in came(path)]


def lss(path):
    root = ET.parse(path).getroot()

    def table(name):
        return [{cell.tag: cell.text or "" for cell in row} for row in root.iterfind(f"{name}/rows/row")]

    return table


@pytest.mark.parametrize("path", files("limesurvey"))
def test_a_limesurvey_question_is_as_the_structure_has_it(path):
    table = lss(path)
    said = {row["qid"]: row["question"] for row in table("question_l10ns")}
    answers = {row["aid"]: row["answer"] for row in table("answer_l10ns")}
    rows = {row["qid"]: row for row in [*table("questions"), *table("subquestions")]}
    named = {
        f"{rows[row['parent_qid']]['title']}_{row['title']}" if row["parent_qid"] != "0" else row["title"]: row
        for row in rows.values()
    }
    for name, (text, options) in came(path).items():
        row = named[name]
        asked = row["parent_qid"] if row["parent_qid"] != "0" else row["qid"]
        listed = [(one["code"], words(answers[one["aid"]])) for one in table("answers") if one["qid"] == asked]
        if row["type"] == "M":
            below = sorted(table("subquestions"), key=lambda one: int(one["question_order"]))
            listed = [(one["title"], words(said[one["qid"]])) for one in below if one["parent_qid"] == row["qid"]]
        assert text == words(said[row["qid"]])
        assert options == listed or rows[asked]["type"] in "5YG"


def elements(holder):
    for key in ("pages", "elements"):
        for element in holder.get(key, ()):
            yield element
            yield from elements(element)


def english(value):
    return value.get("default", value.get("en")) if isinstance(value, dict) else value


def surveyjs_option(choice, kind):
    """The code and the words of a choice; the code of a checkbox with nothing but letters, digits and underscores."""
    value = str(choice["value"] if isinstance(choice, dict) else choice)
    said = words(english(choice.get("text")) or value) if isinstance(choice, dict) else value
    return re.sub(r"[^A-Za-z0-9]+", "_", value)[:40].strip("_") if kind == "checkbox" else value, said


@pytest.mark.parametrize("path", files("surveyjs"))
def test_a_surveyjs_question_is_as_the_definition_has_it(path):
    seen = {element["name"]: element for element in elements(json.loads(path.read_text(encoding="utf-8")))}
    for name, (text, options) in came(path).items():
        element = seen[name]
        assert text == words(english(element.get("title")) or name)
        assert options == [surveyjs_option(choice, element["type"]) for choice in element.get("choices", ())]


@pytest.mark.parametrize("path", files("surveyjs"))
def test_a_surveyjs_rating_keeps_its_points_and_the_words_at_its_ends(path):
    version = outcome(path)[1].version_draft
    seen = {element["name"]: element for element in elements(json.loads(path.read_text(encoding="utf-8")))}
    for item in version.items:
        element, found = seen[item.id], version.format_of(item)
        if element["type"] == "rating":
            ends = english(element["minRateDescription"]), english(element["maxRateDescription"])
            assert (found.minimum, found.maximum) == (element.get("rateMin", 1), element.get("rateMax", 5))
            assert (found.low_label, found.high_label) == tuple(words(end) for end in ends)


@pytest.mark.parametrize("path", files("qualtrics"))
def test_a_qualtrics_question_is_as_the_survey_has_it(path):
    survey = json.loads(path.read_text(encoding="utf-8"))
    found = [one["Payload"] for one in survey["SurveyElements"] if one["Element"] == "SQ"]
    seen = {re.sub(r"\W", "_", question["DataExportTag"]): question for question in found}
    for name, (text, options) in came(path).items():
        tag = (
            name
            if name in seen
            else name.removeprefix("q_")
            if name.removeprefix("q_") in seen
            else name.rsplit("_", 1)[0]
        )
        question = seen[tag]
        column = "Answers" if question["QuestionType"] == "Matrix" else "Choices"
        order = question.get("AnswerOrder" if column == "Answers" else "ChoiceOrder") or ()
        recoded = question.get("RecodeValues") or {}
        codes = [(str(recoded.get(str(key), key)), words(question[column][str(key)]["Display"])) for key in order]
        if question["QuestionType"] in {"MC", "Matrix"}:
            assert options == codes
        row = (
            question["Choices"][name.rsplit("_", 1)[1]]["Display"]
            if tag != name and not name.startswith("q_")
            else None
        )
        assert text in {
            words(row),
            words(question["QuestionText"]),
            *(words(one["Display"]) for one in parts(question)),
        }


def parts(question):
    choices = question.get("Choices") or {}
    return list(choices.values()) if question["QuestionType"] in {"TE", "Slider"} else []


@pytest.mark.parametrize("path", files("formr"))
def test_a_formr_question_is_as_the_sheet_has_it(path):
    rows = list(openpyxl.load_workbook(path)["survey"].values)
    seen = {row[rows[0].index("name")]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    for name, (text, options) in came(path).items():
        row = seen[name]
        beside = [(str(number), words(row[f"choice{number}"])) for number in range(1, 13) if row.get(f"choice{number}")]
        assert text == words(row["label"])
        assert options == beside or not row["type"].startswith("mc") or " " in row["type"]


@pytest.mark.parametrize("path", files("formr"))
def test_every_formr_row_comes_in_or_is_written_down(path):
    rows = list(openpyxl.load_workbook(path)["survey"].values)
    name, label = rows[0].index("name"), rows[0].index("label")
    got, written = came(path), left(path)
    missed = [
        number
        for number, row in enumerate(rows[1:], start=2)
        if row[name] and row[name] not in got and f"survey row {number}" not in written and not told(path, row[label])
    ]
    assert missed == []
