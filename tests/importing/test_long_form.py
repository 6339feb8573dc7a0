"""The long form, with a row an answer: it gives the figures of the same answers with a column a question."""

import random

import pytest

from evaluation.domain.errors import Refused
from evaluation.importing.read_files import read_files
from tests.importing.corpus import Case, blank
from tests.importing.forms import as_csv, as_xlsx
from tests.importing.test_corpus import check
from tests.importing.test_waves import settled
from tests.importing.truth import AGREE_5, COMMON, people

SAID = {"pre": "Before", "post": "After"}


def rows_of_answers(crowd, waves=("pre", "post"), *, named=("Question", "Answer"), said=SAID, extra=()):
    """A row for each answer, with the code and the wave."""
    return [
        ["Code", "Time", *named, *extra],
        *(
            [person.code, said[wave], question, answer, *(f"{wave} {person.code} {question}" for _ in extra)]
            for person in crowd
            for wave in waves
            if wave in person.answers
            for question, answer in zip(COMMON, blank(person.answers[wave], AGREE_5), strict=True)
        ),
    ]


@pytest.mark.parametrize(
    "named", [("Question", "Answer"), ("item", "answer"), ("Statement", "Response"), ("Cwestiwn", "Ateb")]
)
@pytest.mark.parametrize("shuffled", [False, True])
def test_a_row_an_answer_is_understood(named, shuffled):
    crowd = people(36, items=2, seed=68)
    rows = rows_of_answers(crowd, named=named, extra=("Row",) if shuffled else ())
    if shuffled:
        rows = [rows[0], *random.Random(3).sample(rows[1:], len(rows) - 1)]
    case = Case("long", [as_csv("long.csv", rows)], crowd, list(COMMON))
    check(case, *settled(case))


def test_a_workbook_a_wave_with_a_row_an_answer_is_understood():
    crowd = people(36, items=2, seed=69)
    files = [as_xlsx(f"{said}.xlsx", Sheet1=rows_of_answers(crowd, (wave,))) for wave, said in SAID.items()]
    case = Case("long", files, crowd, list(COMMON))
    check(case, *settled(case))


def test_a_question_answered_twice_is_refused_with_its_row():
    rows = rows_of_answers(people(20, items=2, seed=70))
    with pytest.raises(Refused, match=f"row {len(rows) + 1} answers “We have a lot in common” again"):
        read_files([as_csv("long.csv", [*rows, rows[1]])])


def test_a_question_called_question_in_the_usual_form_stays_a_column():
    rows = [["Code", "Question", "Answer"], *([f"A{n}", f"What is {n}?", str(n % 5)] for n in range(30))]
    (grid,) = read_files([as_csv("usual.csv", rows)])
    assert grid.heading == ("Code", "Question", "Answer")


def test_a_list_of_answers_to_choose_from_is_no_long_form():
    rows = [["Question", "Answer", "Number"], *([q, a, n] for q in COMMON for n, a in enumerate(AGREE_5, 1))]
    (grid,) = read_files([as_csv("codes.csv", rows)])
    assert grid.heading == ("Question", "Answer", "Number")
