"""Sentences, colours and labels of page 1 that could be read against the figures beside them."""

import re
from dataclasses import replace

import numpy as np
import pytest

from analysis.scoring.scoring import Scale
from analysis.wording import badge, caution_phrases
from analysis.wording.groups import losses
from analysis.wording.phrases import Verdict
from analysis.wording.wording import own_verdict, verdict
from evaluation.impact_report.figures.forest import NAME_SIZE
from evaluation.impact_report.figures.text_width import width
from evaluation.impact_report.formats import html
from evaluation.impact_report.layout.forest_rows import forest_of
from tests.impact_report.adversarial import ALONE, NERVES, SIX, TRUST, group, made
from tests.impact_report.page_1.test_every_sentence_is_true import alone, around, exactly
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released

NERVES_FIRST = Scale(
    id="nerves", label="Nervousness", items=("n1",), minimum=0, maximum=10, margin=0.3, primary=True, direction="lower"
)
GREEN, BROWN = 'stroke="#015c55"', 'stroke="#8c510a"'


def circles(report):
    """The looks of the circles of page 1 in order from the left."""
    (page,) = re.findall(r'viewBox="0 0 320 122".*?</svg>', html.page(report, whole=False), flags=re.DOTALL)
    return [
        look
        for _, look in sorted((float(x), look) for x, look in re.findall(r'<circle cx="([\d.]+)" cy="\d(.*?)/>', page))
    ]


def nerves(changes):
    return made(exactly("A", changes, scale="n1"), scales=(NERVES_FIRST,))


# Whole points
def test_in_whole_points_a_change_is_told_and_not_two_averages_that_seem_alike():
    said = page_1(as_released(alone(exactly("A", around(0.8, 12, sd=0.3), before=5.6))))
    assert "On a scale of 0 to 10 the average rise was 1, likely between" in said["lede"]
    assert "was +1 on a scale of 0 to 10" in said["quote"]
    assert "went from" not in said["lede"] + said["quote"]


def test_from_20_people_on_it_is_told_from_where_to_where():
    said = page_1(as_released(alone(exactly("A", around(0.8, 30, sd=0.3), before=5.6))))
    assert "went from 5.6 to 6.4" in said["lede"]


# The margin
def test_two_averages_that_seem_to_lie_the_margin_apart_are_not_told_where_the_change_falls_short_of_it():
    report = alone(exactly("A", around(0.4975, 400, sd=1), before=5.0))
    said = page_1(report)
    assert round(report.measured["trust"].change, 2) == 0.5, "the set must put the rule to the proof"
    assert "just under 0.5" in said["lede"]
    assert "went from" not in said["lede"] + said["quote"]


def test_the_drawing_writes_the_average_as_the_lede_does():
    released = as_released(alone(*(exactly(name, around(0.4615, 30, sd=0.1, seed=k)) for k, name in enumerate("ABC"))))
    drawn = forest_of(released, "trust", released.language)
    average = drawn.average
    written = released.language.against(drawn.bounds).estimate(average.change, average.low, average.high)
    assert written.startswith("just under +0.5 (")
    assert written in page_1(released)["all"]
    assert drawn.axis.right + width(written, NAME_SIZE) < drawn.width


def test_nothing_is_said_of_the_margin_where_the_headline_cannot_tell():
    small = [exactly(f"S{k}", around(1.5 + 0.02 * k, 9, sd=0.2, seed=k)) for k in range(9)]
    report = alone(exactly("Big", around(-0.55, 250)), *small)
    first = report.measured["trust"]
    found = (verdict(first)[0], own_verdict(first)[0])
    assert found[0] is Verdict.CANNOT_TELL, "the set must put the rule to the proof"
    assert found[1] is Verdict.CLEARLY, "the set must put the rule to the proof"
    assert "we set out to look for" not in page_1(report)["lede"]


def test_nobody_is_said_to_have_looked_for_what_moved_the_unwelcome_way():
    said = page_1(alone(exactly("A", around(-1.5, 40))))
    assert "That whole range is at least 0.5 points, the smallest change the plan counts." in said["lede"]
    assert "set out to look for" not in said["lede"]


# Two chapters
def test_where_one_of_two_chapters_fell_the_quote_has_what_the_other_did():
    said = page_1(alone(exactly("Ash", around(-1.0, 20)), exactly("Elm", around(1.0, 20))))
    assert "In Ash, trust of 20 people who answered before and after changed by −1.0" in said["quote"]
    assert "That is the unwelcome way: more trust is better." in said["quote"]
    assert "In Elm, trust of 20 people who answered before and after changed by +1.0" in said["quote"]


