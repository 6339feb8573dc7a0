"""Fields that another tool's file marks as identifying come along, are said to, and are not published unnoticed."""

import json

import pytest

import instruments
from evaluation.domain.errors import Refused
from evaluation.models import Draft
from instruments.asking.identifying import asked_for
from instruments.checklist import checklist
from instruments.interchange import read_content
from tests.staff_pages import post, take_in

DICTIONARY = """field_name,form_name,field_type,field_label,select_choices_or_calculations,identifier
record_id,f,text,Record,,
full_name,f,text,What is your name?,,y
address,f,notes,Where do you live?,,Y
trust,f,radio,Do you trust your neighbours?,"1, No | 2, Yes",
"""
CARRIED = "Carried, and asks who somebody is"
MARKED = "the file it came from marks it as telling who somebody is"


@pytest.fixture
def dictionary(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(DICTIONARY)
    return file


def test_the_command_line_says_that_they_are_carried(run, dictionary):
    said = run("import", dictionary)
    assert f"{CARRIED}: full_name: What is your name? Take it out before you publish." in said
    assert f"{CARRIED}: address: Where do you live? Take it out before you publish." in said
    assert not [line for line in said.splitlines() if line.startswith("Not carried") and "identif" in line.lower()]
    assert said.count(CARRIED) == 2


def test_json_names_them_apart_from_what_is_lost(run, dictionary):
    found = json.loads(run("import", dictionary, "--json"))
    assert (found["items"], found["identifying"]) == (3, ["full_name", "address"])
    assert not any("identif" in lost["what"] for lost in found["not_carried"])


def test_the_command_line_publishes_none(run, dictionary, tmp_path):
    run("import", dictionary, "--output", tmp_path / "draft.toml")
    with pytest.raises(Refused) as refused:
        run("publish", tmp_path / "draft.toml", "--reason", "First.")
    told = [fault for fault in refused.value.faults if MARKED in fault]
    assert [fault.partition(": ")[2].partition(":")[0] for fault in told] == ["full_name", "address"]


def left(version):
    return next(check for check in checklist(version) if check.id == "identity").left


def test_the_line_of_the_list_is_done_once_they_are_gone_or_are_said_to_measure_something():
    version = read_content("people.csv", DICTIONARY.encode()).version_draft
    assert len(left(version)) == 2
    name, address, trust = version.items
    assert len(left(version.having(items=(address, trust)))) == 1
    asked = address.model_copy(update={"construct": "part of town"})
    assert left(version.having(items=(asked, trust))) == ()
    assert left(instruments.load("common-ground", 1)) == ()
    assert name.id == "full_name"


@pytest.mark.parametrize(
    "question",
    [
        *("Please write your name.", "What is your full name and your address?", "Name and address", "Name / alias"),
        *("E-mail address", "What is your phone number?", "Telephone number:", "What is your postcode?"),
        *("What is your date of birth?", "Beth yw eich enw?", "ما اسمك؟"),
    ],
)
def test_words_of_a_question_that_ask_who_somebody_is_are_recognised(question):
    assert asked_for(question)


@pytest.mark.parametrize(
    "question",
    [
        *("Name one person you would call", "How many neighbours do you know by name?", "Which street do you love?"),
        *("What is the first part of your postcode?", "How do you address your neighbours?", "What happened?"),
    ],
)
def test_a_question_about_others_names_and_parts_of_town_asks_nothing_of_the_kind(question):
    assert not asked_for(question)


@pytest.mark.parametrize(("layout", "kept"), [("text", 1), ("choice", 0)])
def test_it_is_the_answer_in_open_words_that_keeps_a_question_from_being_published(layout, kept):
    version = read_content("people.csv", DICTIONARY.encode()).version_draft
    asked = version.items_by_id["trust" if layout == "choice" else "full_name"]
    asked = asked.model_copy(update={"text": "What is your e-mail address?", "construct": "descriptive"})
    assert len(left(version.having(items=(asked,)))) == kept


@pytest.fixture
def imported(researcher, desk):
    """The page after taking the file in, and the draft's address."""
    page = take_in(researcher, DICTIONARY.encode(), "people.csv")
    with desk.services.database.reading() as db:
        return page.text, f"/instruments/drafts/{db.query(Draft).one().id}"


def test_the_page_lists_them_as_carried_and_not_among_what_is_lost(imported):
    page, _address = imported
    carried, _, lost = page.partition("What could not come along")
    assert f"{CARRIED}: take it out before you publish" in carried
    assert ("What is your name?" in carried, "Where do you live?" in carried) == (True, True)
    assert "identifier" not in lost


def test_the_page_of_publishing_has_it_open_and_refuses(imported, researcher):
    _page, address = imported
    assert MARKED in researcher.get(f"{address}/publish").text
    sent = post(researcher, f"{address}/publish", counter="1", reason="First.")
    assert (sent.status_code, MARKED in sent.text) == (422, True)
