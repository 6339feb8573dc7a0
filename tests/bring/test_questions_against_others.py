"""A question that runs against the others of its outcome: the page asks, and naming outcomes is no answer."""

import re

import pytest

from evaluation.importing.map_toml import from_toml
from tests.bring.test_outcomes_named import scales, send
from tests.importing.values.test_questions_turned import ROWS, grid_files

ASKS = f"[{ROWS[3]}]” runs against the others of its outcome: is it put the other way round?"


@pytest.fixture
def at(bringer):
    """The address of a grid of which the last question runs against the others."""
    return bringer.brought([(each.name, each.content) for each in grid_files()])


def question(bringer, at):
    with bringer.client.get(f"{at}/map.toml") as got:
        return from_toml(got.text).questions


def ticked(bringer, at):
    """The questions that are ticked as turned, as a browser sends them."""
    return dict.fromkeys(re.findall(r'name="(turned\.\d+)" value="yes" checked', bringer.page(at)), "yes")


def outside_folds(page):
    """The page without what has to be unfolded first."""
    return "".join(part.rpartition("</details>")[2] for part in page.split("<details"))


def test_the_page_asks_about_it_in_sight_before_a_report_is_made(bringer, at):
    assert ASKS in outside_folds(bringer.page(at))
    assert bringer.press(f"{at}/report").status_code == 422


@pytest.mark.parametrize(("reading", "turned"), [("a", 0), ("b", 1)])
def test_the_outcome_is_as_it_was_answered(bringer, at, reading, turned):
    (asked,) = question(bringer, at)
    bringer.press(at, **{f"question.{asked.id}": reading})
    send(bringer, at, better_0="higher", **ticked(bringer, at))
    assert question(bringer, at) == ()
    assert [len(each.reverse) for each in scales(bringer, at)] == [turned]


def test_naming_an_outcome_leaves_the_question_open(bringer, at):
    send(bringer, at, better_0="higher")
    (asked,) = question(bringer, at)
    assert not asked.chosen
    bringer.press(at, **{f"question.{asked.id}": "b"})
    send(bringer, at, label_0="Belonging", **ticked(bringer, at))
    assert [(each.direction, len(each.reverse)) for each in scales(bringer, at)] == [("higher", 1)]


def test_turning_it_round_under_the_outcomes_answers_the_question(bringer, at):
    send(bringer, at, turned_3="yes")
    assert question(bringer, at) == ()
    assert [len(each.reverse) for each in scales(bringer, at)] == [1]
