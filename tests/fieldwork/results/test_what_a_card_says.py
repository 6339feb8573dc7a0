"""A result's card says of a report what its page 1 says: harm, what may not be said, and the other outcomes."""

from dataclasses import replace

import pytest

from evaluation.evaluators.shown_results import front_page
from evaluation.impact_report.build.context import Story
from evaluation.impact_report.formats.write import write
from evaluation.impact_report.layout.unwelcome_moves import unwelcome_moves
from evaluation.impact_report.text import sentences
from tests.impact_report.adversarial import NERVES, TRUST, UNDERSTANDING, group, made, one_harm_among_several
from tests.impact_report.examples import in_context, study
from tests.releases.masked import as_released

SEVERAL = (TRUST, UNDERSTANDING, NERVES)


def harmed():
    return made(*one_harm_among_several(), scales=SEVERAL)


def calm():
    return made(*(group(name, "", 25, moved=1.0, seed=k) for k, name in enumerate("ABCD")))


def two_of_which_one_fell():
    scales = (TRUST, NERVES)
    sides = (
        group(name, "", 30, moved={"trust": by, "nerves": 0}, scales=scales) for name, by in {"A": 1, "B": -1}.items()
    )
    return made(*sides, scales=scales)


def with_a_story():
    return in_context(harmed(), stories=(Story(outcome="trust", told="Told.", seen="Seen.", fit="agree", by="A"),))


def front(report, folder):
    """Page 1 as a card reads it from the files of a report."""
    write(report, folder, formats=("json", "html"))
    return front_page(folder)


@pytest.mark.parametrize("report", [harmed, two_of_which_one_fell, lambda: as_released(harmed())])
def test_whatever_the_lede_says_of_harm_the_closed_card_says_too(tmp_path, report):
    found, lede = front(report(), tmp_path), [report().language.say(each) for each in sentences.lede(report())]
    assert {each for each in lede if "unwelcome way" in each} <= set(found.unwelcome) <= set(lede)
    assert found.unwelcome


def test_what_fell_in_one_of_two_chapters_is_said_with_its_chapter(tmp_path):
    fell, unwelcome, counted = front(two_of_which_one_fell(), tmp_path).unwelcome
    assert fell.startswith("B: ")
    assert unwelcome.startswith("That is the unwelcome way")
    assert counted.startswith("In trust, 29 of 60 people moved the unwelcome way by 0.5 or more and 27 the other way;")


def test_of_outcomes_that_no_more_than_varied_nothing_is_told(tmp_path):
    assert front(study((30, 25, 28)), tmp_path).unwelcome == ()


def test_a_report_without_harm_says_nothing_of_it_and_the_first_renderer_told_none(tmp_path):
    assert front(calm(), tmp_path).unwelcome == ()
    assert unwelcome_moves(replace(study((30, 25, 28)), renderer=1)) == ()


@pytest.mark.parametrize(
    ("report", "kind"), [(harmed, "other-outcomes"), (with_a_story, "other-outcomes"), (two_of_which_one_fell, "side")]
)
def test_the_open_card_has_the_other_outcomes_and_what_may_not_be_said(tmp_path, report, kind):
    markup = front(report(), tmp_path).markup
    assert markup["others"].startswith(f'<table role="table" class="{kind}')
    assert markup["not_said"].startswith("You may not say ")
