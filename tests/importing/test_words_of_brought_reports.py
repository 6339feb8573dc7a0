"""What a report of brought files says where nobody said what is better, and of outcomes called by a question."""

from dataclasses import replace

import pytest

from evaluation.impact_report.formats.csv import codebook_rows
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.text import sentences
from tests.importing.brought_words import files_asking, map_of_files, one_question, report_of, spread, words_of

LONELY = "How lonely do you feel (0-10)"
NOT_CALLED = "Nobody stated which way is better, so no change is called welcome or unwelcome."
GRID = "To what extent do you agree? [{row}]"


def stated(direction):
    return lambda found: replace(found, scales=tuple(replace(each, direction=direction) for each in found.scales))


@pytest.fixture(scope="module")
def fell():
    return report_of(one_question(LONELY, moved=-2))


def test_where_nobody_stated_a_direction_nothing_is_called_welcome_or_better(fell):
    said = words_of(fell).replace("better way not stated", "").replace(NOT_CALLED, "")
    page_1 = said[: said.index("Every finding in one table")]
    assert "fell" in page_1
    assert NOT_CALLED in words_of(fell)
    assert [word for word in ("welcome", "is better", "the best score") if word in page_1] == []


def test_its_figures_have_no_welcome_way(fell):
    (outcome,) = document(fell)["outcomes"].values()
    assert "welcome" not in outcome["headline_of"]
    figures = outcome["participants"]
    assert figures["probability_of_improvement"] == {"not_estimable": "Nobody stated which way is better."}


def test_a_direction_that_was_stated_is_told():
    said = words_of(report_of(one_question(LONELY, moved=2), stated("lower")))
    assert "That is the unwelcome way: lower answers are better." in said


def headline(report):
    return Language().say(sentences.headline(report))


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        (LONELY, "On “How lonely do you feel” answers rose"),
        ("I feel I belong in this area (0-10)", "On “I feel I belong in this area” answers rose"),
        ("Sense of belonging (0-10)", "People reported more sense of belonging afterwards"),
    ],
)
def test_an_outcome_is_called_by_its_question_in_words_that_read(heading, said):
    assert headline(report_of(one_question(heading, moved=2))) == said


def test_what_stayed_open_is_told_of_the_answers_to_the_question():
    before, later = spread(0, 10), spread(0, 10, seed=2)
    files = files_asking(LONELY, answers=lambda n: [before[n]], after=lambda n: [later[n]])
    assert headline(report_of(files)) == "We cannot tell whether answers to “How lonely do you feel” changed"


def grid_of_two():
    words = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
    rows = [GRID.format(row=row) for row in ("People around here can be trusted", "I know my neighbours")]
    both = [spread(0, 4), spread(0, 4)]
    return files_asking(*rows, answers=lambda n: [words[each[n]] for each in both])


def test_what_all_questions_of_a_grid_are_asked_with_is_the_name_of_no_outcome():
    found, _grids = map_of_files(grid_of_two())
    assert [scale.label for scale in found.scales] == ["“People around here can be trusted” and 1 more question"]


def test_questions_stand_in_their_exact_words():
    found = report_of(grid_of_two())
    assert [row[2] for row in codebook_rows(found) if row[1] == "item"] == [
        "People around here can be trusted",
        "I know my neighbours",
    ]
    assert "people_around_here_can_be" not in words_of(found)


def test_a_heading_keeps_its_words_without_the_wave():
    names = ("pre_belong", "post_belong")
    before, later = spread(0, 10), spread(0, 10, moved=1)
    (file, _after) = files_asking(*names, answers=lambda n: [before[n], later[n]])
    assert [row[2] for row in codebook_rows(report_of([file])) if row[1] == "item"] == ["belong"]


def two_outcomes():
    first, other = spread(0, 10, moved=0), spread(0, 10, seed=4)
    later = spread(0, 10, moved=2)
    return files_asking(
        LONELY, "Hope (0-10)", answers=lambda n: [first[n], other[n]], after=lambda n: [later[n], other[n]]
    )


def lede(report):
    return Language().say_all(sentences.lede(report))


def test_page_1_says_that_nobody_chose_the_outcome_that_it_leads_with():
    said = "No outcome was named as the main one before; “How lonely do you feel” stands first in the files."
    assert said in lede(report_of(two_outcomes()))


def test_it_does_not_where_somebody_did():
    def chosen(found):
        first, *others = found.scales
        return replace(found, scales=(replace(first, primary=True), *others))

    said = lede(report_of(two_outcomes(), chosen))
    assert "No outcome was named" not in said
    assert "Whoever brought the answers says that the main outcome was named before anybody saw them." in said


def test_several_that_were_named_are_told_of_as_such():
    def chosen(found):
        return replace(found, scales=tuple(replace(each, primary=True) for each in found.scales))

    said = "Whoever brought the answers says that the main outcomes were named before anybody saw them."
    assert said in lede(report_of(two_outcomes(), chosen))


def test_an_outcome_that_was_put_first_was_not_named_before():
    found = report_of(two_outcomes(), lambda found: replace(found, leads="Hope"))
    assert next(iter(found.outcomes)) == "Hope"
    assert "named as the main one before; whoever brought the answers put “Hope” first." in lede(found)


def test_a_margin_that_nothing_tells_was_fixed_before_is_one_that_was_named():
    def with_margin(found):
        return replace(found, scales=tuple(replace(each, margin=0.2) for each in found.scales))

    said = lede(report_of(one_question(LONELY, moved=2), with_margin))
    assert "at least the 0.2 points named as worth counting" in said
    assert "set out to look for" not in said


def test_the_badge_says_that_files_do_not_tell_whether_questions_are_validated():
    said = words_of(report_of(one_question(LONELY, moved=2)))
    assert "The files do not tell whether the questions are validated" in said
    assert "not yet validated" not in said
