"""A report says when its answers were read, and where its figures are whole points."""

from dataclasses import replace

from evaluation.impact_report.build.context import DRAFT
from evaluation.impact_report.formats import html, json
from evaluation.impact_report.text import sentences
from tests.impact_report.examples import evening
from tests.impact_report.page_one import plain
from tests.releases.masked import as_released

WHOLE = (
    "Figures are rounded to whole points because fewer than 20 people answered both times; the change may be half a "
    "point either way."
)


def said(made, part):
    return [made.language.say(each) for each in part(made)]


def test_a_draft_says_as_of_when_its_answers_are_and_never_frozen():
    made = evening(34, named=DRAFT)
    read, told = plain(html.page(made)), json.document(made)["provenance"]
    assert ("answers as of 15 May 2026" in read, "Answers as of" in read, "rozen" in read) == (True, True, False)
    assert (told["answers_as_of"][:10], "frozen_at" in told) == ("2026-05-15", False)


def test_a_release_says_when_its_data_were_frozen():
    assert "Data frozen" in plain(html.page(evening(34)))


def test_of_fewer_than_20_page_1_and_the_quote_say_that_figures_are_whole_points():
    made = as_released(evening(17, change=2))
    assert WHOLE in said(made, sentences.lede)
    assert WHOLE in said(made, sentences.quote)


def test_from_20_on_and_by_the_first_renderer_nothing_is_said_of_whole_points():
    few = as_released(evening(17, change=2))
    for made in (as_released(evening(34, change=2)), evening(17, change=2), replace(few, renderer=1)):
        assert WHOLE not in plain(html.page(made))
