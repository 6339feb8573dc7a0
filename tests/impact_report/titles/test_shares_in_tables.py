"""The tables behind page 1 tell a yes/no question in per cent as page 1 does, or say that they tell it in shares."""

import pytest

from analysis.scoring.scoring import Scale
from evaluation.impact_report.formats import html
from evaluation.impact_report.sections.chapters_section import workshops
from evaluation.impact_report.sections.items_section import items
from tests.impact_report.examples import evening, frame_of, report
from tests.impact_report.test_yes_or_no_outcomes import MARGIN, YES_OR_NO, across, answered


def at_workshops():
    """Two workshops of one chapter in which 10 of 20 said yes before, and 16 after."""
    rows = [
        {"participant": f"{evening}{person}", "chapter": "A", "experiment": evening, "wave": wave, "k": float(said)}
        for evening in ("first", "second")
        for person in range(20)
        for wave, said in (("pre", person < 10), ("post", 2 <= person < 18))
    ]
    return report(frame_of(rows), scales=(Scale(**YES_OR_NO, margin=MARGIN),))


def test_question_by_question():
    made = answered(before=16, after=28)
    (scale,) = items(made, made.language)
    (row,) = scale.rows
    assert scale.ends == "per cent who said yes"
    assert (row.before, row.after) == ("40 %", "70 %")
    assert row.change.startswith("+30 percentage points (")


def test_workshop_by_workshop():
    made = at_workshops()
    for row in workshops(made, made.language).rows:
        assert row[2:4] == ("50 %", "80 %")
        assert row[4].startswith("+30 percentage points (")


@pytest.mark.parametrize("several", [False, True])
def test_the_numbers_say_that_they_are_shares(several):
    made = across(A=(16, 24), B=(12, 22), C=(14, 25)) if several else answered(before=16, after=28)
    assert "Knows a neighbour, in shares: 1 is 100 %" in html.page(made)


def test_those_of_a_scale_say_nothing_of_it():
    assert "in shares" not in html.page(evening())
