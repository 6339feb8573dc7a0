"""An outcome of one yes/no question, of which everybody is at one end or the other."""

import pytest

from analysis.scoring.scoring import Scale
from analysis.wording import caution_phrases
from evaluation.impact_report.formats import html
from evaluation.impact_report.sections.methods_section import OF_YES_OR_NO
from tests.impact_report.examples import evening, frame_of, report
from tests.impact_report.page_one import plain

YES_OR_NO = {"id": "knows", "label": "Knows a neighbour", "items": ("k",), "minimum": 0, "maximum": 1, "primary": True}
MARGIN = 0.1


def answered(*, before, after, of=40, direction="higher"):
    """The report of one chapter in which so many of so many people said yes."""
    rows = []
    for person in range(of):
        given = {"participant": f"p{person}", "chapter": "A"}
        said = {"pre": person < before, "post": person < after}
        rows += [given | {"wave": wave, "k": float(yes)} for wave, yes in said.items()]
    return report(frame_of(rows), scales=(Scale(**YES_OR_NO, margin=MARGIN, direction=direction),))


def reasons(made):
    return [reason.sentence.message for reason in made.badge.reasons if not reason.speaks_for]


@pytest.mark.parametrize(("before", "direction"), [(16, "higher"), (31, "higher"), (9, "lower")])
def test_those_who_said_the_other_can_still_do_better(before, direction):
    made = answered(before=before, after=before + 4, direction=direction)
    assert made.badge.level == 2
    assert not {caution_phrases.CEILING, caution_phrases.CEILING_YES_OR_NO} & set(reasons(made))


@pytest.mark.parametrize(("before", "direction"), [(32, "higher"), (8, "lower")])
def test_where_four_in_five_gave_the_better_answer_few_are_left(before, direction):
    made = answered(before=before, after=before + 4, direction=direction)
    assert made.badge.level == 1
    assert caution_phrases.CEILING_YES_OR_NO in reasons(made)
    assert caution_phrases.CEILING not in reasons(made)


def test_the_average_of_several_yes_or_no_questions_has_scores_between():
    assert not Scale(**{**YES_OR_NO, "items": ("k", "l")}).is_yes_or_no
    assert not Scale(**{**YES_OR_NO, "maximum": 5}).is_yes_or_no


def test_the_report_says_that_its_averages_can_tell_of_one_or_two_people():
    assert OF_YES_OR_NO in plain(html.page(answered(before=1, after=2, of=22, direction="lower")))
    assert OF_YES_OR_NO not in plain(html.page(evening()))
