"""Where two sides began apart, a claim stands only where it holds without allowing for where each began, too."""

import numpy as np
import pytest

from analysis.wording import badge, comparison_phrases
from analysis.wording.phrases import Verdict, Way
from analysis.wording.wording import verdict
from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from tests.impact_report.adversarial import ALONE, SIX, made
from tests.impact_report.page_one import page_1, plain
from tests.releases.masked import as_released


def side(chapter, arm, n, *, level, moved=0.0, seed=1):
    """People who answer about a level of their group's, before and after, each time anew."""
    rng, rows = np.random.default_rng([seed, len(arm)]), []
    for person in range(n):
        for wave, middle in (("pre", level), ("post", level + moved)):
            row = {"participant": f"{chapter}{arm}{person}", "chapter": chapter, "wave": wave, "arm": arm}
            rows.append({**row, "t1": float(np.clip(round(middle + rng.normal(0, 1.0), 1), 0, 10))})
    return rows


def apart(chapters=SIX, *, came, moved=0.0, people=20, **plan):
    """Those who came began at a level, the comparison group at 4; neither changed unless they `moved`."""
    groups = [
        rows
        for k, name in enumerate(chapters)
        for rows in (
            side(name, "came", people, level=came, moved=moved, seed=k),
            side(name, "control", people, level=4.0, seed=k + 50),
        )
    ]
    return made(*groups, scales=(ALONE,), randomised=True, **plan)


def reasons(report):
    return [each.sentence.message for each in report.badge.reasons]


@pytest.mark.parametrize(("came", "way"), [(6.0, 1), (2.0, -1)])
def test_a_claim_that_comes_from_the_adjustment_alone_is_not_made(came, way):
    report = apart(came=came)
    difference = document(report)["outcomes"]["trust"]["difference"]
    assert difference["headline"]["low"] * way > 0
    assert difference["headline"]["high"] * way > 0
    assert difference["unadjusted"]["low"] < 0 < difference["unadjusted"]["high"]
    assert verdict(report.measured["trust"]) == (Verdict.CANNOT_TELL, Way.NEITHER)
    said = page_1(report)
    assert said["headline"] == "We cannot tell whether trust changed differently: the groups began too far apart"
    assert "Without allowing for where each began, it is a difference of" in said["lede"]
    assert "the two ways of counting disagree because the groups began so far apart" in said["quote"]
    assert "A lot hardly ever brings groups that begin so far apart" in said["lede"]
    assert report.badge.level == 2
    assert report.badge.label == "early evidence, no claim"
    assert "no clear move" in plain(html.page(report))
    assert "clearly more" not in plain(html.page(report))


@pytest.mark.parametrize("moved", [0.0, 2.5])
def test_a_lot_that_is_doubted_is_ticked_nowhere(moved):
    report = apart(came=6.0, moved=moved)
    assert badge.DOUBTED_LOT in reasons(report)
    assert badge.BY_LOT not in reasons(report)
    said = page_1(report)
    assert "It was drawn by lot who came" not in said["all"]
    assert "it is doubtful whether it decided who came" in said["lede"]
    assert "The plan has it that a lot decided who came." in said["lede"]
    assert "Maryland scale: 3 of 5" in said["all"]


def test_a_lot_that_nothing_denies_is_ticked():
    report = apart(came=4.0, moved=1.5)
    assert badge.BY_LOT in reasons(report)
    assert "Maryland scale: 5 of 5" in page_1(report)["all"]


def test_a_figure_of_one_way_that_lies_the_unwelcome_way_is_told_as_that():
    said = "By one of the two ways, trust moved the unwelcome way: more is better."
    assert said in page_1(apart(came=2.0))["lede"]
    assert said in page_1(apart(came=2.0))["quote"]
    assert said not in page_1(apart(came=6.0))["all"]


def test_no_chapter_is_told_as_harmed_by_the_adjustment_alone():
    report = apart(came=2.0)
    assert not report.measured["trust"].harmed
    assert "Moved the unwelcome way" not in plain(html.page(report))


def test_a_claim_that_both_ways_bear_out_stands():
    report = apart(came=5.0, moved=2.5)
    assert verdict(report.measured["trust"])[1] is Way.RISE
    assert "two ways of counting" not in page_1(report)["all"]
    assert report.badge.level >= 3


def test_harm_that_the_two_ways_agree_on_is_told():
    report = apart(came=3.0, moved=-1.5)
    assert report.measured["trust"].unwelcome
    assert "two ways of counting" not in page_1(report)["all"]


def test_groups_that_began_alike_are_compared_as_before():
    report = apart(came=4.0, moved=1.5)
    assert report.measured["trust"].compared.unadjusted is None
    assert verdict(report.measured["trust"])[0] is Verdict.CLEARLY


@pytest.mark.parametrize("chapters", [SIX[:1], SIX[:2]])
def test_one_chapter_and_each_of_two_are_held_to_both_ways(chapters):
    report = apart(chapters, came=6.0, people=60)
    said = page_1(report)["all"]
    assert "the two ways of counting disagree" in said
    assert not any(claim in said for claim in ("clearly higher", "clearly moved the welcome way", "clearly more"))


def test_each_of_several_groups_that_came_is_held_to_both_ways():
    groups = [
        rows
        for k, name in enumerate(SIX)
        for rows in (
            side(name, "long", 20, level=6.0, seed=k),
            side(name, "short", 20, level=6.0, seed=k + 20),
            side(name, "control", 20, level=4.0, seed=k + 50),
        )
    ]
    report = made(*groups, scales=(ALONE,), randomised=True)
    said = page_1(report)
    assert "moved the welcome way" not in said["all"]
    assert said["lede"].count("the two ways of counting disagree") == 2


def test_a_release_and_the_machine_readable_report_say_the_same():
    report = apart(came=6.0)
    told = document(report)["outcomes"]["trust"]["headline_of"]
    assert told["says"] == Verdict.CANNOT_TELL.value
    assert told["way"] == "neither"
    assert page_1(as_released(report))["headline"] == page_1(report)["headline"]


def test_no_lot_is_doubted_where_none_was_drawn():
    groups = [
        rows
        for k, name in enumerate(SIX)
        for rows in (side(name, "came", 20, level=6.0, seed=k), side(name, "control", 20, level=4.0, seed=k + 50))
    ]
    said = page_1(made(*groups, scales=(ALONE,)))["all"]
    assert "began at" in said
    assert comparison_phrases.HARDLY_BY_LOT not in said
