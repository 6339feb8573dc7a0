"""Figures of fewer than 20 people: whole points, ends outwards, wherever they stand, and marked beside finer ones."""

import io
import re
from dataclasses import replace
from functools import cache

import openpyxl
import pytest

from analysis.wording.phrases import Verdict
from analysis.wording.wording import own_verdict, verdict
from evaluation.impact_report.figures.text_width import width
from evaluation.impact_report.formats import csv, html
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.formats.xlsx import xlsx
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.layout.first_page import first_page
from evaluation.impact_report.layout.forest_rows import forest_of
from evaluation.impact_report.sections.one_to_ones_section import one_to_ones
from tests.impact_report.adversarial import ALONE, NERVES, made
from tests.impact_report.examples import in_context
from tests.impact_report.page_1.test_every_sentence_is_true import around, exactly
from tests.impact_report.page_one import page_1, plain
from tests.impact_report.sections.test_one_to_ones_and_change import workshops
from tests.releases.masked import as_released

CASES = ((0.14, 14, 0.7), (-0.05, 19, 0.75), (0.1, 19, 0.3), (0.54, 19, 0.87), (0.4, 17, 0.5), (-0.6, 12, 0.4))
"""Average change, people, and spread: ranges that rounding takes past a margin of half a point, or to nil."""
RIGHT_EDGE, SIGN = 673, 17
"""Where the written changes of a page end, and the room of the sign before one that is clear."""
BAR = "about: to the nearest whole point"


@cache
def workshop(mean, n, sd, *, margin=0.5):
    return made(exactly("A", around(mean, n, sd=sd)), scales=(replace(ALONE, margin=margin),))


@cache
def mixed(*, code="en"):
    """A study of three chapters, one of 17 people, as it is released."""
    groups = [exactly(name, around(mean, n, sd=1), experiment=name.lower()) for name, mean, n in STUDY]
    return as_released(in_context(made(*groups, scales=(ALONE,)), language=code))


STUDY = (("Abbey", 0.4, 40), ("Barn", 0.3, 30), ("Old Library", 0.54, 17), ("Mill", 0.6, 44))


# The ends of a range
@pytest.mark.parametrize("n", [5, 9])
def test_no_average_or_end_of_a_range_of_fewer_than_ten_people_has_a_decimal(n):
    told = document(as_released(workshop(0.54, n, 0.9)))["outcomes"]["trust"]
    groups = [told["participants"], *told["chapters"].values()]
    averages = [found[name] for found in groups for name in ("mean_pre", "mean_post", "mean_change")]
    ends = [found["change"][end] for found in groups for end in ("low", "high")]
    assert [figure for figure in (*averages, *ends) if figure != round(figure)] == []


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


# Beside finer figures
def test_a_chapter_in_whole_points_is_marked_in_the_forest_beside_finer_ones():
    report = mixed()
    page = html.page(report, whole=False)
    assert "about +1" in plain(page)
    assert BAR in plain(page)
    lines = {line.chapter.name: line for line in forest_of(report, "trust", report.language).lines}
    assert [name for name, line in lines.items() if line.bar] == ["Old Library"]
    left, right = lines["Old Library"].bar
    assert left < lines["Old Library"].at < right
    figure = re.search(r'<svg class="figure".*?</svg>', page, re.DOTALL)[0]
    dots = [circle for circle in re.findall(r"<circle[^>]*>", figure) if 'cx="7"' not in circle]
    assert len(dots) == len(STUDY) - 1


def test_no_range_is_marked_as_its_change_is():
    assert not re.search(r"\(about|to about", plain(html.page(mixed())))


def test_the_table_of_workshops_says_what_about_stands_for():
    page = plain(html.page(mixed()))
    assert "“About”: fewer than 20 people answered both times" in page


def test_it_is_marked_in_welsh():
    page = plain(html.page(mixed(code="cy")))
    assert "tua +1" in page
    assert "about" not in page.lower().replace("“about”", "")
    assert "“Tua”: atebodd llai nag 20" in page


def test_whole_points_are_marked_in_the_files_of_figures():
    told = document(mixed())["outcomes"]["trust"]["chapters"]
    assert [name for name, each in told.items() if each.get("whole_points")] == ["Old Library"]
    keys = [row[0] for row in csv.figure_rows(mixed())]
    assert "outcomes.trust.chapters.Old Library.whole_points" in keys


def test_a_report_that_is_all_whole_points_says_so_once_and_marks_none():
    page = plain(html.page(as_released(workshop(0.54, 19, 0.87))))
    assert "rounded to whole points" in page
    assert "about +1" not in page


def test_a_report_of_finer_figures_alone_marks_none():
    page = plain(html.page(as_released(workshop(0.54, 40, 0.87))))
    assert "to the nearest whole point" not in page


def test_an_outcome_of_fewer_people_is_marked_beside_the_first():
    rows = exactly("A", around(0.5, 40))
    for row, few in zip(rows, exactly("A", around(0.8, 17), scale="n1"), strict=False):
        row["n1"] = few["n1"]
    report = as_released(made(rows, scales=(ALONE, NERVES)))
    page = plain(html.page(report))
    assert report.measured["nerves"].n == 17
    assert "about +1" in page
    assert BAR in page
    drawn = first_page(report, report.language).changes
    assert [bool(row.bar) for row in drawn.rows] == [False, True]
    room = RIGHT_EDGE - SIGN - width("about +1", 12.5)
    assert all(max(row.high, row.bar[1] if row.bar else 0) < room for row in drawn.rows)


def test_a_workshop_in_whole_points_is_a_bar_in_the_picture_of_one_to_ones():
    report = as_released(workshops())
    part = one_to_ones(report, report.language)
    bars = [spot for spot in part.wide.spots if spot.bar]
    assert len(bars) == 1
    assert bars[0].bar[1] < bars[0].y < bars[0].bar[0]
    assert re.search(r"from (about )?[+−]?\d", part.title)
    assert any("about" in row[-1] for row in part.table.rows)


# Near a bound
@pytest.mark.parametrize(
    ("value", "written"),
    [
        (-0.502, "just beyond −0.5"),
        (-0.498, "just short of −0.5"),
        (0.502, "just over +0.5"),
        (0.498, "just under +0.5"),
        (0.002, "just over 0"),
        (-0.002, "just under 0"),
    ],
)
def test_near_a_bound_below_nil_it_is_told_how_far_from_nil(value, written):
    finest = Language(finest=True).against((0.0, 0.5, -0.5))
    assert finest.change(value) == written


def test_near_a_bound_in_welsh():
    finest = Language("cy", finest=True).against((0.0, 0.5, -0.5))
    assert finest.change(-0.502) == "ychydig y tu hwnt i −0.5"
    assert finest.change(-0.498) == "ychydig yn brin o −0.5"
