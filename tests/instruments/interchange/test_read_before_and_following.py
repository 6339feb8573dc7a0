"""What stands around a question in other tools: words read before it, and the answers on which it follows."""

import json

import pytest

import instruments
from instruments.interchange import read_content, to_redcap, to_xlsform
from instruments.interchange.standing.conditions import FORMR, LIMESURVEY, REDCAP, SURVEYJS, XLSFORM, condition_of
from tests.instruments.workbooks import workbook
from tests.questions.asked import TEXT
from tests.questions.following import VERSION_THAT_FOLLOWS

READ = 'section = "About {place}"\ninformation = "People say many things.\\nThere is no right answer."\n'
VERSION_THAT_TELLS = instruments.parse(TEXT.replace('label = "Trust"\ntext', f'label = "Trust"\n{READ}text'))
WELSH = instruments.Translation(
    instrument="walk",
    number=1,
    language="cy",
    strings={"items.bt1.section": "Am {place}", "items.bt1.information": "Ie"},
)


def around(found):
    return [
        (item.id, item.section, item.information, item.follows, item.follows_at) for item in found.version_draft.items
    ]


def of(version):
    return [(item.id, item.section, item.information, item.follows, item.follows_at) for item in version.items]


@pytest.mark.parametrize("version", [VERSION_THAT_FOLLOWS, VERSION_THAT_TELLS])
def test_an_xlsform_of_ours_comes_in_again_with_what_follows_and_what_is_read_before(version):
    found = read_content("again.xlsx", to_xlsform(version))
    assert around(found) == of(version)
    assert found.not_carried == ()


def test_a_heading_and_information_come_in_again_in_each_language():
    found = read_content("again.xlsx", to_xlsform(VERSION_THAT_TELLS, translations=[WELSH]))
    (welsh,) = found.translations
    assert welsh.strings.items() >= WELSH.strings.items()


def test_a_redcap_dictionary_of_ours_comes_in_again_with_what_follows():
    found = read_content("again.csv", to_redcap(VERSION_THAT_FOLLOWS).encode())
    follows = {item.id: (item.follows, item.follows_at) for item in VERSION_THAT_FOLLOWS.items if item.follows}
    again = {item.id: (item.follows, item.follows_at) for item in found.version_draft.items if item.follows}
    assert again.items() >= follows.items()


@pytest.mark.parametrize(
    ("terms", "text", "codes"),
    [
        (XLSFORM, "selected(${met}, '1') or selected(${met}, \"2\")", ("1", "2")),
        (XLSFORM, "(${met} = 1)", ("1",)),
        (XLSFORM, "${met} = '1' and ${age} = 2", None),
        (XLSFORM, "${met} > 1", None),
        (XLSFORM, "${met} = '1' or ${age} = '2'", None),
        (REDCAP, "[met] = '1' or [met] = '2'", ("1", "2")),
        (REDCAP, "[met(2)] = '1'", ("2",)),
        (REDCAP, "[met(2)] = '0'", None),
        (LIMESURVEY, '((met.NAOK == "A1"))', ("A1",)),
        (FORMR, "met == 1 | met == 2", ("1", "2")),
        (SURVEYJS, "{met} = 'yes'", ("yes",)),
        (SURVEYJS, "{met} notempty", None),
        (XLSFORM, "(" * 900, None),
    ],
)
def test_a_condition_is_one_step_where_it_asks_for_certain_answers_to_one_question(terms, text, codes):
    found = condition_of(text, terms)
    assert (found and (found.item, found.codes)) == (("met", codes) if codes else None)


def form(*rows):
    survey = [["type", "name", "label", "relevant"], *rows]
    choices = [["list_name", "name", "label"], ["yn", "1", "Yes"], ["yn", "0", "No"]]
    return read_content("form.xlsx", workbook(survey=survey, choices=choices))


MET = ["select_one yn", "met", "Met?", ""]


def test_a_question_follows_only_on_one_right_before_it():
    found = form(MET, ["integer", "age", "Age?", ""], ["text", "who", "Who?", "${met} = '1'"])
    assert [item.follows for item in found.version_draft.items] == [None, None, None]
    assert [(one.where, one.what) for one in found.not_carried] == [("survey row 4", "relevant: ${met} = '1'")]


