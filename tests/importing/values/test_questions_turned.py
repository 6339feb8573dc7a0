"""That the questions of an outcome are turned is said by the report of files only where one is."""

from dataclasses import replace

from tests.importing.brought_words import files_asking, report_of, spread, words_of

ROWS = ("I feel at home here", "I trust the people here", "I often feel like an outsider here")
GRID = tuple(f"How much do you agree? [{row}]" for row in ROWS)
TURNED = "each turned so that more means more of it"


def answers_of(number):
    """What somebody answers: the same to the first two questions and the other way round to the last."""
    own = spread(1, 5)[number]
    return [own, own, 6 - own]


def turning_the_last(found):
    """The map with its last question turned round."""
    return replace(found, scales=tuple(replace(each, reverse=frozenset(each.items[-1:])) for each in found.scales))


def test_a_report_of_files_says_that_questions_are_turned_only_where_one_is():
    files = files_asking(*GRID[:2], answers=lambda number: answers_of(number)[:2])
    as_they_stand = words_of(report_of(files))
    assert "An outcome is the average of its questions, as they were answered." in as_they_stand
    assert TURNED not in as_they_stand
    assert TURNED in words_of(report_of(files, turning_the_last))
