"""The page reads the same rows, joins the same people and has the same means as the command line, whatever the file."""

import random

import pytest

from evaluation.evaluators.bring.brought_files import brought_files
from evaluation.importing.applying import apply_map
from evaluation.importing.map_toml import from_toml, to_toml
from evaluation.importing.read_files import read_files
from evaluation.importing.settling import settle
from evaluation.importing.understanding import understand
from evaluation.reports.brought.brought_answers import brought_of_content, content_of_brought
from tests.importing.corpus_of_questions import CASES
from tests.importing.forms import as_csv, as_xlsx

CHAPTERS = ("Cardiff", "Swansea", "Bangor", "Wrexham")
CALLED = ("Mean", "Average", "Total:", "Std dev", "N", "AVERAGE", "grand total", "Cyfartaledd")


def by_hand(called, *, foot=True):
    """45 people of four chapters, of whom 38 answered both times, and a row of means under them."""
    draw = random.Random(7)
    rows = [["Code", "Chapter", "Trust before", "Trust after", "Notes"]]
    for number in range(45):
        before = draw.randint(1, 5)
        after = draw.randint(1, 5) if number < 38 else ""
        note = "came late" if number == 3 else ""
        rows.append([f"P{number:02}X", CHAPTERS[number % 4], before, after, note])
    for number, (low, high) in enumerate(((1, 5), (5, 1)), 1):
        rows[number][2:4] = low, high
    means = [round(sum(row[place] for row in rows[1:] if row[place]) / 38, 2) for place in (2, 3)]
    return [*rows, [called, "", *means, ""]] if foot else rows


def applied_both_ways(files, reading="a"):
    """What the command and what the page make of files, every question answered by one reading."""
    grids = read_files(files)
    brought = brought_of_content(content_of_brought(brought_files(None, files)))
    found = []
    for each, sheets in ((understand(grids), grids), (brought.map, brought.grids)):
        settled = each
        for question in each.questions:
            settled = settle(settled, question.id, reading)
        found.append((settled, apply_map(from_toml(to_toml(settled)), sheets)))
    (_, command), (page_map, page) = found
    return command, page, apply_map(page_map, grids)


def check_alike(command, page, page_map_of_command):
    for other in (page, page_map_of_command):
        assert other.counts == command.counts
        assert other.left_out == command.left_out
        assert other.frame.equals(command.frame)
        assert other.notes == command.notes


@pytest.mark.parametrize("called", CALLED)
@pytest.mark.parametrize("workbook", [False, True])
def test_a_row_of_means_at_the_foot_is_nobody_on_either_path(called, workbook):
    rows = by_hand(called)
    command, page, again = applied_both_ways([as_xlsx("a.xlsx", Data=rows) if workbook else as_csv("a.csv", rows)])
    check_alike(command, page, again)
    counts = page.counts
    assert (counts.before, counts.after, counts.both) == (45, 38, 38)
    assert [row.kind for row in page.left_out] == ["summary"]
    assert set(page.frame["chapter"]) == set(CHAPTERS)


def test_a_person_in_the_middle_who_is_called_max_counts_on_either_path():
    rows = by_hand("Mean", foot=False)
    rows[4][0] = "Max"
    command, page, again = applied_both_ways([as_csv("a.csv", rows)])
    check_alike(command, page, again)
    assert page.counts.before == 45


@pytest.mark.parametrize("said", ["test", "Testing", "this is a test", "test test", "Survey Preview", "xxx"])
def test_a_row_sent_to_try_the_form_is_left_out_on_either_path(said):
    rows = [*by_hand("Mean"), [said, "Cardiff", 3, 3, ""], ["Q1X", "Cardiff", 3, 3, said]]
    check_alike(*applied_both_ways([as_csv("a.csv", rows)]))


@pytest.mark.parametrize("name", list(CASES))
def test_every_file_of_the_corpus_is_read_alike(name):
    check_alike(*applied_both_ways(CASES[name]().files))


NOTHING_LEFT = {"somewhat_and_slightly", "each_code_twice_and_no_wave"}
"""Of these the other reading leaves nothing that can be compared."""


@pytest.mark.parametrize("name", [name for name, made in CASES.items() if made().asks and name not in NOTHING_LEFT])
def test_every_file_of_the_corpus_is_read_alike_by_the_other_reading(name):
    check_alike(*applied_both_ways(CASES[name]().files, "b"))
