"""Headings that say that a question is reversed are asked about; rows of totals are of nobody from the beginning."""

import pytest

from evaluation.importing.applying import apply_map
from evaluation.importing.read_files import read_files
from evaluation.importing.settling import settle
from evaluation.importing.understanding import understand
from tests.importing.corpus import blank, rows_of
from tests.importing.forms import as_csv, as_xlsx
from tests.importing.test_corpus import means
from tests.importing.truth import figures, people

HEADINGS = ("I trust people here", "People keep their word")
CROWD = people(40, items=2, seed=68)
SEVEN = people(30, items=2, high=7, seed=69)


def grids_of(headings):
    named = (("Before", "pre"), ("After", "post"))
    sheets = {name: [["Code", *headings], *rows_of(CROWD, w, lambda _, p, a: [p.code, *blank(a)])] for name, w in named}
    return read_files([as_csv(f"{name}.csv", rows) for name, rows in sheets.items()])


MARKED = ("Others let me down (R)", "Others let me down (reversed)", "Others let me down [Reverse scored]", "down_r")


@pytest.mark.parametrize("heading", MARKED)
@pytest.mark.parametrize(("reading", "turned"), [("a", True), ("b", False)])
def test_a_heading_that_says_reversed_is_asked_about(heading, reading, turned):
    made = understand(grids_of((HEADINGS[0], heading)))
    (question,) = made.open_questions
    assert question.kind == "marked_reversed"
    item = made.column(heading).item
    applied = apply_map(settle(made, question.id, reading), grids_of((HEADINGS[0], heading)))
    assert [scale.reverse for scale in applied.scales if item in scale.items] == [{item} if turned else frozenset()]


def test_it_is_asked_once_in_a_grid_too():
    headings = ("How? [I trust people here]", "How? [Others let me down (R)]")
    made = understand(grids_of(headings))
    assert [question.kind for question in made.open_questions] == ["marked_reversed"]


@pytest.mark.parametrize("heading", ["Our region (Rhondda)", "I feel relaxed", "Other"])
def test_other_headings_are_not_asked_about(heading):
    assert understand(grids_of((HEADINGS[0], heading))).open_questions == ()


def summed(called):
    """A sheet with a row a person and, under an empty row, what their answers come to."""
    rows = [["Name", "Q1 before", "Q2 before", "Q1 after", "Q2 after"]]
    for person in SEVEN:
        before, after = (person.answers.get(wave, [None, None]) for wave in ("pre", "post"))
        rows.append([f"Person {person.code}", *blank(before), *blank(after)])
    sums = [sum(row[place] or 0 for row in rows[1:]) for place in range(1, 5)]
    return [*rows, [""] * 5, [called[0], *sums], [called[1], *(round(each / 25, 2) for each in sums)]]


@pytest.mark.parametrize("workbook", [False, True])
@pytest.mark.parametrize("called", [("Total", "Average"), ("TOTAL:", "mean"), ("Cyfanswm", "Cyfartaledd")])
def test_totals_at_the_foot_are_not_asked_about(called, workbook):
    rows = [[cell if cell is not None else "" for cell in row] for row in summed(called)]
    grids = read_files([as_xlsx("a.xlsx", Data=rows) if workbook else as_csv("a.csv", rows)])
    made = understand(grids)
    assert made.open_questions == ()
    for item, heading in enumerate(("Q1 before", "Q2 before")):
        assert means(made, grids, heading) == pytest.approx(figures(SEVEN, item)), heading
