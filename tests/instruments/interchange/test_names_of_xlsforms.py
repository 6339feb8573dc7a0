"""What an XLSForm calls itself and its lists stays; what is called otherwise here, or worked out there, is listed."""

import pytest

import instruments
from instruments.interchange import read_content, to_xlsform
from tests.instruments.workbooks import workbook

SURVEY = [
    ["type", "name", "label", "calculation"],
    ["select_one agree5", "t1", "I was heard", None],
    ["integer", "times", "How often?", None],
    ["calculate", "score", None, "number(${t1}) * 2"],
]
CHOICES = [["list_name", "name", "label"], *(["agree5", value, f"Word {value}"] for value in range(1, 6))]


def form(**settings):
    sheets = {"settings": [list(settings), list(settings.values())]} if settings else {}
    return read_content("small.xlsx", workbook(survey=SURVEY, choices=CHOICES, **sheets))


def lines(found, where="settings"):
    return [f"{one.what} | {one.why}" for one in found.not_carried if one.where == where]


@pytest.mark.parametrize(
    ("called", "id"),
    [("trust", "trust"), ("neighbours_trust", "neighbours-trust"), ("Neighbours Trust", "neighbours-trust")],
)
def test_the_forms_id_is_the_questionnaires(called, id):  # noqa: A002 - the field's word
    assert form(form_title="Neighbours and trust", form_id=called).version_draft.id == id


def test_where_there_is_none_the_title_names_it():
    assert form(form_title="Neighbours and trust").version_draft.id == "neighbours-and-trust"


def test_one_that_can_be_none_leaves_the_title_and_is_listed():
    found = form(form_title="Suppers", form_id="???")
    assert (found.version_draft.id, any("???" in line for line in lines(found))) == ("suppers", True)


def test_an_id_and_a_version_that_are_others_here_are_listed():
    assert lines(form(form_id="neighbours_trust", version="2026112901")) == [
        "version: 2026112901 | Versions are numbered one after the other here, as they are published.",
        (
            "form_id: neighbours_trust | The id of a questionnaire has small letters, digits and single hyphens; it is "
            "called 'neighbours-trust' here."
        ),
    ]


def test_those_that_stay_are_not_listed():
    assert lines(form(form_id="trust", version="1")) == []


def test_what_is_worked_out_there_is_listed_with_its_formula():
    [line] = lines(form(), "survey row 4")
    assert line.startswith("score | It is worked out from other answers there: number(${t1}) * 2. Scores are scales")


def test_a_list_keeps_its_name_through_three_round_trips():
    found, names = form().version_draft, []
    for _trip in range(3):
        names.append([one.id for one in found.formats])
        found = read_content("again.xlsx", to_xlsform(found)).version_draft
    assert names == [["agree5", "times_answers"]] * 3


@pytest.mark.parametrize("number", [1, 2])
def test_of_a_questionnaire_of_ours_the_second_trip_changes_no_name(number):
    once = read_content("once.xlsx", to_xlsform(instruments.load("common-ground", number))).version_draft
    twice = read_content("twice.xlsx", to_xlsform(once)).version_draft
    assert [one.id for one in twice.formats] == [one.id for one in once.formats]
