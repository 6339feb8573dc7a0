"""What other tools' files hold besides questions and answers: taken in where a draft has it, and listed elsewhere."""

import csv
import io
import json

import pytest

import instruments
from instruments.interchange import read_content
from tests.instruments.interchange.test_import import FILES, asked
from tests.instruments.workbooks import workbook


def lines(imported, where=None):
    return [f"{one.where} | {one.what}" for one in imported.not_carried if where in (None, str(one.where))]


CHOICES = [["list_name", "name", "label"], ["way", "bus", "Bus"], ["way", "other", "Another way"]]


def xlsform(*rows, choices=CHOICES, settings=None):
    sheets = {"survey": [["type", "name", "label"], *rows], "choices": choices}
    return read_content("small.xlsx", workbook(**sheets, **({"settings": settings} if settings else {})))


def test_several_answers_and_the_words_asked_for_after_them_both_come_in():
    found = read_content(
        "small.xlsx",
        workbook(
            survey=[
                ["type", "name", "label", "relevant"],
                ["select_multiple way", "came", "How did you come?", None],
                ["text", "came_other", "Which other way?", "selected(${came}, 'other')"],
            ],
            choices=CHOICES,
        ),
    )
    came, other = found.version_draft.items
    assert (came.id, other.id) == ("came", "came_other_2")
    assert (other.follows, other.follows_at) == ("came", ("other",))


def test_a_long_name_of_several_answers_is_shortened_and_listed():
    name = "every_way_in_which_people_came_to_the_meeting_of_their_chapter"
    found = xlsform(["select_multiple way or_other", name, "How did you come?"])
    assert [item.id for item in found.version_draft.items] == [name[:34]]
    assert f"survey row 2 | the name '{name}'" in lines(found)


def test_of_a_heading_that_stands_twice_the_first_is_taken_and_the_other_listed():
    sheet = [["type", "name", "label", "label"], ["text", "q1", "What is your town?", "And your village?"]]
    found = read_content("small.xlsx", workbook(survey=sheet))
    assert asked(found)[0][1] == "What is your town?"
    assert lines(found) == ["survey row 2 | label (column 4): And your village?"]


def test_options_of_a_list_that_no_question_takes_are_listed():
    found = xlsform(["text", "q1", "Why?"])
    assert lines(found) == ["choices row 2 | way, bus, Bus", "choices row 3 | way, other, Another way"]


def test_a_row_far_below_the_others_is_refused_and_not_passed_over():
    survey = [["type", "name", "label"], ["text", "q1", "Why?"], *[[] for _ in range(15_000)], ["text", "q2", "How?"]]
    with pytest.raises(instruments.InvalidInstrument, match=r"more than 10,000 rows"):
        read_content("small.xlsx", workbook(survey=survey))


def test_further_rows_of_settings_are_listed():
    found = xlsform(["text", "q1", "Why?"], choices=[], settings=[["form_title"], ["Small"], ["Second"]])
    assert lines(found) == ["settings row 3 | form_title: Second"]


def test_languages_are_known_by_what_their_speakers_call_them_and_others_are_listed():
    sheets = {
        "survey": [["type", "name", "label::English", "label::العربية"], ["select_one way", "q1", "How?", "كيف؟"]],
        "choices": [
            ["list_name", "name", "label::English", "label::Klingon"],
            ["way", "a", "A", "a"],
            ["way", "b", "B"],
        ],
        "settings": [["default_language"], ["Klingon (tlh)"]],
    }
    found = read_content("small.xlsx", workbook(**sheets))
    assert found.version_draft.languages == ("en", "ar")
    assert "choices row 1 | the language 'klingon'" in lines(found)


HEADINGS = ["Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label", "Text Validation Min"]


def redcap(*rows, headings=HEADINGS, before=()):
    table = io.StringIO()
    csv.writer(table).writerows([*before, headings, *rows])
    return read_content("small.csv", table.getvalue().encode())


def test_forms_of_redcap_and_columns_nobody_knows_are_listed():
    record, field = (
        ["id", "about_you", "", "text", "Record", "", ""],
        ["q1", "about_you", "", "notes", "Why?", "", "draft"],
    )
    found = redcap(record, field, headings=[*HEADINGS, "Status"])
    assert lines(found) == ["row 2 | form: about_you", "row 2 | id: Record", "row 3 | Status: draft"]


def test_a_section_above_the_field_that_numbers_records_is_read_before_the_first_question():
    found = redcap(["id", "f", "About you", "text", "Record", ""], ["q1", "f", "", "notes", "Why?", ""])
    assert found.version_draft.items[0].section == "About you"


