"""Reports of answers from files say of them what files tell, and not how a form of this program would have asked."""

from dataclasses import replace

import pytest

from evaluation.impact_report.build.scales import from_version
from evaluation.importing.read_files import read_files
from evaluation.importing.settling import settle
from evaluation.importing.understanding import understand
from evaluation.models import Experiment, Study
from evaluation.reports.brought.brought_answers import BroughtAnswers
from evaluation.reports.brought.brought_report import applied_answers, report_of_brought
from evaluation.reports.from_study import report_of
from evaluation.store.reports.gather import gather_experiment, gather_study
from tests.importing.brought_words import words_of
from tests.old_answers.files_of_an_evening import VERSION, files_of

OTHER = "Round here neighbours can be relied on"
OURS = (
    "Every question could be left out",
    "The questions as they were shown",
    "In their exact words",
    "I'd rather not say",
    "People chose to come",
    "the plan fixed the smallest change",
)
WORDS = {item.id: item.text for item in VERSION.items}
CARED = WORDS["cg3"].replace("{place}", "your area")
GROUPS = [("Group", lambda number: "workshop" if number % 2 else "waiting list")]


def brought(files, *, by_lot=False):
    """The report of files as those of a published questionnaire, every question of the files answered by "a"."""
    source, grids = from_version(VERSION), read_files(files, secret=b"s" * 32)
    found = understand(grids, source=source)
    for question in found.questions:
        found = settle(found, question.id, "a")
    found = replace(found, plan=replace(found.plan, randomised=by_lot))
    held = BroughtAnswers(grids=grids, understood=found, files=())
    return report_of_brought(held, applied_answers(held), source=source)


def test_a_report_of_files_says_nothing_of_them_that_files_do_not_tell():
    said = words_of(brought(files_of()))
    assert [words for words in OURS if words in said] == []
    assert "The files do not tell how the questions looked" in said


def test_a_report_of_files_lists_which_column_was_read_as_which_question():
    said = words_of(brought(files_of()))
    listed = said[said.index("Which column was read as which question") :]
    assert f"cg3 {CARED}" in listed


def test_questions_that_no_column_asked_are_not_listed_among_those_of_the_files(sqlite_archive):
    evening = sqlite_archive.put(files_of(without=("cg1", "df2")))
    said = words_of(evening_report(sqlite_archive, evening))
    listed = said[said.rindex("The questions of the files") :]
    assert [words for words in ("Which picture", "how my own life is different") if words in listed] == []
    assert CARED in listed


@pytest.mark.parametrize("by_lot", [False, True])
def test_that_a_lot_decided_who_came_is_said_where_the_map_says_it(by_lot):
    said = words_of(brought(files_of(more=GROUPS), by_lot=by_lot))
    assert "It was not drawn by lot" not in said
    assert ("The files do not tell whether it was drawn by lot who came" in said) is not by_lot


def evening_report(archive, evening):
    with archive.database.reading() as db:
        return report_of(gather_experiment(db, db.get_one(Experiment, evening)), now=archive.clock())


def test_the_report_of_an_evening_from_a_file_asks_in_the_words_that_were_mapped(sqlite_archive):
    evening = sqlite_archive.put(files_of(headings={"bt1": OTHER}), named={OTHER: "bt1"})
    report = evening_report(sqlite_archive, evening)
    said = words_of(report)
    assert report.context.items["bt1"].text == OTHER
    assert [words for words in OURS if words in said] == []
    assert f"{OTHER} {WORDS['bt1'].replace('{place}', 'your area')}" in said


def test_an_evening_held_before_the_plan_was_fixed_is_not_said_to_have_been_planned_for(sqlite_archive):
    sqlite_archive.put()
    with sqlite_archive.database.reading() as db:
        gathered = gather_study(db, db.get_one(Study, sqlite_archive.study.id))
    assert "nothing here tells whether it was fixed before the data" in words_of(
        report_of(gathered, now=sqlite_archive.clock())
    )
