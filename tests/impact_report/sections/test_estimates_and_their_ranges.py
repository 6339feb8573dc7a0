"""An estimate lies within its range as both are printed, and a figure is printed the same wherever it stands."""

import re

import pytest

from analysis.wording.rounding import Ranged
from evaluation.impact_report.language.language import Language
from tests.impact_report.adversarial import SIX, group, made
from tests.impact_report.page_1.test_every_sentence_is_true import alone, around, exactly
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released

ESTIMATE = re.compile(r"([+−]?\d+(?:\.(\d+))?)\s+\(([+−]?\d+(?:\.(\d+))?) to ([+−]?\d+(?:\.(\d+))?)\)")


def number(text):
    return float(text.replace("−", "-"))


def estimates(page):
    """Every figure of a page with a range behind it."""
    return ESTIMATE.findall(page)


def a_small_rise():
    """One chapter of 400 people, of whom 20 rose by 1: on average by 0.05."""
    return alone(exactly("A", [1.0] * 20 + [0.0] * 380, before=4.0))


def small_rises():
    """Six chapters of very many people who rose by a little under 0.1."""
    return alone(*(exactly(name, around(0.09, 480, seed=k, sd=0.25)) for k, name in enumerate(SIX)))


@pytest.mark.parametrize("report", [a_small_rise, small_rises])
def test_an_estimate_and_its_range_have_as_many_decimals_and_do_not_meet(report):
    found = estimates(page_1(report())["all"])
    assert found, "the set must put the rule to the proof"
    for change, decimals, low, of_low, high, of_high in found:
        assert len(decimals) == len(of_low) == len(of_high)
        assert number(low) < number(change) < number(high)


def test_the_averages_of_the_sentence_to_quote_are_as_fine_as_those_of_the_lede():
    said = page_1(a_small_rise())
    assert "from 4.00 to 4.05, likely a rise of between 0.03 and 0.07" in said["lede"]
    assert "went from 4.00 to 4.05" in said["quote"]
    assert "+0.05 (0.03 to 0.07)" in said["all"]
    assert "rounded by itself" not in said["all"]


def test_an_average_over_chapters_differs_from_the_ends_of_its_range():
    said = page_1(small_rises())["lede"]
    assert re.search(r"the average rise was 0\.09, likely between 0\.0\d and 0\.1\d", said)


def test_a_difference_is_as_fine_in_the_figure_as_in_the_lede():
    came = [group(name, "came", 20, moved=0.73, seed=k) for k, name in enumerate(SIX)]
    report = made(*came, *(group(name, "control", 20, moved=0.05, seed=k + 9) for k, name in enumerate(SIX)))
    said = page_1(report)
    (lede,) = re.findall(r"a difference of \+(\d\.\d+), likely between \+(\d\.\d+) and \+(\d\.\d+)", said["lede"])
    assert f"Average of six 120 / 120 +{lede[0]} ({lede[1]} to {lede[2]})" in said["all"]


def test_a_release_gains_no_decimals():
    released = page_1(as_released(a_small_rise()))["all"]
    assert not re.search(r"\d\.\d\d", released.partition("How sure")[0].partition("A difference")[0])


@pytest.mark.parametrize(
    ("change", "low", "high", "decimals"),
    [
        (0.05, 0.03, 0.07, 2),
        (0.4, -0.2, 1.0, 1),
        (0.0912, 0.0893, 0.0931, 3),
        (1.0, 1.0, 1.0, 1),
        (0.7, 0.4999, 0.9, 1),
    ],
)
def test_as_many_decimals_as_set_them_apart_and_no_more(change, low, high, decimals):
    assert Ranged(change=change, low=low, high=high).decimals(1, (0.0, 0.5, -0.5)) == decimals


def test_an_estimate_beside_its_range_is_written_as_finely():
    assert Language().estimate(0.05, 0.03, 0.07) == "+0.05 (0.03 to 0.07)"
    assert Language(released=True).estimate(0.05, 0.03, 0.07) == "+0.1 (0.0 to 0.1)"
