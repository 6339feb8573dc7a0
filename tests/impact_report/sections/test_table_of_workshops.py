"""The table of workshops in a study's report tells of a workshop what the workshop's own report tells."""

import pytest

from evaluation.impact_report.sections.chapters_section import workshops
from tests.impact_report.page_1.test_every_sentence_is_true import alone, around, exactly


def rows_of(change, *, before=5.0):
    first = exactly("Ash", around(change, 30), before=before, experiment="barn", key="b")
    report = alone(first, exactly("Ash", around(0.8, 30, seed=2), experiment="yard", key="y"))
    return {row[0]: row[1:] for row in workshops(report, report.language).rows}


@pytest.mark.parametrize(
    ("change", "written"),
    [(0.496, "just under +0.5"), (0.188, "(just over 0 to"), (0.45, "+0.45"), (-0.46, "−0.46"), (1.0, "+1.0")],
)
def test_a_figure_that_falls_short_is_written_alike_in_both(change, written):
    before = 5.33 if written in ("+0.45", "−0.46") else 5.0
    own = alone(exactly("Ash", around(change, 30), before=before, experiment="barn"))
    found = own.measured["trust"]
    as_own = own.language.against(found.bounds).as_fine(found.ranged)
    assert rows_of(change, before=before)["barn"][-1] == as_own.estimate(found.change, found.low, found.high)
    assert written in rows_of(change, before=before)["barn"][-1]


def test_an_average_is_held_against_no_margin():
    assert rows_of(1.0, before=0.496)["barn"][1] == "0.5"
