"""Of rows of one person at one time the later one counts, wherever it stands; where that is not told, it is asked."""

from dataclasses import replace

import pytest

from evaluation.importing.map_toml import from_toml, to_toml
from evaluation.importing.read_files import read_files
from evaluation.importing.settling import settle
from evaluation.importing.sheets.moments import time_column
from evaluation.importing.understanding import understand
from tests.importing.corpus import blank, google
from tests.importing.forms import as_csv
from tests.importing.test_corpus import means
from tests.importing.truth import AGREE_5, COMMON, figures, people

ISO = "%Y-%m-%dT%H:%M:%S.000+00:00"
GERMAN = "%d.%m.%Y %H:%M:%S"
HEADINGS = [
    ("_submission_time", ISO),
    ("start", ISO),
    ("end", "%Y-%m-%dT%H:%M:%S"),
    ("Zeitstempel", GERMAN),
    ("Zeit", GERMAN),
    ("Fertigstellungszeit", "%Y-%m-%d %H:%M:%S"),
    ("When", "%Y-%m-%d %H:%M:%S"),
    ("Horodateur", "%d/%m/%Y %H:%M:%S"),
    ("Marca temporal", "%d/%m/%Y %H:%M:%S"),
    ("Amser", "%d/%m/%Y %H:%M:%S"),
]


def sent_again(heading, form, *, newest_first):
    """The people, and their two files: two were sent twice in each, with other answers the first time."""
    crowd = people(30, items=2, seed=71, gone=0, late=0)
    files = []
    for wave in ("pre", "post"):
        (_, *columns), *rows = [
            [cell for place, cell in enumerate(row) if place != 1]
            for row in google(crowd, COMMON, AGREE_5, wave, form=form)
        ]
        first = [
            [*row[:2], *blank([6 - (a or 3) for a in crowd[n].answers[wave]], AGREE_5), ""]
            for n, row in enumerate(rows)
        ]
        rows = [*first[:2], *rows[2:], *([rows[-1][0], *row[1:]] for row in rows[:2])]
        files.append(as_csv(f"{wave}.csv", [[heading, *columns], *(rows[::-1] if newest_first else rows)]))
    return crowd, files


@pytest.mark.parametrize(("heading", "form"), HEADINGS)
@pytest.mark.parametrize("newest_first", [True, False])
def test_the_later_row_counts_under_every_heading_of_a_time(heading, form, newest_first):
    crowd, files = sent_again(heading, form, newest_first=newest_first)
    grids = read_files(files)
    made = understand(grids)
    assert [question.kind for question in made.open_questions if question.kind.startswith("shared")] == ["shared_codes"]
    assert means(made, grids, COMMON[0]) == pytest.approx(figures(crowd, 0))


def time_of(heading, *rows):
    (grid,) = read_files([as_csv("before.csv", [["Code", *heading, "Trust"], *(["AB12", *row, "4"] for row in rows)])])
    return time_column(grid)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Wann bist du geboren?", "04.03.1990"),
        ("Day you moved here", "1990-03-04"),
        ("Geburtstag", "1990-03-04 00:00:00"),
    ],
)
def test_days_without_a_clock_are_times_under_no_other_heading(heading, cells):
    assert time_of([heading], [cells], [cells]) == ""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("start", "_submission_time"),
        ("start", "end"),
        ("Startzeit", "Fertigstellungszeit"),
        ("Heure de début", "Heure de fin"),
        ("Hora de inicio", "Hora de finalización"),
        ("Amser dechrau", "Amser cwblhau"),
        ("Godzina rozpoczęcia", "Godzina ukończenia"),
        ("Wann", "Zeitstempel"),
    ],
)
def test_the_time_of_sending_is_taken_before_that_of_beginning(first, second):
    at = ["2026-03-25T19:00:07", "2026-03-25T19:05:07"]
    assert (time_of([first, second], at), time_of([second, first], at)) == (second, second)


def test_without_times_the_reading_says_that_the_row_lower_in_the_file_counts():
    _, files = sent_again("Notes", "then", newest_first=False)
    (asked,) = understand(read_files(files)).open_questions
    assert "the row lower in the file counts" in str(asked.readings[0].says)