def test_what_redcap_sets_of_a_field_that_has_no_such_thing_is_listed():
    found = redcap(["id", "f", "", "text", "Record", ""], ["q1", "f", "", "yesno", "Was it good?", "3"])
    assert "row 3 | minimum: 3" in lines(found)


def test_rows_of_redcap_are_counted_from_the_top_where_the_first_is_empty():
    found = redcap(["id", "f", "", "text", "Record", ""], ["q1", "f", "", "notes", "Why?", ""], before=[[]])
    assert found.places["q1"] == "row 4"


def formr(*cells, headings=("type", "name", "label", "optional")):
    return read_content("small.xlsx", workbook(survey=[list(headings), *[list(row) for row in cells]]))


def test_how_long_an_answer_of_formr_may_be_comes_along():
    found = formr(("text 80", "q1", "Why?", None))
    assert (found.version_draft.formats[0].maximum, lines(found)) == (80, [])


@pytest.mark.parametrize("kind", ["number 0,10,0.5", "text ^[a-z]+$", "date 2020-01-01,2024-12-31"])
def test_what_stands_beside_a_type_of_formr_is_listed_where_an_answer_has_no_such_thing(kind):
    assert f"survey row 2 | type: {kind}" in lines(formr((kind, "q1", "What?", None)))


def test_a_value_filled_in_beforehand_by_formr_does_not_pass_for_a_name():
    found = formr(("sticky", "text", "q1", "Why?", None), headings=("value", "type", "name", "label", "optional"))
    assert asked(found)[0][0] == "q1"
    assert lines(found) == ["survey row 2 | value: sticky"]


def test_a_picture_within_words_is_listed():
    assert "survey row 2 | ![A](a.png)" in lines(formr(("text", "q1", "Look: ![A](a.png)", None)))
    found = read_content(
        "small.json",
        json.dumps({"elements": [{"type": "text", "name": "q1", "title": "Look <img src='a.png'>"}]}).encode(),
    )
    assert "question q1 | a picture or a recording within the words" in lines(found)


def limesurvey(*tables):
    text = (FILES / "small.lss").read_text(encoding="utf-8")
    return read_content("small.lss", text.replace("</document>", f"{''.join(tables)}</document>").encode())


def table(name, **cells):
    return (
        f"<{name}><rows><row>{''.join(f'<{key}>{text}</{key}>' for key, text in cells.items())}</row></rows></{name}>"
    )


def test_words_in_a_language_nobody_knows_do_not_take_the_place_of_the_others():
    words = table("question_l10ns", qid="1", question="Qo?", language="tlh")
    found = limesurvey(words, table("surveys_languagesettings", surveyls_language="tlh", surveyls_title="Qo"))
    assert asked(found)[0][1] == asked(limesurvey())[0][1]
    assert "surveys_languagesettings tlh | the language 'tlh'" in lines(found)


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("surveys | anonymized: Y", {"name": "surveys", "anonymized": "Y", "usecookie": "N"}),
        ("quota_members | 3, 1", {"name": "quota_members", "quota_id": "3", "qid": "1"}),
        ("question Q1 | help: Think of today", {"name": "question_l10ns", "qid": "1", "help": "Think of today"}),
        ("survey_url_parameters | from", {"name": "survey_url_parameters", "parameter": "from"}),
    ],
)
def test_what_limesurvey_keeps_beside_its_questions_is_listed(line, cells):
    assert line in lines(limesurvey(table(**cells)))


def qualtrics(*questions, block=None, **elements):
    parts = [{"Element": name, "Payload": payload} for name, payload in elements.items()]
    made = [{"Element": "SQ", "PrimaryAttribute": f"QID{one['DataExportTag']}", "Payload": one} for one in questions]
    order = [{"Type": "Question", "QuestionID": one["PrimaryAttribute"]} for one in made]
    order[0] |= block or {}
    blocks = {
        "Element": "BL",
        "Payload": [{"ID": "B", "Type": "Default", "BlockElements": order, "Description": "Start"}],
    }
    entry = {"SurveyName": "Small", "SurveyLanguage": "EN", "SurveyDescription": "For a pilot"}
    survey = {"SurveyEntry": entry, "SurveyElements": [blocks, *made, *parts]}
    return read_content("small.qsf", json.dumps(survey).encode())


OPEN = {"DataExportTag": "q1", "QuestionText": "Why?", "QuestionType": "TE", "Selector": "SL"}
ROWS = {"1": {"Display": "At noon"}, "2": {"Display": "At night"}}
ANSWERS = {"1": {"Display": "Tea"}, "2": {"Display": "Cake"}, "3": {"Display": "Nothing", "ExclusiveAnswer": True}}
TABLE = {**OPEN, "DataExportTag": "q2", "QuestionType": "Matrix", "Choices": ROWS, "Answers": ANSWERS}
TABLE |= {"QuestionText": "What was there?", "Selector": "Likert"}


