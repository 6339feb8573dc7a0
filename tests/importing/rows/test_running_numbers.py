"""A column that numbers the rows of its sheet is no answer; one of which answers rise by chance is."""

import pytest

from evaluation.importing.applying import apply_map
from evaluation.importing.columns.running_numbers import RUNNING_NUMBER, numbers_its_rows
from evaluation.importing.grids import Grid
from evaluation.importing.read_files import read_files
from evaluation.importing.settling import settle, settled
from evaluation.importing.understanding import understand
from tests.importing.corpus import Case, blank, rows_of
from tests.importing.corpus_of_questions import CASES
from tests.importing.forms import as_csv
from tests.importing.test_corpus import check
from tests.importing.truth import AGREE_5, COMMON, people


def read(case):
    grids = read_files(case.files)
    return understand(grids), grids


def seats():
    """Two files whose people are known by their seat alone, which seems to be a question."""
    crowd = people(36, items=2, seed=108)
    files = []
    for name, wave in (("Before", "pre"), ("After", "post")):
        rows = rows_of(crowd, wave, lambda _, p, a: [7 * int(p.code[2:]) % 37, *blank(a, AGREE_5)])
        files.append(as_csv(f"{name}.csv", [["Row", "Seat", *COMMON], *([n, *row] for n, row in enumerate(rows, 1))]))
    return Case("seats", files, crowd, list(COMMON), "no_key", "b")


def sheet(numbers):
    rows = tuple((str(number),) for number in numbers)
    return Grid(file="a.csv", sheet="", heading=("n",), rows=rows, numbers=tuple(range(2, len(rows) + 2)))


@pytest.mark.parametrize(
    "numbers",
    [range(12), range(1, 7), range(30, 0, -1), [3, 4, 8, 9, 10, 11, 17, 20, 21, 22, 30, 31]],
)
def test_numbers_that_count_rows_or_rise_over_twelve_rows_are_running_numbers(numbers):
    assert numbers_its_rows("n", [sheet(numbers)])


@pytest.mark.parametrize(
    "numbers",
    [
        range(1, 6),
        range(2, 12),
        [*range(11), 10],
        [0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10],
        [0.5 + number for number in range(12)],
    ],
)
def test_fewer_rows_and_numbers_that_stand_twice_may_be_answers(numbers):
    assert not numbers_its_rows("n", [sheet(numbers)])


def test_a_column_that_counts_in_one_sheet_alone_may_hold_answers():
    assert not numbers_its_rows("n", [sheet(range(1, 13)), sheet([4] * 12)])


@pytest.mark.parametrize(
    ("made_case", "column"),
    [
        (CASES["index_of_pandas_beside_ends_of_telephone_numbers"], "column 1"),
        (CASES["german_running_number_and_yes"], "lfd. Nr."),
        (seats, "Row"),
    ],
)
def test_it_is_left_out_as_a_running_number(made_case, column):
    made, _ = read(made_case())
    assert (made.column(column).role, made.column(column).note) == ("left_out", RUNNING_NUMBER)


def test_a_row_with_a_running_number_alone_is_blank():
    made, grids = read(CASES["index_of_pandas_beside_ends_of_telephone_numbers"]())
    assert [row.kind for row in apply_map(made, grids).left_out] == ["blank", "blank"]


def test_a_column_that_is_chosen_as_key_is_no_question_any_more():
    case = seats()
    made, grids = read(case)
    assert "Seat" in {column.name for column in made.columns if column.role == "item"}
    chosen = settle(made, "key", "b")
    check(case, chosen, grids)
    assert [column.name for column in settled(chosen).columns if column.role == "key"] == ["Seat"]
