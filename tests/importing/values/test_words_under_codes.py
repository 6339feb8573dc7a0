"""Outcomes are called by the words of their questions where a second row has them, as LimeSurvey writes it."""

from dataclasses import replace

import pytest

from evaluation.impact_report.language.language import Language
from evaluation.impact_report.text import sentences
from evaluation.importing.read_files import read_files
from evaluation.importing.understanding import understand
from tests.importing.brought_words import report_of
from tests.importing.forms import as_csv
from tests.importing.truth import AGREE_5

OF_FORM = (["id", "submitdate", "token"], ["Response ID", "Date submitted", "Access code"])
GRID = tuple(f"g1Q1[SQ00{number}]" for number in (1, 2, 3))
TRUST = ("Trusting neighbours", "Knowing neighbours", "Asking neighbours")
PEOPLE = 24


def answered(number, moved):
    return min(5, number % 5 + 1 + (moved and number % 3 > 0))


def lime_files(codes, labels, *, words=None, people=PEOPLE):
    """Before and After, the words of the questions under their codes."""
    files = []
    for name, day in (("Before", 14), ("After", 15)):
        rows = [[*OF_FORM[0], *codes], [*OF_FORM[1], *labels]]
        for number in range(people):
            answer = answered(number, moved=day > 14)
            cells = [words[answer - 1] if words else answer] * len(codes)
            rows.append([number + 1, f"2026-05-{day} 18:{number:02}:00", f"tk{number * 7919:06}x", *cells])
        files.append(as_csv(f"{name}.csv", rows))
    return files


def called(files):
    """What the outcomes of some files are called; nothing is asked about these."""
    made = understand(read_files(files))
    assert made.open_questions == ()
    return [scale.label for scale in made.scales]


@pytest.mark.parametrize("words", [None, AGREE_5])
@pytest.mark.parametrize(
    ("codes", "labels", "names"),
    [
        (("g1Q1", "g1Q2", "g1Q3"), TRUST, [*TRUST]),
        (("g1Q1",), ("Sense of belonging",), ["Sense of belonging"]),
        (GRID, TRUST, ["Trusting neighbours and 2 more questions"]),
        (GRID, [f"How far? [{each}]" for each in TRUST], ["Trusting neighbours and 2 more questions"]),
        (GRID, [f"Trust [{each}]" for each in TRUST], ["Trust"]),
    ],
)
def test_outcomes_are_called_by_the_words_under_their_codes(codes, labels, names, words):
    assert called(lime_files(codes, labels, words=words)) == names


def test_the_headline_says_the_words():
    report = report_of(lime_files(("g1Q1",), ("Sense of belonging",)))
    assert Language().say(sentences.headline(report)) == "People reported more sense of belonging afterwards"


def test_without_such_a_row_they_are_called_by_their_codes():
    files = [replace(each, content=without_second_row(each.content)) for each in lime_files(GRID, TRUST)]
    assert called(files) == ["g1Q1"]


def without_second_row(content):
    first, _second, *rows = content.splitlines(keepends=True)
    return b"".join((first, *rows))


@pytest.mark.parametrize("again", [True, False])
def test_a_first_row_of_answers_is_no_row_of_words(again):
    """Its answers are found again below it, or it has a number among them."""
    first = ["Anna", "Agree", "Disagree"] if again else ["Anna", "4", "Quiet"]
    below = [[f"Person{letter}", "Agree", "Disagree"] for letter in "abcdef"]
    (grid,) = read_files([as_csv("answers.csv", [["name", "trust", "hope"], first, *below])])
    assert len(grid.rows) == len(below) + 1
