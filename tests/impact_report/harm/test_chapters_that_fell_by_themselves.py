"""A chapter whose people who came fell is told of also where their difference from a comparison group did not fall."""

import pytest

from tests.impact_report.adversarial import NERVES, SIX, TRUST, UNDERSTANDING, group, made
from tests.impact_report.months_later.test_harm_months_later import LIVE_AND_ROUNDED
from tests.impact_report.page_one import page_1

PARTS = pytest.mark.parametrize("part", ["lede", "quote"])


def beside(fell, *, n=24, others=25):
    """Six chapters in which those who came rose by 1 beside others who did not, but fell where the others fell more."""
    groups = []
    for place, name in enumerate(SIX):
        came, beside_them = (-1.0, -2.0) if name in fell else (1.0, 0.0)
        groups += [
            group(name, "workshop", n, moved=came, seed=place, noise=0.8),
            group(name, "control", others, moved=beside_them, seed=place + 50, noise=0.8),
        ]
    return made(*groups, comparison="control")


@LIVE_AND_ROUNDED
@PARTS
def test_it_is_named_with_its_own_figure(told, part):
    report = told(beside("A"))
    figure = report.language.change(report.first.chapters["A"].mean_change)
    said = "In A, whatever the comparison group did, trust of the 24 people who came moved the unwelcome way: " + figure
    assert said in page_1(report)[part]
    assert "In B, whatever" not in page_1(report)[part]


@LIVE_AND_ROUNDED
def test_several_are_named_together(told):
    said = page_1(told(beside("ABC")))["lede"]
    assert "Whatever the comparison group did, trust of those who came moved the unwelcome way in three of six" in said


def test_of_fewer_than_ten_nothing_is_said_to_have_moved():
    said = page_1(beside("A", n=8, others=9))["lede"]
    assert (
        "In six of six chapters too few people came to say what changed; in one of these, whatever the comparison"
        in said
    )
    assert "In A, whatever" not in said


def test_in_one_chapter_of_fewer_than_ten_their_answers_are_described():
    groups = [group("A", arm, 8, moved=far, seed=1) for arm, far in (("workshop", -1.5), ("control", -1.5))]
    said = page_1(made(*groups, comparison="control"))["lede"]
    assert "By themselves, those who came moved" not in said
    assert "By themselves, too few people came to say what changed, and their answers lie the unwelcome way" in said


def test_nothing_is_said_where_nobody_fell():
    assert "whatever the comparison group did" not in page_1(beside(""))["lede"]


def test_in_a_chapter_left_out_of_the_comparison_few_are_described():
    groups = [group(name, "workshop", 8, moved=-1.5 if name == "F" else 1.0, seed=k) for k, name in enumerate(SIX)]
    groups += [group(name, "control", 9, moved=0.0, seed=k + 50) for k, name in enumerate(SIX[:5])]
    said = page_1(made(*groups, comparison="control"))["lede"]
    assert "In F, which is left out of the comparison, too few people came to say what changed" in said


def test_several_outcomes_in_which_those_who_came_fell_by_themselves_stand_in_one_sentence():
    scales = (TRUST, UNDERSTANDING, NERVES)
    far = {"trust": -1.0, "understanding": -1.0, "nerves": 1.0}
    sides = (group("A", arm, 30, moved=far, scales=scales, seed=k) for k, arm in enumerate(("came", "control")))
    report = made(*sides, scales=scales, comparison="control")
    for part in ("lede", "quote"):
        said = page_1(report)[part]
        assert said.count("By themselves, those who came") == 1
        assert "moved the unwelcome way in three outcomes, each with its likely change: trust (−" in said
        assert "understanding of difference (−" in said
        assert "nervousness (+" in said
