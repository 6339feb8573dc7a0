"""Where everybody of a side changed alike no range can be had, and page 1 says that and nothing that is not so."""

import pytest

from analysis.scoring.scoring import Scale
from analysis.wording import badge
from tests.impact_report.adversarial import made
from tests.impact_report.page_one import page_1

TRUST = Scale(id="trust", label="Trust", items=("t1",), minimum=1, maximum=7, primary=True)
WITHOUT = "In trust those who came changed by −2.0 and the comparison group by 0.0: no range can be worked out"
APART = "groups that begin apart can move towards each other by themselves"


def people(chapter, arm, pairs):
    """Rows of people of whom each has one answer before and one after."""
    return [
        {"participant": f"{chapter}{arm}{place}", "chapter": chapter, "arm": arm, "wave": wave, "t1": answer}
        for place, answers in enumerate(pairs)
        for wave, answer in zip(("pre", "post"), answers, strict=True)
    ]


def sides(*chapters, came, control):
    return [
        rows for name in chapters for rows in (people(name, "came", came), people(name, "control", control)) if rows
    ]


ALL_FELL, ALL_STAYED = [(5, 3)] * 20, [(5, 5)] * 20
SETS = {
    "in one chapter": sides("A", came=ALL_FELL, control=ALL_STAYED),
    "within six": sides(*"ABCDEF", came=ALL_FELL, control=ALL_STAYED),
    "between six": [*sides(*"ABC", came=ALL_FELL, control=[]), *sides(*"DEF", came=[], control=ALL_STAYED)],
}


@pytest.fixture(params=SETS)
def report(request):
    return made(*SETS[request.param], scales=(TRUST,))


def test_the_headline_says_what_each_side_changed_by_and_that_no_range_can_be_had(report):
    assert page_1(report)["headline"] == WITHOUT
    assert "Too few" not in page_1(report)["all"]


def test_sides_that_began_equal_are_not_said_to_have_begun_apart(report):
    assert APART not in page_1(report)["all"]
    assert badge.BEGAN_APART not in [each.sentence.message for each in report.badge.reasons]


def test_the_comparison_is_one_and_claims_nothing(report):
    reasons = [each.sentence.message for each in report.badge.reasons]
    assert badge.COMPARED in reasons
    assert badge.NOT_COMPARABLE not in reasons
    assert report.badge.label == badge.NO_CLAIM[2]
    assert "Maryland scale: 3 of 5" in page_1(report)["all"]


def spread(*before):
    """Twelve people who began here and there, and moved up or down by one."""
    return [(level, level + step) for level, step in zip(before * 4, (1, 0, -1) * 4, strict=True)]


@pytest.mark.parametrize(("before", "told"), [((2, 4, 6), False), ((1, 1, 1), True)])
def test_how_far_apart_is_judged_by_the_spread_of_both_sides(before, told):
    """Those who came all began at 4: by their spread alone any step away from that would be far."""
    control = [(level + (place == 0), after) for place, (level, after) in enumerate(spread(*before))]
    report = made(*sides(*"ABCDEF", came=spread(4, 4, 4), control=control), scales=(TRUST,))
    assert report.measured["trust"].low is not None, "the set must put the rule to the proof"
    assert (APART in page_1(report)["all"]) is told
