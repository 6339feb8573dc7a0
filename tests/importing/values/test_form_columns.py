"""What a form adds of its own, and options that were ticked, are no outcomes beside questions."""

import pytest

from evaluation.importing.read_files import read_files
from evaluation.importing.settling import settle
from evaluation.importing.understanding import understand
from tests.importing.corpus import blank, rows_of
from tests.importing.forms import as_csv, as_xlsx
from tests.importing.test_corpus import means
from tests.importing.truth import AGREE_7, figures, people

HEADINGS = ("I trust people here", "People keep their word")
CROWD = people(40, items=2, seed=66)
SEVEN = people(44, items=2, high=7, seed=67)


def sheets(more, cells):
    """A sheet a wave with more columns, whose cells come from the place of a row."""
    return {
        name: [
            ["Code", *more, *HEADINGS],
            *rows_of(CROWD, wave, lambda n, p, a: [p.code, *cells(n), *blank(a)]),
        ]
        for name, wave in (("Before", "pre"), ("After", "post"))
    }


def grids_of(more, cells, *, workbook=False):
    found = sheets(more, cells)
    if workbook:
        return read_files([as_xlsx("answers.xlsx", **found)])
    return read_files([as_csv(f"{name}.csv", rows) for name, rows in found.items()])


FORMS = {
    "LimeSurvey": (("id. Response ID", "lastpage. Last page", "seed. Seed"), lambda n: [n * 2 + 3, n % 3 + 1, n * 7]),
    "Qualtrics": (
        ("Q3_First Click", "Q3_Last Click", "Q3_Page Submit", "Q3_Click Count", "SC0"),
        lambda n: [n / 7, n / 5 + 1, n / 3 + 2, n % 9, n % 12],
    ),
    "Central": (("SubmitterID", "AttachmentsPresent", "Edits"), lambda n: [n % 5 + 1, n % 2, n % 3]),
    "Kobo": (("What did you do?", "What did you do?/Club", "What did you do?/Walk"), lambda n: ["Club", 1, n % 2]),
    "ODK": (("g/did", "g/did/club", "g/did/walk"), lambda n: ["club walk", n % 2, 1 - n % 2]),
    "REDCap labels": (
        ("What did you do? (choice=Club)", "What did you do? (choice=Walk)"),
        lambda n: [("Checked", "Unchecked")[n % 2], ("Unchecked", "Checked")[n % 3 == 0]],
    ),
    "REDCap codes": (("did___1", "did___2"), lambda n: [n % 2, int(n % 3 == 0)]),
    "capitals": (("WHAT", "WHAT/CLUB", "WHAT/WALK"), lambda n: ["CLUB", ("TRUE", "FALSE")[n % 2], "TRUE"]),
}


@pytest.mark.parametrize("workbook", [False, True])
@pytest.mark.parametrize("name", FORMS)
def test_they_are_no_outcomes(name, workbook):
    more, cells = FORMS[name]
    grids = grids_of(more, cells, workbook=workbook)
    made = understand(grids)
    assert {column.name for column in made.columns if column.role == "item"} == set(HEADINGS)
    for item, heading in enumerate(HEADINGS):
        assert means(made, grids, heading) == pytest.approx(figures(CROWD, item)), heading


def test_a_grid_of_yes_and_no_is_compared():
    more = ("Do you know a neighbour [by name]", "Do you know a neighbour [by sight]")
    grids = grids_of(more, lambda n: [("Yes", "No")[n % 2], ("No", "Yes")[n % 3 == 0]])
    names = {column.name for column in understand(grids).columns if column.role == "item"}
    assert names == {*HEADINGS, *more}


def test_options_are_compared_where_there_is_nothing_else():
    rows = {
        name: [
            ["Code", "did", "did/club", "did/walk"],
            *rows_of(CROWD, wave, lambda n, p, _: [p.code, "club", n % 2, int(n % 3 == 0)]),
        ]
        for name, wave in (("Before", "pre"), ("After", "post"))
    }
    made = understand(read_files([as_csv(f"{name}.csv", each) for name, each in rows.items()]))
    assert {column.name for column in made.columns if column.role == "item"} == {"did/club", "did/walk"}


def with_one_word_changed(side, words=AGREE_7):
    later = [word.replace("Somewhat", "Slightly") if word.endswith(side) else word for word in words]
    return [
        as_csv(
            f"{name}.csv",
            [["Code", *HEADINGS], *rows_of(SEVEN, wave, lambda _, p, a, said=said: [p.code, *blank(a, said)])],
        )
        for name, wave, said in (("Before", "pre", words), ("After", "post", later))
    ]


@pytest.mark.parametrize(("side", "number"), [(" agree", "5"), (" disagree", "3")])
def test_one_answer_that_is_worded_otherwise_after_is_asked_about(side, number):
    grids = read_files(with_one_word_changed(side))
    made = understand(grids)
    (question,) = made.open_questions
    assert (question.kind, question.values["number"], question.values["size"]) == ("same_answer", number, "7")
    assert (question.values["one"], question.values["other"]) == (f"somewhat{side}", f"slightly{side}")
    for item, heading in enumerate(HEADINGS):
        found = means(settle(made, question.id, "a"), grids, heading)
        assert found == pytest.approx(figures(SEVEN, item)), heading
