"""What is said of rows and columns that were left out or joined to nobody is said once, and of one in the singular."""

import pytest

from evaluation.evaluators.bring.column_form import column_choices
from evaluation.importing.applying import apply_map
from evaluation.importing.columns.unread_columns import unread_lines
from evaluation.importing.read_files import read_files
from evaluation.importing.understanding import understand
from evaluation.importing.understood_lines import column_lines
from evaluation.reports.brought.brought_answers import BroughtAnswers
from tests.importing.forms import as_csv

PEOPLE = 20
HEADINGS = ("Trust in people", "Hope for the area", "Joy of meeting")


def understood(*, moved=0, uncoded=(0, 0)):
    """Before and After: some people of another chapter the second time, and rows without a code."""
    files = []
    for later, wave in enumerate(("Before", "After")):
        rows = [["Code", "Chapter", *HEADINGS, "Notes"]]
        for number in range(PEOPLE):
            chapter = "South" if later and number < moved else "North"
            answers = [1 + (number + later + step) % 5 for step in range(3)]
            rows.append([f"AB-{number:02}", chapter, *answers, "late" if number == 4 else ""])
        rows += [["", "North", 1, 5, 3, ""]] * uncoded[later]
        files.append(as_csv(f"{wave}.csv", rows))
    grids = read_files(files)
    found = understand(grids)
    return found, grids, apply_map(found, grids)


def notes(**about):
    return [str(note) for note in understood(**about)[2].notes]


@pytest.mark.parametrize(("moved", "begins"), [(1, "One person names"), (2, "2 people name")])
def test_people_who_name_another_chapter_are_counted_in_words_that_fit(moved, begins):
    assert [note.startswith(begins) for note in notes(moved=moved)] == [True]


def test_rows_without_a_code_are_said_to_count_at_one_time_alone():
    assert notes(uncoded=(1, 0)) == [
        "One row with answers has no code: it counts at one time alone, and is joined to nobody."
    ]
    (said,) = notes(uncoded=(1, 2))
    assert said.startswith("3 rows with answers have no code: they count at one time alone (1 before, 2 after)")


def test_a_column_of_notes_is_named_as_no_question():
    found, grids, _applied = understood()
    assert found.column("Notes").note == "not a question"
    assert "Not questions: “Notes”." in unread_lines(found)
    assert [str(line.words) for line in column_lines(found, grids) if line.name == "Notes"] == ["not a question"]


def test_readings_of_a_column_that_have_the_same_ends_are_told_apart_by_a_heading():
    found, grids, _applied = understood()
    choices = column_choices(BroughtAnswers(grids=grids, understood=found, files=()))
    labels = [str(label) for _value, label in choices[2].options if "question, answered" in str(label)]
    assert len(labels) == len(set(labels)) == len(HEADINGS)
    assert any(f"as “{HEADINGS[0]}”" in label for label in labels)
