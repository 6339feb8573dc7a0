"""Files as other machines, other years and other countries save them: they come in all the same."""

import csv
import io
import json

import pytest

from instruments.interchange import read_content
from tests.instruments.workbooks import workbook

HEADINGS = [
    "Variable / Field Name",
    "Form Name",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
]
ROWS = [
    ["ca", "f", "radio", "Café?", "1, Très bien | 0, Jamais"],
    ["ok", "f", "yesno", "Ça va?", ""],
]
CHOICES = [["list_name", "name", "label"], ["yn", "1", "Yes"], ["yn", "0", "No"]]


def dictionary(*, encoding="utf-8", delimiter=",", headings=HEADINGS, quoting=csv.QUOTE_MINIMAL):
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, quoting=quoting)
    writer.writerows([headings, *ROWS])
    return written.getvalue().encode(encoding)


def came(name, content):
    """What came in: id, words, codes and labels in their order."""
    version = read_content(name, content).version_draft
    return [
        (item.id, item.text, [(one.value, one.label) for one in version.format_of(item).options])
        for item in version.items
    ]


WANTED = [
    ("ca", "Café?", [(1, "Très bien"), (0, "Jamais")]),
    ("ok", "Ça va?", [(1, "Yes"), (0, "No")]),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_dictionary_comes_in_however_a_spreadsheet_saved_it(encoding, delimiter):
    assert came("d.csv", dictionary(encoding=encoding, delimiter=delimiter)) == WANTED


@pytest.mark.parametrize(
    "headings",
    [
        [heading.upper() for heading in HEADINGS],
        [f" {heading} " for heading in HEADINGS],
        ["field_name", "form_name", "field_type", "field_label", "select_choices_or_calculations"],
    ],
)
def test_a_dictionary_comes_in_under_other_spellings_of_its_headings(headings):
    assert came("d.csv", dictionary(headings=headings)) == WANTED


def test_a_dictionary_with_every_cell_in_quotes_comes_in():
    assert came("d.csv", dictionary(quoting=csv.QUOTE_ALL)) == WANTED


YES_NO = [("b", "B?", [(1, "Yes"), (0, "No")])]
SURVEYS = {
    "an empty first row": [[], ["type", "name", "label"], ["select_one yn", "b", "B?"]],
    "empty rows between": [["type", "name", "label"], [], [None, None], ["select_one yn", "b", "B?"]],
    "spaces and capitals": [[" Type", "NAME ", "Label "], ["select_one yn", "b", "B?"]],
    "one from": [["type", "name", "label::English (en)"], ["select one from yn", "b", "B?"]],
    "a calculated group": [
        ["type", "name", "label"],
        ["begin group", "g", "G"],
        ["calculate", "z", None],
        ["select_one yn", "b", "B?"],
        ["end group", None, None],
    ],
}


@pytest.mark.parametrize("shape", SURVEYS)
def test_an_xlsform_comes_in_in_any_of_its_shapes(shape):
    assert came("x.xlsx", workbook(survey=SURVEYS[shape], choices=CHOICES)) == YES_NO


def test_an_xlsform_with_other_sheets_comes_in_and_says_which_it_left():
    content = workbook(notes=[["anything"]], survey=SURVEYS["one from"], choices=CHOICES)
    found = read_content("x.xlsx", content)
    assert [one.what for one in found.not_carried if one.where.startswith("sheet")] == ["notes"]


def test_columns_in_another_language_become_a_translation():
    survey = [["type", "name", "label::English (en)", "label::Français (fr)"], ["select_one yn", "b", "B?", "Et B?"]]
    choices = [
        ["list_name", "name", "label::English (en)", "label::Français (fr)"],
        ["yn", 1, "Yes", "Oui"],
        ["yn", 0, "No", "Non"],
    ]
    (french,) = read_content("x.xlsx", workbook(survey=survey, choices=choices)).translations
    assert (french.language, set(french.strings.values()) >= {"Et B?", "Oui", "Non"}) == ("fr", True)


LOW_HIGH = [(1, "Low"), (2, "High")]


def test_each_row_of_a_surveyjs_matrix_is_a_question():
    matrix = {
        "type": "matrix", "name": "m", "title": "How much?",
        "columns": [{"value": 1, "text": "Low"}, {"value": 2, "text": "High"}],
        "rows": [{"value": "r1", "text": "One"}, {"value": "r2", "text": "Two"}],
    }  # fmt: skip
    content = b"\xef\xbb\xbf" + json.dumps({"questions": [matrix]}).encode()
    assert came("s.json", content) == [("m_r1", "One", LOW_HIGH), ("m_r2", "Two", LOW_HIGH)]


def test_what_an_answer_is_made_from_is_not_listed_as_left_out():
    elements = [
        {"type": "text", "name": "t", "title": "T", "inputType": "number", "min": 0, "max": 5},
        {"type": "boolean", "name": "b", "title": "B", "labelTrue": "Ja", "labelFalse": "Nein"},
    ]
    assert read_content("s.json", json.dumps({"elements": elements}).encode()).not_carried == ()


def qualtrics(**question):
    payload = {"QuestionText": "How?", "DataExportTag": "Q2", "QuestionID": "QID2", **question}
    element = {"SurveyID": "SV", "Element": "SQ", "PrimaryAttribute": "QID2", "Payload": payload}
    return json.dumps(
        {"SurveyEntry": {"SurveyName": "N", "SurveyLanguage": "EN"}, "SurveyElements": [element]}
    ).encode()


def test_each_row_of_a_qualtrics_matrix_is_a_question():
    rows, answers = ({"1": {"Display": one}, "2": {"Display": two}} for one, two in (("One", "Two"), ("Low", "High")))
    content = qualtrics(
        QuestionType="Matrix", Selector="Likert", SubSelector="SingleAnswer",
        Choices=rows, ChoiceOrder=[1, 2], Answers=answers, AnswerOrder=[1, 2],
    )  # fmt: skip
    assert came("q.qsf", content) == [("Q2_1", "One", LOW_HIGH), ("Q2_2", "Two", LOW_HIGH)]


@pytest.mark.parametrize(
    ("choices", "order", "codes"),
    [
        ([{"Display": "A"}, {"Display": "B"}], [1, 2], [1, 2]),
        ([{"Display": "A"}, {"Display": "B"}], [0, 1], [0, 1]),
        ([None, {"Display": "A"}, {"Display": "B"}], [1, 2], [1, 2]),
    ],
)
def test_choices_in_a_list_keep_their_codes(choices, order, codes):
    content = qualtrics(QuestionType="MC", Selector="SAVR", Choices=choices, ChoiceOrder=order)
    assert came("q.qsf", content)[0][2] == list(zip(codes, ["A", "B"], strict=True))


def limesurvey(encoding):
    asked = {"gid": 1, "question_order": 1, "language": "en"}
    rows = {
        "questions": [{"qid": 2, "parent_qid": 0, "type": "F", "title": "ARR", "question": "Où?", **asked}],
        "subquestions": [{"qid": 3, "parent_qid": 2, "type": "T", "title": "S1", "question": "One", **asked}],
        "answers": [
            {"qid": 2, "code": code, "answer": said, "sortorder": code, "language": "en", "scale_id": 0}
            for code, said in LOW_HIGH
        ],
        "surveys": [{"sid": 1, "language": "en"}],
    }
    parts = [f"<{name}><rows>{''.join(map(row_of, found))}</rows></{name}>" for name, found in rows.items()]
    head = f'<?xml version="1.0" encoding="{encoding}"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>'
    return f"{head}{''.join(parts)}</document>".encode(encoding)


def row_of(row):
    return "<row>" + "".join(f"<{key}>{value}</{key}>" for key, value in row.items()) + "</row>"


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1"])
def test_each_row_of_a_limesurvey_array_is_a_question(encoding):
    content = limesurvey(encoding)
    assert came("l.lss", content) == [("ARR_S1", "One", LOW_HIGH)]
    assert read_content("l.lss", content).version_draft.items[0].ask == "Où?"
