"""Whatever is pressed on the page of what was understood, all that was ticked and typed there goes with it."""

import html
import json

import pytest

from evaluation.importing.applying import apply_map
from evaluation.importing.read_files import read_files
from tests.bring.test_outcomes_named import asked, read_of, scales, shown
from tests.importing.brought_words import files_asking, spread
from tests.staff_pages import post

CHOOSE = "From which number to which could people choose"


@pytest.fixture
def at(bringer):
    """The address of three questions that were brought."""
    return bringer.brought([(each.name, each.content) for each in asked()])


def hopes():
    """Files of a question that was answered from 1 to 9, which do not tell the ends of its answers."""
    answers, later = spread(1, 9), spread(1, 9, moved=1)
    return files_asking("Hope", answers=lambda n: [answers[n]], after=lambda n: [later[n]])


@pytest.fixture
def ends(bringer):
    """The address of these files as they were brought."""
    return bringer.brought([(each.name, each.content) for each in hopes()])


def typed(bringer, at, **changed):
    """What a browser sends of the page's form, with some of it typed anew."""
    return shown(bringer, at) | {name.replace("_", "."): value for name, value in changed.items()}


def facts_of(bringer, report):
    with bringer.client.get(f"{report}/report.json") as got:
        return json.loads(got.data)


def test_making_the_report_takes_outcomes_that_nobody_kept_first(bringer, at):
    report = bringer.made(at, **typed(bringer, at, label_0="Loneliness", better_0="lower", main="named.0"))
    facts = facts_of(bringer, report)
    assert facts["report"]["headline"] == "People reported less loneliness afterwards"
    assert facts["plan"]["primary"] == ["how_lonely_do_you_feel"]


@pytest.mark.parametrize("do", ["swap", "", "store", "columns", "map"])
def test_other_presses_take_them_too(bringer, at, do):
    bringer.press(at, do=do, **typed(bringer, at, label_0="Loneliness", better_0="lower"))
    assert next((each.label, each.direction) for each in scales(bringer, at)) == ("Loneliness", "lower")


def test_the_last_change_is_taken_back_and_what_was_typed_stays(bringer, at):
    bringer.press(at, do="outcomes", **typed(bringer, at, label_0="Loneliness"))
    bringer.press(at, do="undo", **typed(bringer, at, label_1="Hopefulness"))
    assert [each.label for each in scales(bringer, at)][:2] == ["“How lonely do you feel”", "Hopefulness"]


@pytest.mark.parametrize("reading", ["a", "b"])
def test_keeping_the_outcomes_settles_a_question_as_it_was_ticked(bringer, ends, reading):
    (question,) = read_of(bringer, ends).questions
    bringer.press(
        ends, do="outcomes", **{f"question.{question.id}": reading}, **typed(bringer, ends, label_0="Hope now")
    )
    found = read_of(bringer, ends)
    low = {"a": 0, "b": 1}[reading]
    (scale,) = apply_map(found, read_files(hopes(), secret=bytes(32))).scales
    assert (scale.label, scale.minimum, scale.maximum, found.open_questions) == ("Hope now", low, 10, ())


def test_keeping_the_outcomes_leaves_a_question_open_that_was_not_ticked(bringer, ends):
    bringer.press(ends, do="outcomes", **typed(bringer, ends, label_0="Hope now"))
    assert CHOOSE in bringer.page(ends)
    (question,) = read_of(bringer, ends).open_questions
    bringer.press(ends, **{f"question.{question.id}": "b"})
    (shown_now,) = apply_map(read_of(bringer, ends), read_files(hopes(), secret=bytes(32))).scales
    assert (shown_now.label, shown_now.minimum, shown_now.maximum) == ("Hope now", 1, 10)


def test_that_answers_are_to_be_kept_stays_ticked_after_any_press(bringer, at):
    bringer.press(at, do="outcomes", keep="yes", **typed(bringer, at, label_0="Loneliness"))
    assert 'name="keep" value="yes" checked' in bringer.page(at)


def test_what_cannot_be_is_given_back_with_all_the_rest_and_no_report_is_made(bringer, at):
    sent = typed(bringer, at, label_0="Loneliness", low_1="ten")
    answer = post(bringer.client, f"{at}/report", page=at, keep="yes", **sent)
    page = html.unescape(answer.text)
    assert (answer.status_code, "needs a lowest answer" in page, 'value="Loneliness"' in page) == (422, True, True)
    assert 'name="keep" value="yes" checked' in page
    assert scales(bringer, at)[0].label == "“How lonely do you feel”"
