"""Many people who moved the unwelcome way are counted on page 1, in whichever outcome, group or wave it was."""

import json

import numpy as np
import pytest

from analysis.sensitivity.moved_both_ways import many_worse
from evaluation.impact_report.formats import json as json_file
from tests.impact_report.adversarial import ALONE, SIX, UNDERSTANDING, group, made
from tests.impact_report.page_1.test_every_sentence_is_true import around, exactly
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released

ROSE = {"trust": 1.0, "understanding": 1.0}
THIRD_FELL = {"trust": 1.0, "understanding": -1.6}
OF_ANOTHER = "In understanding of difference, {} of {} people moved the unwelcome way by 0.3 or more and "
PARTS = pytest.mark.parametrize("part", ["lede", "quote"])
BOTH = (ALONE, UNDERSTANDING)


def a_third_fell(*, names=SIX, scales=BOTH, rose=ROSE, fell=THIRD_FELL, arm=""):
    """Chapters of 24 people each, of whom eight moved as in `fell` and the others as in `rose`."""
    many = [group(name, arm, 16, moved=rose, scales=scales, seed=k) for k, name in enumerate(names)]
    few = [group(name, arm, 8, moved=fell, scales=scales, seed=k, key="z") for k, name in enumerate(names)]
    return [*many, *few]


def asked_again(rows, *, later):
    """The same people months later, in whom trust lay so far from where it was after; `z` are the eight."""
    after = [row for row in rows if row["wave"] == "post"]
    again = [row | {"wave": "follow_up", "t1": row["t1"] + later["z" in row["participant"]]} for row in after]
    return rows + again


@PARTS
def test_another_outcome_in_which_a_third_fell(part):
    said = page_1(made(*a_third_fell(), scales=BOTH))
    assert OF_ANOTHER.format(48, 144) in said[part]
    assert "In trust, " not in said[part]


@PARTS
def test_in_one_chapter(part):
    assert OF_ANOTHER.format(8, 24) in page_1(made(*a_third_fell(names=("A",)), scales=BOTH))[part]


def test_the_first_outcome_in_one_chapter_whose_people_are_drawn():
    groups = a_third_fell(names=("A",), scales=(ALONE,), rose=1.8, fell=-2.4)
    said = page_1(made(*groups, scales=(ALONE,)))
    assert "In trust, 8 of 24 people moved the unwelcome way by 0.5 or more and " in said["lede"]
    assert said["quote"].count("8 down") == 1
    assert "In trust, 8 of" not in said["quote"]


@PARTS
def test_of_those_who_came_beside_a_comparison_group(part):
    came = a_third_fell(scales=(ALONE,), rose=2.0, fell=-2.0, arm="workshop")
    others = [group(name, "control", 20, moved=0.0, scales=(ALONE,), seed=k + 50) for k, name in enumerate(SIX)]
    report = made(*came, *others, scales=(ALONE,))
    said = "In trust, 48 of the 144 people who came moved the unwelcome way by 0.5 or more and 96 the other way"
    assert said in page_1(report)[part]
    assert said not in page_1(as_released(report))["all"]


@PARTS
def test_months_later(part):
    groups = [asked_again(rows, later=(2.0, -3.0)) for rows in a_third_fell(scales=(ALONE,), rose=1.0, fell=1.0)]
    report = made(*groups, scales=(ALONE,))
    said = "Months later, in trust 48 of 144 people asked again had moved the unwelcome way by 0.5 or more and "
    assert said in page_1(report)[part]
    assert said not in page_1(as_released(report))["all"]
    told = json.loads(json_file.text(report))["outcomes"]["trust"]["waves"]["follow_up"]["moved"]
    assert (told["down"], sum(told.values())) == (48, 144)


def test_an_average_that_fell_says_it_itself():
    rows = [exactly(name, around(-0.8, 20, seed=k)) for k, name in enumerate(SIX)]
    assert "people moved the unwelcome way" not in page_1(made(*rows, scales=(ALONE,)))["all"]


