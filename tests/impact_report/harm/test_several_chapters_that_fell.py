"""Harm in several chapters is told with the figure of each, and in many with those between which theirs lie."""

from dataclasses import replace

import pytest

from tests.impact_report.adversarial import ALONE, UNDERSTANDING, group, made
from tests.impact_report.months_later.test_harm_months_later import LIVE_AND_ROUNDED, in_chapters
from tests.impact_report.page_1.test_every_sentence_is_true import around, exactly
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released

HALF = {"Ash": 0.8, "Birch": 0.9, "Cedar": 0.7, "Dogwood": -0.8, "Elm": -0.95, "Fir": -0.9}
PARTS = pytest.mark.parametrize("part", ["lede", "quote"])


def another_fell_in(moved, *, arms=("",)):
    """Trust rose everywhere, and understanding moved in each chapter by so much."""
    rows, scales = [], (ALONE, UNDERSTANDING)
    for place, (name, far) in enumerate(moved.items()):
        for arm in arms:
            came = (
                {"trust": 1.0, "understanding": far}
                if arm != "control"
                else dict.fromkeys(("trust", "understanding"), 0)
            )
            seed = place + 50 * (arm == "control")
            rows.append(group(name, arm, 25, moved=came, scales=scales, seed=seed))
    return made(*rows, scales=scales)


def figures(report, chapters):
    """Each chapter with its change and range, as page 1 writes them."""
    found, say = report.outcomes["understanding"].chapters, report.language.against((0.0, 0.3, -0.3))
    told = ((name, found[name].mean_change, found[name].change) for name in chapters)
    written = [f"{name} {say.estimate(mean, each.low, each.high)}" for name, mean, each in told]
    return f"{', '.join(written[:-1])} and {written[-1]}."


@PARTS
def test_three_chapters_are_named_with_the_figure_of_each(part):
    report = another_fell_in(HALF)
    said = "understanding of difference moved the unwelcome way in three of six chapters: "
    assert said + figures(report, ("Dogwood", "Elm", "Fir")) in page_1(report)[part]


def test_in_a_release_too():
    said = page_1(as_released(another_fell_in(HALF)))["lede"]
    assert "in three of six chapters: Dogwood −" in said


def test_beside_a_comparison_group_too():
    said = page_1(another_fell_in(HALF, arms=("workshop", "control")))["lede"]
    assert "Beside the comparison group, understanding of difference moved the unwelcome way in three of six" in said
    assert "chapters: Dogwood −" in said


def test_of_many_the_smallest_and_the_largest_figure_are_told():
    moved = {f"C{k:02}": (-0.6 - 0.1 * k if k < 8 else 2.5) for k in range(13)}
    report = another_fell_in(moved)
    found = report.outcomes["understanding"].chapters
    ends = [report.language.change(found[name].mean_change) for name in ("C00", "C07")]
    said = "unwelcome way in eight of 13 chapters, by between {} and {}: C00, C01,".format(*ends)
    assert said in page_1(report)["lede"]


def test_a_chapter_in_which_everybody_fell_by_one_amount_has_its_figure_without_a_range():
    groups = [exactly(name, around(0.9, 20, seed=k)) for k, name in enumerate("ABDEF")]
    said = page_1(made(*groups, exactly("C", [-0.7] * 20), scales=(ALONE,)))["lede"]
    assert "moved the unwelcome way in one of six chapters: C −0.7." in said


@LIVE_AND_ROUNDED
@PARTS
def test_months_later_too(told, part):
    report = told(in_chapters({"A": -2.0, "B": -1.5, "C": -1.8, "D": 1.5, "E": 2.2, "F": 1.4}))
    assert "months later, counting people alone, trust in others had" in page_1(report)[part].lower()
    lasting = report.first.waves["follow_up"]["lasting"].chapters
    ranged = [f"{name} {report.language.change(lasting[name].mean)} (−" for name in "ABC"]
    assert all(each in page_1(report)[part] for each in ranged)


def test_in_welsh_too():
    report = another_fell_in(HALF)
    welsh = replace(report, context=replace(report.context, language="cy"))
    assert "cangen: Dogwood −" in page_1(welsh)["lede"]


@pytest.mark.parametrize("names", [("A", "B"), ("A", "B", "C", "D")])
def test_of_a_chapter_with_too_few_people_to_say_what_changed_nothing_is_said_to_have_moved(names):
    groups = [exactly(name, around(0.9, 8, seed=k)) for k, name in enumerate(names[1:])]
    said = page_1(made(exactly("A", around(-1.2, 8)), *groups, scales=(ALONE,)))
    few = "in one the whole range of the answers lies that way: A −1.2 ("
    for part in ("lede", "quote"):
        assert few in said[part]
        assert "alone, trust moved the unwelcome way" not in said[part]


def large_one_that_rose(*, fell=-0.5):
    """Five chapters of six people, who all fell, and one of 80 who rose: page 1."""
    small = [exactly(name, around(fell, 6, sd=0.25 + 0.12 * k, seed=k)) for k, name in enumerate("ABCDE")]
    return made(*small, exactly("F", around(0.7, 80)), scales=(ALONE,))


@PARTS
def test_of_chapters_with_too_few_people_it_is_said_how_many_they_are_and_how_many_fell(part):
    report = large_one_that_rose()
    harmed = len(report.measured["trust"].harmed)
    assert 1 < harmed < 5, "the set must put the rule to the proof"
    said = page_1(report)[part]
    assert "In five of six chapters too few people answered to say what changed: on average trust went the " in said
    assert "unwelcome way in five of these, and in" in said
    assert "in 40" not in said


def test_of_chapters_with_too_few_people_page_1_says_in_how_many_it_rose_and_fell():
    assert "It rose in one of six chapters and fell in five." in page_1(large_one_that_rose())["lede"]


def test_a_chapter_in_which_it_stayed_the_same_is_counted_too():
    means = (0.9, 0.8, 0.7, -0.6, 0.0)
    groups = [
        exactly(name, around(mean, 20, seed=k)) for k, (name, mean) in enumerate(zip("ABCDE", means, strict=True))
    ]
    groups[4] = exactly("E", [0.4, -0.4] * 10)
    said = page_1(made(*groups, scales=(ALONE,)))["lede"]
    assert "It rose in three of five chapters, fell in one and stayed the same in one." in said


def test_months_later_neither():
    said = page_1(in_chapters({"Ash": -1.5, "Birch": 0.6, "Cedar": 0.6}, n=8))["lede"]
    few = "Months later, in one of three chapters, each of too few people to say what had changed, answers lay "
    assert few + "the unwelcome way in trust in others: Ash −1." in said
    assert "alone, trust in others had moved" not in said
