"""What those who came lost beside a comparison group months later is told with its figure, wherever it belongs."""

import json
from dataclasses import replace

import pytest

from analysis.wording import months_later
from evaluation.impact_report.formats import json as json_file
from evaluation.impact_report.sections.waves_section import DIFFERENCE, waves
from tests.impact_report.adversarial import TRUST, made
from tests.impact_report.months_later.test_harm_months_later import LIVE_AND_ROUNDED, ticks
from tests.impact_report.months_later.test_who_answered_months_later import again, compared, six
from tests.impact_report.page_one import page_1

BEHIND = "had moved the unwelcome way beside the comparison group: a difference of "


def left_behind(fell=0.0, gained=4.0):
    """Six chapters that rose by 1.5 and kept it but for what they `fell`, while the comparison group gained later."""
    groups = six()
    came, others = (
        again(groups, arm="workshop", many=24, fell=fell),
        again(groups, arm="control", many=25, fell=-gained),
    )
    return compared(*came, *others, groups=groups)


def said_of_it(report):
    found = report.outcomes["trust"].compared_later.headline
    return report.language.change(found.estimate)


@LIVE_AND_ROUNDED
def test_it_is_in_the_lede_and_the_quote_with_its_figure(told):
    report = told(left_behind())
    said = page_1(report)
    for place in ("lede", "quote", "all"):
        assert BEHIND + said_of_it(report) in said[place]
    assert "from where they began" not in said["lede"]


def test_the_badge_says_that_months_later_it_went_the_unwelcome_way():
    report = left_behind()
    assert report.badge.label.endswith("evidence, and months later the unwelcome way")
    assert "evidence, and months later the unwelcome way" in page_1(report)["all"]


def test_it_stands_in_the_table_of_further_waves_with_the_people_of_both_sides():
    report = left_behind()
    (table,) = waves(report, report.language)
    (row,) = (each for each in table.rows if each.contrast == DIFFERENCE)
    assert row.n == "144 / 150"
    assert row.change.startswith(said_of_it(report))


def test_its_figures_are_in_the_file():
    report = left_behind()
    found = json.loads(json_file.text(report))["outcomes"]["trust"]["waves"]["follow_up"]["difference"]
    headline = report.outcomes["trust"].compared_later.headline
    assert found["headline"] == {"estimate": headline.estimate, "low": headline.low, "high": headline.high}
    assert (found["pairs"], found["pairs_comparison"], found["k"]) == (144, 150, 6)


def test_a_difference_of_which_nothing_is_left_is_told_with_its_figure():
    report = left_behind(fell=1.5, gained=0.0)
    said = "could not be told from the comparison group: a difference of "
    assert said in page_1(report)["lede"]
    assert said in page_1(report)["quote"]
    assert ticks(report)[months_later.GONE_COMPARED] is False


@LIVE_AND_ROUNDED
def test_a_difference_that_is_still_there_is_told_in_the_lede_with_its_figure(told):
    report = told(left_behind(gained=0.0))
    said = "trust had still moved the welcome way beside the comparison group: a difference of "
    assert "on the average of six chapters, " + said + said_of_it(report) in page_1(report)["lede"]
    assert "had still moved" not in page_1(report)["quote"]
    assert ticks(report)[months_later.LASTING] is True


def harmed(fell):
    """Six chapters that fell by 1.5 beside a comparison group and then by `fell` more."""
    groups = six(rose=-1.5)
    later = [*again(groups, arm="workshop", many=24, fell=fell), *again(groups, arm="control", many=25)]
    return compared(*later, groups=groups)


@pytest.mark.parametrize("place", ["lede", "quote"])
def test_of_a_harm_it_is_told_whether_it_was_still_there(place):
    back, ahead = page_1(harmed(-1.5))[place], page_1(harmed(-3.0))[place]
    assert "trust could not be told from the comparison group: a difference of " in back
    assert "trust of 144 people asked again could not be told from where they began: " in back
    assert "trust had moved the welcome way beside the comparison group: a difference of +" in ahead
    assert "could not be told" not in page_1(harmed(0.0))[place]


def test_a_harm_that_is_gone_earns_no_tick():
    assert ticks(harmed(-1.5))[months_later.RECOVERED] is False


def test_one_chapter_is_told_of_by_its_own_difference():
    groups = six()[:2]
    later = [*again(groups, arm="workshop", many=24), *again(groups, arm="control", many=25, fell=-4)]
    report = compared(*later, groups=groups)
    assert not report.across
    assert BEHIND in page_1(report)["lede"]
    assert "of 24 people who came and 25 of that group" in page_1(report)["quote"]


def test_where_less_is_better_more_of_it_is_the_unwelcome_way():
    groups = six(rose=-1.5)
    later = [*again(groups, arm="workshop", many=24, fell=-2.0), *again(groups, arm="control", many=25)]
    scale = replace(TRUST, direction="lower")
    report = made(*groups, later, scales=(scale,), comparison="control", randomised=True)
    assert BEHIND in page_1(report)["lede"]