def test_no_question_follows_on_one_that_follows_itself_or_on_an_answer_there_is_none():
    found = form(
        MET,
        ["select_one yn", "again", "Again?", "${met} = '1'"],
        ["text", "who", "Who?", "${again} = '1'"],
        ["text", "why", "Why?", "${met} = '7'"],
    )
    assert [item.follows for item in found.version_draft.items] == [None, "met", None, None]
    assert [one.where for one in found.not_carried] == ["survey row 4", "survey row 5"]


def test_the_label_of_a_group_heads_its_first_question_and_notes_are_read_before_it():
    found = form(
        ["begin group", "g", "About you", ""], ["note", "n", "Take your time.", ""], MET, ["end group", "", "", ""]
    )
    assert around(found)[0][:3] == ("met", "About you", "Take your time.")


def test_words_before_no_question_or_before_some_people_only_are_listed():
    found = form(
        ["note", "a", "For some.", "${met} = '1'"],
        ["note", "b", "Before the picture.", ""],
        ["image", "p", "A picture", ""],
        MET,
        ["note", "c", "Thank you.", ""],
    )
    assert around(found)[0][:3] == ("met", "", "")
    assert {"For some.", "Before the picture.", "Thank you."} <= {one.what for one in found.not_carried}


def qualtrics(logic):
    def question(key, text, **more):
        said = {"QuestionText": text, "DataExportTag": key.lower(), "QuestionID": key, **more}
        return {"Element": "SQ", "PrimaryAttribute": key, "Payload": said}

    choices = {"Choices": {"1": {"Display": "Yes"}, "2": {"Display": "No"}}, "ChoiceOrder": [1, 2]}
    recoded = {"RecodeValues": {"1": "10", "2": "20"}}
    elements = [
        question("QID1", "Welcome.", QuestionType="DB"),
        question("QID2", "Met?", QuestionType="MC", Selector="SAVR", **choices, **recoded),
        question("QID3", "Who?", QuestionType="TE", DisplayLogic=logic),
    ]
    return read_content("s.qsf", json.dumps({"SurveyEntry": {}, "SurveyElements": elements}).encode())


def selected(choice, **more):
    return {"Operator": "Selected", "ChoiceLocator": f"q://QID2/SelectableChoice/{choice}", **more}


def test_a_question_of_qualtrics_follows_on_a_choice_whose_value_is_another():
    found = qualtrics({"0": {"0": selected(2), "Type": "If"}, "Type": "BooleanExpression"})
    assert around(found) == [("qid2", "", "Welcome.", None, ()), ("qid3", "", "", "qid2", (20,))]
    assert found.not_carried == ()


def test_two_choices_of_qualtrics_that_are_joined_by_and_are_listed():
    found = qualtrics({"0": {"0": selected(1), "1": selected(2, Conjuction="And"), "Type": "If"}})
    assert [item.follows for item in found.version_draft.items] == [None, None]
    assert [one.what for one in found.not_carried] == ["DisplayLogic"]


SEVERAL = [["select_multiple yn", "ways", "Ways?", ""], ["text", "who", "Who?", "selected(${ways}, '1')"]]


def listed_only(*rows):
    survey = [["type", "name", "label", "relevant"], *rows]
    choices = [["list_name", "name", "label"], ["yn", "1", "Yes"], ["yn", "0", "No"]]
    return read_content("form.xlsx", workbook(survey=survey, choices=choices), several=False)


def test_questions_with_several_answers_are_listed_where_that_is_wanted_and_what_follows_is_asked_of_everybody():
    found = listed_only(["note", "n", "Think.", ""], *SEVERAL)
    assert around(found) == [("who", "", "", None, ())]
    assert {(one.where, one.what) for one in found.not_carried} >= {
        ("survey row 3", "Ways?"),
        ("survey row 3", "Think."),
        ("survey row 4", "ways = o1"),
    }
    assert instruments.problems(found.version_draft) == []


def test_a_file_of_which_nothing_would_be_left_is_refused():
    with pytest.raises(instruments.InvalidInstrument, match="each of its questions has several answers"):
        listed_only(SEVERAL[0])


def test_what_no_other_tool_says_is_said_after_an_import_and_not_of_a_file_of_ours():
    assert any("standard words" in sentence for sentence in form(MET).standard)
    ours = read_content("mine.toml", instruments.canonical_toml(VERSION_THAT_FOLLOWS).encode())
    assert ours.standard == ()
