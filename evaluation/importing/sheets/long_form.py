"""The long form, with a row an answer: a column says which question, and another what was answered."""

from collections import Counter
from dataclasses import replace

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.importing.grids import MOST_COLUMNS, Grid
from evaluation.importing.sheets.column_headings import CODES, PERSONAL_HEADING, TIMES, WAVE, has, says

QUESTION = r"(the )?(question|item|statement|variable|prompt|cwestiwn)( ?(text|label|name|title))?"
ANSWER = r"(the |your )?(answer|response|value|rating|score|ateb|ymateb)( ?(text|label|value))?"
WHOSE = r"(your |my )?(id|uid|record ?id|initials|subject)"
FEWEST_TIMES = 2
"""How often each question is answered at least on average, if the column is one of questions."""


def spread(grid: Grid) -> Grid:
    """The sheet with a row for all answers that belong together and a column a question, if it is of the long form.

    Rows belong together where all else in them is the same, times aside. Refused where one of them answers a question
    twice, as it cannot be told which of the two counts.
    """
    asked = [name for name in grid.heading if says(QUESTION, name)]
    answered = [name for name in grid.heading if says(ANSWER, name)]
    if len(asked) != 1 or len(answered) != 1 or not _is_long(grid, asked[0]) or not _says_whose(grid):
        return grid
    at, of = grid.heading.index(asked[0]), grid.heading.index(answered[0])
    kept = [place for place in range(len(grid.heading)) if place not in (at, of)]
    compared = [place for place in kept if not says(TIMES, grid.heading[place]) and not _counts(grid, place)]
    answers: dict[tuple[str, ...], dict[str, str]] = {}
    first: dict[tuple[str, ...], tuple[int, tuple[str, ...]]] = {}
    for row, number in zip(grid.rows, grid.numbers, strict=True):
        who = tuple(row[place] for place in compared)
        first.setdefault(who, (number, tuple(row[place] for place in kept)))
        if row[at] in answers.setdefault(who, {}):
            raise Refused(_twice(grid, number, row[at]))
        if row[at]:
            answers[who][row[at]] = row[of]
    questions = tuple(dict.fromkeys(row[at] for row in grid.rows if row[at]))
    return replace(
        grid,
        heading=(*(grid.heading[place] for place in kept), *questions),
        rows=tuple((*first[who][1], *(given.get(each, "") for each in questions)) for who, given in answers.items()),
        numbers=tuple(number for number, _ in first.values()),
        labels=(),
    )


def _says_whose(grid: Grid) -> bool:
    """Whether a column says who answered or when, as a list of questions and answers to choose from does not."""
    return any(has(CODES, name) or says(f"{WHOSE}|{WAVE}|{PERSONAL_HEADING}", name) for name in grid.heading)


def _is_long(grid: Grid, name: str) -> bool:
    """Whether the cells of a column are questions: each in many rows, and none a heading of another column."""
    cells = Counter(cell for cell in grid.cells(name) if cell)
    columns = {other.casefold() for other in grid.heading}
    return (
        1 < len(cells) <= MOST_COLUMNS - len(columns)
        and cells.total() >= FEWEST_TIMES * len(cells)
        and len({cell.casefold() for cell in cells} | columns) == len(cells) + len(columns)
    )


def _counts(grid: Grid, place: int) -> bool:
    """Whether a column has another entry in every row, as a number of the row has."""
    cells = [row[place] for row in grid.rows]
    return len(set(cells)) == len(cells)


def _twice(grid: Grid, number: int, question: str) -> Message:
    return Message(
        "%(file)s has a row an answer, and row %(row)s answers “%(question)s” again where all else is the same. Leave "
        "out the one that does not count, or add a column that tells them apart.",
        file=grid.file,
        row=number,
        question=question[:80],
    )
