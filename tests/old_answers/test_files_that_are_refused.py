"""What cannot be an evening's answers is refused with a sentence, and nothing of it is stored."""

from dataclasses import replace
from datetime import timedelta

import pytest

from evaluation.domain.errors import Refused
from evaluation.importing.answers_map import Edit, OpenQuestion
from evaluation.importing.read_files import read_files
from evaluation.importing.understanding import understand
from evaluation.reports.brought.forms_from_files import forms_from_files
from tests.old_answers.conftest import DAY
from tests.old_answers.files_of_an_evening import AFTER, LIMITS, PEOPLE, VERSION, answers_of, files_of


def people_who(change):
    """The people of the files, of whom the sixth answered something else."""
    people = answers_of()
    change(people[5])
    return people


def out_of_range(person):
    person["pre"]["bt1"] = 11


def half(person):
    person["post"]["cg1"] = 3.5


@pytest.mark.parametrize(
    ("change", "said"), [(out_of_range, "is still open"), (half, "cg1 at After: 3.5 is none of its answers")]
)
def test_an_answer_that_nobody_could_have_given_is_named(sqlite_archive, change, said):
    with pytest.raises(Refused, match=said):
        sqlite_archive.put(files_of(people_who(change)))
    assert sqlite_archive.stored() == (0, 0)


def test_a_file_that_asked_on_other_numbers_is_refused(sqlite_archive):
    people = answers_of()
    for person in people:
        for form in person.values():
            form["bt1"] = 1 + form["bt1"] % 5
    grids = read_files(files_of(people, headings={item: f"Question {item}" for item in LIMITS if item != "bt1"}))
    with pytest.raises(Refused, match="“bt1” is answered from 1 to 5 in the files, and bt1 from 0 to 10"):
        forms_from_files(understand(grids), grids, VERSION)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({"bt1": "zz9"}, "no question zz9"),
        ({"No such column": "bt1"}, "No question of these files is called “No such column”"),
        ({"bt1": "bt2", "bt2": "bt2"}, "is named twice"),
    ],
)
def test_a_column_that_cannot_answer_what_it_is_given_as_is_refused(sqlite_archive, named, said):
    with pytest.raises(Refused, match=said):
        sqlite_archive.put(named=named)
    assert sqlite_archive.stored() == (0, 0)


def test_columns_by_other_names_are_read_as_the_items_that_they_are_given_as(sqlite_archive):
    headings = {"bt1": "Most people here", "cg1": "We agree"}
    named = {heading: item for item, heading in headings.items()}
    found = sqlite_archive.forms(files_of(headings=headings), named=named)
    assert found.columns == {item: headings.get(item, item) for item in sorted(LIMITS)}
    assert list(found.people) == list(sqlite_archive.forms(files_of()).people)


def test_a_question_of_the_questionnaire_that_the_files_do_not_ask_is_not_needed(sqlite_archive):
    found = sqlite_archive.forms(files_of(headings={"an1": "Something else"}))
    assert set(found.columns) == set(LIMITS) - {"an1"}


def test_an_evening_without_after_is_none(sqlite_archive):
    people = [{wave: form for wave, form in person.items() if wave == "pre"} for person in answers_of()]
    files = [file for file in files_of(people) if file.name != AFTER]
    with pytest.raises(Refused):
        sqlite_archive.put(files)
    assert sqlite_archive.stored() == (0, 0)


@pytest.mark.parametrize(
    ("days", "said"), [(timedelta(days=3650), "still to come|too far away"), (timedelta(days=-99999), "too far away")]
)
def test_a_day_on_which_nobody_can_have_met_is_refused(sqlite_archive, days, said):
    with pytest.raises(Refused, match=said):
        sqlite_archive.put(held_on=DAY + days)
    assert sqlite_archive.stored() == (0, 0)


def test_of_files_with_several_workshops_one_is_named(sqlite_archive):
    files = files_of(more=[("Chapter", lambda number: "Ash" if number % 2 else "Elm")])
    with pytest.raises(Refused, match="several workshops: “Elm”, “Ash”"):
        sqlite_archive.put(files)
    with pytest.raises(Refused, match="no workshop called “Oak”"):
        sqlite_archive.put(files, part="Oak")
    for part in ("Ash", "Elm"):
        sqlite_archive.put(files, part=part, title=part)
    assert sqlite_archive.stored()[0] == 2
    assert len(sqlite_archive.forms(files, part="Ash").people) == PEOPLE // 2


def test_what_somebody_settled_is_followed(sqlite_archive):
    people = answers_of()
    for person in people:
        for form in person.values():
            form["bt1"] = 1 + form["bt1"] % 7
    headings = {item: f"Statement {item}" for item in LIMITS if item != "bt1"}
    grids = read_files(files_of(people, headings=headings))
    found = understand(grids)
    column = next(each for each in found.columns if each.item == "bt1")
    widened = Edit(what="ends", of=column.answers, value="0|10")
    question = OpenQuestion(id="ends", kind="fewer_answers", edits=((), (widened,)), chosen="b")
    with pytest.raises(Refused, match="“bt1” is answered from 1 to 7"):
        forms_from_files(found, grids, VERSION, items={"bt1": "bt1"})
    asked = replace(found, questions=(*found.questions, question))
    assert set(forms_from_files(asked, grids, VERSION, items={"bt1": "bt1"}).columns) == {"bt1"}
