"""Where a file holds back how many came, nothing else in it tells how many."""

from dataclasses import replace

import pytest

from analysis.disclosure.who_came import TELLS_OF_FEW
from evaluation.impact_report.build.context import Practice
from evaluation.impact_report.formats import html, json
from tests.impact_report.examples import evening

HELD = {"suppressed": TELLS_OF_FEW.reason}


@pytest.fixture
def made():
    """A release of 10 people, of whom few answered once, in a workshop to which as many came as answered at all."""

    def released(*, came):
        found = evening(34, came=came, rounds=4, one_to_ones=2 * came)
        row = Practice(chapter="Chapter A", workshops=1, rounds=(4, 4), people=(came, came))
        total = {"pre": TELLS_OF_FEW, "post": 34, "pairs": 34, "pre_only": TELLS_OF_FEW, "post_only": 0}
        (chapter,) = found.flow.chapters
        flow = replace(found.flow, total=total, chapters={chapter: dict(total)})
        context = replace(found.context, practice=(replace(row, chapter=chapter),), released=True)
        return replace(found, context=context, flow=flow)

    return released


def test_one_to_ones_and_people_of_a_workshop_are_held_back_with_it(made):
    around = json.document(made(came=36))["around"]
    assert (around["came"], around["one_to_ones"], around["practice"][0]["people"]) == (HELD, HELD, [])


def test_they_stand_where_how_many_came_tells_of_nobody(made):
    around = json.document(made(came=60))["around"]
    assert (around["came"], around["one_to_ones"], around["practice"][0]["people"]) == (60, 120, [60, 60])


def test_the_page_tells_it_no_more_than_the_file(made):
    assert "one-to-ones (pairs)" not in html.page(made(came=36), style="")