@pytest.mark.parametrize("whole", [False, True])
def test_of_an_outcome_that_no_more_than_varies_nothing_is_said(whole):
    """Everybody is asked twice of something that did not change: about a third answers less each time.

    Of one such set in twenty or so it is said, as of any finding.
    """
    told = [page_1(made(*answered_twice_alike(seed=seed, whole=whole), scales=BOTH)) for seed in range(8)]
    assert sum("people moved the unwelcome way" in said["lede"] + said["quote"] for said in told) <= 1


def answered_twice_alike(*, seed, whole):
    """Six chapters of 39 people whose trust rose, and whose understanding varies by as much as it is measured badly."""
    rng = np.random.default_rng(seed)
    groups = [group(name, "", 39, moved=1.0, scales=BOTH, seed=k) for k, name in enumerate(SIX)]
    for row in (each for rows in groups for each in rows):
        answer = 5 + rng.normal(0, 0.9)
        row["u1"] = float(np.clip(round(answer) if whole else answer, 0, 10))
    return groups


@PARTS
def test_those_who_fell_are_counted_where_they_outnumber_the_others(part):
    """Half of the people fell by a little and a quarter rose by more: the average stays."""
    groups = [
        exactly(name, [-0.5] * 12 + [0.0] * 6 + [1.0] * 6 + list(around(0.0, 12, sd=0.05, seed=k)), scale="u1")
        for k, name in enumerate(SIX)
    ]
    rows = [
        row | {"t1": 5.0 + (row["wave"] == "post") + 0.1 * (place % 3)} for g in groups for place, row in enumerate(g)
    ]
    assert OF_ANOTHER.format(72, 216) in page_1(made(rows, scales=BOTH))[part]


def test_a_release_counts_them_as_its_draft_did():
    report = made(*a_third_fell(), scales=BOTH)
    assert OF_ANOTHER.format(48, 144) in page_1(as_released(report))["lede"]


def test_so_few_people_that_nothing_is_said_of_a_change_are_not_counted():
    groups = [group("A", "", 6, moved=ROSE, scales=BOTH), group("A", "", 3, moved=THIRD_FELL, scales=BOTH, key="z")]
    assert "people moved the unwelcome way" not in page_1(made(*groups, scales=BOTH))["all"]


@PARTS
def test_where_nobody_moved_the_other_way_that_is_said(part):
    groups = [exactly(name, [-0.6] * 10 + list(around(0.0, 14, sd=0.05, seed=k))) for k, name in enumerate("AB")]
    said = page_1(made(*groups, scales=(ALONE,)))[part]
    assert "In trust, 20 of 48 people moved the unwelcome way by 0.5 or more and nobody the other way." in said
    assert "some move both ways" not in said


ABOUT = "In trust, about a third of {} people moved the unwelcome way by 0.5 or more; how many is not told, as that "
ABOUT += "would tell of one or two people."


def with_two_who_stayed(n=60, *, fell=18):
    """One chapter in which so many fell by 2, two stayed, and the others rose by 3."""
    return made(exactly("A", [-2.0] * fell + [0.0] * 2 + [3.0] * (n - fell - 2)), scales=(ALONE,))


@PARTS
def test_where_a_count_is_of_one_or_two_their_share_is_told_in_words(part):
    report = with_two_who_stayed()
    assert ABOUT.format(60) in page_1(report)[part]
    assert ABOUT.format(60) in page_1(as_released(report))[part]


def test_of_fewer_than_thirty_the_words_are_coarser():
    said = page_1(with_two_who_stayed(20, fell=6))["lede"]
    assert "In trust, a quarter or more of 20 people moved the unwelcome way by 0.5 or more; how many is not" in said


def test_of_a_few_who_fell_nothing_is_said_in_words():
    assert "people moved the unwelcome way" not in page_1(with_two_who_stayed(fell=9))["all"]


@pytest.mark.parametrize("n", [30, 31, 47, 60, 200])
def test_five_counts_or_more_have_the_same_words(n):
    told = [many_worse([-1.0] * worse + [0.0] + [1.0] * (n - worse - 1), ALONE) for worse in range(n // 4 + 1, n)]
    words = [each.share for each in told]
    assert min(words.count(each) for each in set(words)) >= 5
