"""Figures of fewer than 20 people: whole points with ends outwards, wherever they stand."""

import io
from dataclasses import replace
from functools import cache

import openpyxl
import pytest

from analysis.wording.phrases import Verdict
from analysis.wording.wording import own_verdict, verdict
from evaluation.impact_report.formats import csv, html
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.formats.xlsx import xlsx
from tests.impact_report.adversarial import ALONE, made
from tests.impact_report.page_1.test_every_sentence_is_true import around, exactly
from tests.impact_report.page_one import page_1, plain
from tests.releases.masked import as_released

CASES = ((0.14, 14, 0.7), (-0.05, 19, 0.75), (0.1, 19, 0.3), (0.54, 19, 0.87), (0.4, 17, 0.5), (-0.6, 12, 0.4))
"""Average change, people, and spread: ranges that rounding takes past a margin of half a point, or to nil."""


@cache
def workshop(mean, n, sd, *, margin=0.5):
    return made(exactly("A", around(mean, n, sd=sd)), scales=(replace(ALONE, margin=margin),))


# The ends of a range
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("margin", [0.3, 0.5, 1.0, None])
def test_ends_lie_outwards_also_past_a_margin_that_the_unrounded_range_falls_short_of(case, margin):
    live = workshop(*case, margin=margin)
    told = document(as_released(live))["outcomes"]["trust"]
    exact, found = live.measured["trust"], told["headline_of"]
    assert (found["low"], found["high"]) == (exact.low // 1, -(-exact.high // 1))
    (chapter,) = told["chapters"].values()
    assert (chapter["change"]["low"], chapter["change"]["high"]) == (found["low"], found["high"])


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("margin", [0.3, 0.5, 1.0, None])
def test_what_is_said_is_decided_by_the_unrounded_figures(case, margin):
    live = workshop(*case, margin=margin).measured["trust"]
    told = as_released(workshop(*case, margin=margin)).measured["trust"]
    assert (verdict(told), own_verdict(told)) == (verdict(live), own_verdict(live))
    properties = ("is_clear", "unwelcome", "range_holds_margin", "unwelcome_of_all", "own_unwelcome")
    assert [getattr(told, name) for name in properties] == [getattr(live, name) for name in properties]


def test_a_range_about_nil_is_told_on_both_sides_of_it_wherever_it_stands():
    live = workshop(0.14, 14, 0.7, margin=0.3)
    report = as_released(live)
    first = live.measured["trust"]
    assert -0.3 < first.low < 0, "the set must put the rule to the proof"
    assert 0.3 < first.high < 1, "the set must put the rule to the proof"
    page = plain(html.page(report))
    assert "0 (−1 to 1)" in page
    assert "just" not in page
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(report)))["Results"]
    assert [cell.value for cell in sheet[2]][5:9] == [0, -1, 1, "0 (−1 to 1)"]
    figures = {key: value for key, value, _ in csv.figure_rows(report)}
    assert (figures["outcomes.trust.headline_of.low"], figures["outcomes.trust.headline_of.high"]) == (-1, 1)


def test_a_clear_rise_is_told_as_one_whose_range_touches_nil_from_above():
    report = as_released(workshop(0.54, 19, 0.87))
    assert verdict(report.measured["trust"])[0] is Verdict.MORE
    assert "likely between just over 0 and 1" in page_1(report)["lede"]