def of_two_people(heading, *values, first="24"):
    """Two files in which one code stands twice before, with these values of a column of people."""
    crowd = people(30, items=2, seed=72, gone=0, late=0)
    files = []
    for wave in ("pre", "post"):
        columns, *rows = google(crowd, COMMON, AGREE_5, wave)
        rows = [[row[0], *row[2:-1], first] for row in rows]
        if wave == "pre":
            rows += [[row[0], rows[3][1], *row[2:-1], value] for row, value in zip(rows[4:], values, strict=False)]
        files.append(as_csv(f"{wave}.csv", [[columns[0], *columns[2:-1], heading], *rows]))
    return files


@pytest.mark.parametrize(
    ("heading", "first", "second"), [("Age", "24", "71"), ("Geschlecht", "w", "m"), ("Rhyw", "B", "G")]
)
def test_rows_of_one_code_that_differ_as_two_people_do_are_asked_about(heading, first, second):
    asked = understand(read_files(of_two_people(heading, second, first=first))).open_questions
    (shared,) = (question for question in asked if question.column == "What is the code on your card?")
    assert str(shared.because).endswith(f"differ in “{heading}”.")


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [("Gender", "F", "f "), ("Age", "24", "24.0"), ("Age", "24", ""), ("Comments", "a", "b")],
)
def test_a_row_of_the_same_person_is_sent_again_and_nothing_is_asked(heading, first, second):
    asked = understand(read_files(of_two_people(heading, second, first=first))).open_questions
    assert [question for question in asked if question.kind.startswith("shared")] == []


def ticked_wrong(wave):
    """One file in which two people say the same wave twice, the second time when the others say the other."""
    crowd = people(30, items=2, seed=73, gone=0, late=0)
    said = {"pre": "Before the workshop", "post": "After the workshop"}
    found = []
    for each in ("pre", "post"):
        columns, *rows = google(crowd, COMMON, AGREE_5, each)
        found += [[*row[:3], said[wave if n < 2 else each], *row[3:]] for n, row in enumerate(rows)]
    columns.insert(3, "When are you filling this in?")
    return crowd, read_files([as_csv("Responses.csv", [columns, *found])])


@pytest.mark.parametrize("wave", ["pre", "post"])
def test_a_time_said_twice_when_the_others_say_the_other_is_asked_and_can_be_set_right(wave):
    crowd, grids = ticked_wrong(wave)
    (asked,) = (made := understand(grids)).open_questions
    assert asked.kind == "said_twice"
    chosen = from_toml(to_toml(settle(made, asked.id, "a")))
    for item, heading in enumerate(COMMON):
        assert means(chosen, grids, heading) == pytest.approx(figures(crowd, item))


def test_a_time_said_twice_may_be_left_as_sent_again():
    crowd, grids = ticked_wrong("pre")
    made = understand(grids)
    chosen = settle(made, made.open_questions[0].id, "b")
    assert means(chosen, grids, COMMON[0])[0] == len(crowd) - 2


def test_a_time_said_twice_within_it_is_sent_again_and_nothing_is_asked():
    crowd = people(30, items=2, seed=74, gone=0, late=0)
    columns, *rows = google(crowd, COMMON, AGREE_5, "pre")
    after = google(crowd, COMMON, AGREE_5, "post")[1:]
    again = [rows[0][0].replace("19:00:07", "19:25:00"), *rows[0][1:]]
    said = [[*row, "Before"] for row in (*rows, again)] + [[*row, "After"] for row in after]
    grids = read_files([as_csv("Responses.csv", [[*columns, "When"], *said])])
    made = understand(grids)
    assert made.open_questions == ()
    assert means(made, grids, COMMON[0]) == pytest.approx(figures(crowd, 0))


def test_a_time_said_twice_is_no_question_where_the_times_of_both_overlap():
    crowd, grids = ticked_wrong("pre")
    late = [*google(crowd, COMMON, AGREE_5, "post")[5][:3], "Before the workshop", *blank([1, 1], AGREE_5), ""]
    late[1:3] = ["late@example.org", "ZZ99"]
    overlapping = [replace(grid, rows=(*grid.rows, tuple(late)), numbers=(*grid.numbers, 99)) for grid in grids]
    assert "said_twice" not in [question.kind for question in understand(overlapping).open_questions]