def test_a_chapter_has_the_same_figures_in_its_sentence_and_in_the_drawing():
    report = made(group("Ash", "", 25, moved=0.65, seed=3), group("Elm", "", 25, moved=-0.8, seed=53))
    said = page_1(report)
    (change, low, high) = re.search(
        r"Ash, trust .*?by (\S+) on .*?between \+?(\S+) and \+?(\S+)\)", said["quote"]
    ).groups()
    assert len(change) == len("+0.65"), "the set must put the rule to the proof"
    assert said["all"].count(f"{change} ({low} to {high})") == len(("lede", "wide drawing", "narrow drawing"))
    assert f"Ash {change}, {low} to {high}" in said["all"]


# The badge
def test_harm_of_one_group_is_called_so_as_beside_a_comparison_group():
    report = alone(*(exactly(name, around(-0.8, 20, seed=k)) for k, name in enumerate(SIX)))
    assert report.badge.label == badge.HARMING
    assert "Found to go the unwelcome way, on 2 of 5" in page_1(report)["all"]


def test_harm_beside_a_comparison_group_is_not_called_what_did_not_work():
    came = [group(name, "came", 40, moved=-0.5, seed=k) for k, name in enumerate(SIX)]
    report = made(*came, *(group(name, "control", 40, moved=0.5, seed=k + 9) for k, name in enumerate(SIX)))
    assert report.badge.label == badge.HARMING
    assert "Found to go the unwelcome way, on 4 of 5" in page_1(report)["all"]


def test_first_signs_of_harm_are_called_so():
    found = badge.Conditions(pairs=12, answered=12, lost=0, claim=badge.Claim.HARMING)
    assert badge.badge(found).label == "first signs of going the unwelcome way"


@pytest.mark.parametrize(("share", "said"), [(1.0, caution_phrases.CEILING_OF_ALL), (0.5, caution_phrases.CEILING)])
def test_the_badge_says_of_all_who_had_the_best_score_already_that_they_were_all(share, said):
    found = badge.badge(badge.Conditions(pairs=60, answered=60, lost=0, at_ceiling=share))
    assert {said} == sentences(found) & {caution_phrases.CEILING_OF_ALL, caution_phrases.CEILING}


@pytest.mark.parametrize(("others", "said"), [(None, losses.LOST), (40, losses.LOST_OF_THOSE_WHO_CAME)])
def test_the_badge_says_of_which_side_many_were_lost(others, said):
    found = badge.badge(badge.Conditions(pairs=60, answered=100, lost=0.5, comparison_pairs=others))
    assert said in sentences(found)
    assert losses.LOST_OF_COMPARISON not in sentences(found)


def sentences(found):
    return {each.sentence.message for each in found.reasons}


# The drawing of people
def test_whoever_moved_the_welcome_way_is_green_also_where_less_is_better():
    drawn = circles(nerves(np.repeat([-1.0, 1.0], 15)))
    assert all(GREEN in look for look in drawn[:15])
    assert all(BROWN in look for look in drawn[15:])


def test_whoever_moved_the_welcome_way_is_green_where_more_is_better():
    drawn = circles(alone(exactly("A", np.repeat([-1.0, 1.0], 15))))
    assert all(BROWN in look for look in drawn[:15])
    assert all(GREEN in look for look in drawn[15:])


def test_another_outcome_of_two_chapters_is_told_of_each_and_not_that_nothing_can_be_told():
    scales = (TRUST, replace(NERVES, primary=True, direction="higher"))
    rows = [group(name, "", 20, moved=1.0, scales=scales, seed=k) for k, name in enumerate(SIX)]
    for row in (each for chapter in rows[2:] for each in chapter):
        row["n1"] = float("nan")
    said = page_1(made(*rows, scales=scales))["lede"]
    assert "A: Nervousness rose clearly: from " in said
    assert "B: Nervousness rose clearly: from " in said
    assert "We cannot tell whether nervousness changed" not in said


def test_a_fall_of_everybody_by_one_amount_is_quoted():
    fell = [
        {"participant": f"{name}{k}", "chapter": name, "wave": wave, "t1": value}
        for name in SIX
        for k in range(15)
        for wave, value in (("pre", 6.0), ("post", 5.0))
    ]
    said = page_1(made(fell, scales=(ALONE,)))["quote"]
    assert "Trust moved the unwelcome way for every one of 90 people: −1.0." in said
