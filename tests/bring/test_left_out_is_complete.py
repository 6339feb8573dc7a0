"""What is left out of answers from elsewhere is told whole: who answered once, and which rows."""

import pytest

from evaluation.importing.applying import apply_map
from evaluation.importing.read_files import read_files
from evaluation.importing.understanding import understand
from evaluation.importing.understood_lines import NAMED_ROWS, five_lines
from tests.bring.test_rows_in_the_report import said
from tests.importing.forms import as_csv

PEOPLE = 64


def files(*, once, chapters=1, arms=(), blank=0):
    """Before and After, of whom some answered one of them alone; rows with nothing answered stand at the end."""
    made = []
    for later, wave in enumerate(("Before", "After")):
        rows = [["Code", "Chapter", *(["Arm"] if arms else []), "Trust in people", "Hope for the area"]]
        for number in range(PEOPLE):
            arm = [arms[number % len(arms)]] if arms else []
            answers = [1 + (number + later) % 5, 1 + (number * 3 + later * (number % 3)) % 5]
            if number not in once[1 - later]:
                rows.append([f"AB-{number:02}", f"Chapter {number % chapters}", *arm, *answers])
        rows += [[f"CD-{number}", "Chapter 0", *arms[:1], "", ""] for number in range(blank)]
        made.append(as_csv(f"{wave}.csv", rows))
    return made


@pytest.mark.parametrize(
    ("about", "line"),
    [
        ({"once": ({0, 2}, {4}), "chapters": 2}, "1 or 2 before, 1 or 2 after."),
        ({"once": ({0, 1}, {2}), "chapters": 2}, "Answered one time only: how many people is held back"),
        (
            {"once": ({0, 2, 4}, {1, 3, 5}), "arms": ("workshop", "comparison")},
            "Of the comparison group, answered one time only: 0 before, 3 after.",
        ),
    ],
)
def test_people_who_answered_once_have_a_line(about, line):
    assert [line in each for each in said(files(**about))].count(True) == 1


def test_nobody_who_answered_once_has_none():
    assert not any("one time only" in each for each in said(files(once=((), ()))))


def test_rows_that_are_left_out_are_named_by_their_numbers():
    for blank, named in ((1, "After.csv row 66; Before.csv row 66"), (20, f"and {40 - NAMED_ROWS} more")):
        grids = read_files(files(once=((), ()), blank=blank))
        found = understand(grids)
        left = five_lines(found, apply_map(found, grids), grids)[3]
        assert left.startswith(f"Rows left out: {2 * blank} with nothing answered (After.csv row")
        assert left.endswith(f"{named}).")