def test_rows_of_a_table_with_several_answers_come_in_as_questions_with_several_answers():
    found = qualtrics({**TABLE, "SubSelector": "MultipleAnswer"})
    first, second = found.version_draft.items
    shown = found.version_draft.format_of(first)
    assert (first.ask, first.text, second.text) == ("What was there?", "At noon", "At night")
    assert shown.layout == "checkboxes"
    assert [(option.label, option.exclusive) for option in shown.options][2] == ("Nothing", True)


def test_rows_of_a_table_that_is_not_taken_in_are_listed():
    found = lines(qualtrics(OPEN, {**TABLE, "SubSelector": "DL"}))
    assert {"question q2 | What was there?", "question q2, row 1 | At noon", "question q2, row 2 | At night"} <= set(
        found
    )


def test_what_qualtrics_keeps_around_its_questions_is_listed():
    skips = {"SkipLogic": [{"QuestionID": "QIDq1", "Condition": "Selected", "SkipToDestination": "ENDOFSURVEY"}]}
    notes = {"Notes": [{"Message": "Ask Ann", "Removed": "false"}, {"Message": "Old", "Removed": "true"}]}
    found = qualtrics(OPEN, block=skips, NT=notes, SO={"BackButton": "true", "SurveyTitle": "Hello", "Password": ""})
    assert lines(found) == [
        "block Start | Start",
        "block Start | SkipLogic: QIDq1, Selected > ENDOFSURVEY",
        "survey | For a pilot",
        "note | Ask Ann",
        "survey | BackButton: true",
        "survey | SurveyTitle: Hello",
    ]


def test_what_qualtrics_sets_of_a_question_and_of_its_choices_is_listed():
    checks = {
        "Validation": {"Settings": {"Type": "MinChar", "MinChars": "50"}},
        "Language": {"TLH": {"QuestionText": "Q"}},
    }
    one = {"1": {"Display": "Yes"}, "2": {"Display": "No", "DisplayLogic": {"0": {}}}}
    choice = {
        **OPEN,
        "DataExportTag": "q3",
        "QuestionType": "MC",
        "Selector": "SAVR",
        "Choices": one,
        "VariableNaming": {"1": "y"},
    }
    found = lines(qualtrics({**OPEN, **checks}, choice))
    assert {"question q1 | MinChars: 50", "question q1 | the language 'TLH'"} <= set(found)
    assert {"question q3 | VariableNaming", "question q3 | option 2, DisplayLogic"} <= set(found)


def test_labels_of_a_slider_between_its_ends_are_listed():
    labels = {key: {"Display": words} for key, words in (("1", "Never"), ("2", "Now and then"), ("3", "Always"))}
    slider = {**OPEN, "QuestionType": "Slider", "Choices": {"1": {"Display": "Tea"}}, "Labels": labels}
    assert "question q1 | the middle label 'Now and then'" in lines(qualtrics(slider))


def surveyjs(*elements, **whole):
    return read_content("small.json", json.dumps({"pages": [{"name": "p", "elements": elements}], **whole}).encode())


WHY = {"type": "text", "name": "why", "title": "Why?"}


@pytest.mark.parametrize(
    ("line", "element"),
    [
        ("question q | Hidden?", {"visible": False, "title": "Hidden?"}),
        ("question q | Which?", {"type": "dropdown", "title": "Which?", "choicesByUrl": {"url": "x"}}),
        ("question q | Only for some", {"type": "html", "html": "<b>Only for some</b>", "visibleIf": "{why} notempty"}),
        ("question q | Where?", {"type": "matrix", "title": "Where?", "columns": ["a", "b"]}),
        (
            "question inner | Inner?",
            {"type": "paneldynamic", "templateElements": [{"name": "inner", "title": "Inner?"}]},
        ),
        ("question q | inputType: email", {"inputType": "email"}),
        ("question q | colCount: 3", {"colCount": 3}),
        (
            "question q, row a | visibleIf: {why} = 1",
            {"type": "radiogroup", "choices": [{"value": "a", "visibleIf": "{why} = 1"}, "b"]},
        ),
    ],
)
def test_what_surveyjs_sets_of_a_question_is_listed(line, element):
    assert line in lines(surveyjs(WHY, {"type": "text", "name": "q", **element}))


def test_what_surveyjs_sets_of_the_whole_and_of_a_page_is_listed_in_every_language():
    found = surveyjs(WHY, showProgressBar="top", showCompletedPage=False, description={"default": "Hello", "tlh": "Qo"})
    assert lines(found) == [
        "the whole | showProgressBar: top",
        "the whole | showCompletedPage: false",
        "the whole | description: Hello",
        "the whole | the language 'tlh'",
    ]
