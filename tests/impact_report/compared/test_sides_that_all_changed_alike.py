"""Where everybody of a side changed alike no range can be had, and page 1 says that and nothing that is not so."""

from dataclasses import replace

import pytest

from analysis.scoring.scoring import Scale
from analysis.wording import badge
from analysis.wording.groups import alike
from evaluation.impact_report.language.catalogues import catalogue_of
from evaluation.impact_report.sections.summary_section import ALIKE_BOTH, summary
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


def test_the_difference_is_told_as_harm_where_all_who_came_fell_and_the_others_stayed(report):
    for part in ("lede", "quote"):
        told = page_1(report)[part]
        assert "a difference of −2.0. Within each group everybody changed alike, so no range can be given." in told
        assert "That is the unwelcome way: more trust is better." in told
    assert "You may not say that anything changed" not in page_1(report)["all"]
    assert report.measured["trust"].unwelcome


def test_the_same_of_a_welcome_difference():
    said = page_1(made(*sides(*"ABCD", came=[(3, 4)] * 8, control=[(3, 3)] * 12), scales=(TRUST,)))
    assert said["headline"] == WITHOUT.replace("−2.0", "+1.0")
    assert "a difference of +1.0. Within each group everybody" in said["lede"]
    assert "a difference of +1.0. Within each group everybody" in said["quote"]
    assert "oo few" not in said["all"]


def test_chapters_that_fell_by_other_amounts_are_each_named_as_harmed():
    chapters = [row for k, name in enumerate("ABC") for row in sides(name, came=[(6, 5 - k)] * 12, control=ALL_STAYED)]
    report = made(*chapters, scales=(TRUST,))
    assert report.measured["trust"].harmed == ("A", "B", "C")
    for part in ("lede", "quote"):
        assert "A −1.0, B −2.0 and C −3.0" in page_1(report)[part]


def test_all_of_a_second_outcome_that_fell_beside_the_others_are_told_too():
    ease = replace(TRUST, id="ease", label="Ease", items=("e1",), primary=False)
    rows = [
        {**row, "e1": row["t1"], "t1": 4 + (k + (row["wave"] == "post")) % 3}
        for group in sides(*"ABCD", came=ALL_FELL, control=ALL_STAYED)
        for k, row in enumerate(group)
    ]
    told = page_1(made(rows, scales=(TRUST, ease)))["lede"]
    assert (
        "Ease moved the unwelcome way beside the comparison group: −2.0 on a scale of 1 to 7, the same for all" in told
    )


def test_each_has_its_welsh():
    assert set(alike.messages()) <= set(catalogue_of("cy")._catalog)


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


def test_where_both_sides_moved_by_one_amount_nobody_is_said_not_to_have_moved():
    rose = [(3, 4)] * 8
    both, neither = (made(*sides(*"ABCD", came=each, control=each), scales=(TRUST,)) for each in (rose, [(3, 3)] * 8))
    assert [row.way for row in summary(both, both.language).rows] == [ALIKE_BOTH]
    assert [row.way for row in summary(neither, neither.language).rows] == ["nobody moved"]
    assert ALIKE_BOTH in catalogue_of("cy")._catalog
