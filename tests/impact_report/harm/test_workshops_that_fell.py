"""Workshops that moved the unwelcome way inside chapters that did not are counted on page 1, in lede and quote."""

from dataclasses import replace

import pytest

from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.adversarial import ALONE, SIX, made
from tests.impact_report.page_1.test_every_sentence_is_true import around, exactly
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released

FELL = "counting people alone, trust moved the unwelcome way."


def workshops(*means, chapter="A", n=14, sd=0.5, first=0):
    """Workshops of one chapter, each of so many people who moved by just such a mean."""
    return [
        exactly(chapter, around(mean, n, sd=sd, seed=first + k), experiment=f"{chapter}{k}", key=f"w{k}")
        for k, mean in enumerate(means)
    ]


def across(*means, **further):
    """Six chapters, each of workshops that moved by these means."""
    return made(
        *(rows for k, name in enumerate(SIX) for rows in workshops(*means, chapter=name, first=10 * k)),
        scales=(ALONE,),
        **further,
    )


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_they_are_counted_among_all_that_are_shown(part):
    said = page_1(across(1.4, -0.6))[part]
    assert f"In six of 12 workshops, {FELL}" in said
    assert "like this" not in said


def test_no_chapter_of_these_fell_and_none_is_named():
    report = across(1.4, -0.6)
    assert report.measured["trust"].harmed == ()
    assert "unwelcome" not in page_1(report)["headline"]


def test_none_is_counted_where_none_clearly_fell():
    assert "unwelcome" not in page_1(across(1.4, 0.4))["all"]


def test_in_the_report_of_one_chapter_too():
    said = page_1(made(*workshops(1.4, 1.2, -0.4, 1.0, sd=0.3), scales=(ALONE,)))
    fell = FELL.removesuffix(".")
    assert f"In one of 4 workshops, {fell}" in said["lede"]
    assert f"In one of 4 workshops, {fell}" in said["quote"]


NAMED = FELL.removesuffix(".") + ": "


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_of_few_workshops_one_that_fell_by_the_margin_is_named_with_its_figure(part):
    said = page_1(made(*workshops(1.4, -0.8, 1.0), scales=(ALONE,)))[part]
    assert f"In one of 3 workshops, {NAMED}A1 −0.80 (−1.09 to −0.51)." in said


def test_of_several_chapters_it_is_named_with_its_chapter():
    groups = [*workshops(1.4, -0.8), *workshops(1.0, chapter="B", first=9), *workshops(1.0, chapter="C", first=19)]
    assert f"In one of 4 workshops, {NAMED}A: A1 −0.8" in page_1(made(*groups, scales=(ALONE,)))["lede"]


LISTED = "The table of every finding names each workshop in which an outcome moved the unwelcome way."


def test_of_more_than_two_it_is_said_where_they_are_named():
    report = across(1.4, -0.6)
    found = page_1(report)
    assert LISTED in found["lede"]
    assert LISTED not in found["quote"]
    table = summary(report, report.language)
    named = [row.outcome for row in table.rows if "counting people alone" in row.outcome]
    assert named == [f"Trust, {name}: {name}1, counting people alone" for name in SIX]
    assert table.harm == "Moved the unwelcome way: trust (in six workshops)."


def test_one_that_chance_may_have_brought_is_named_there_too():
    groups = [*workshops(0.9, -0.36, sd=0.6)]
    for k, name in enumerate(SIX[1:]):
        groups += workshops(0.9, 0.8, chapter=name, first=20 + 10 * k)
    report = made(*groups, scales=(ALONE,))
    assert LISTED in page_1(report)["lede"]
    assert "Trust, A: A1, counting people alone" in [row.outcome for row in summary(report, report.language).rows]


def test_where_page_1_names_it_nothing_is_said_of_the_table():
    assert LISTED not in page_1(made(*workshops(1.4, -0.8, 1.0), scales=(ALONE,)))["lede"]


def test_a_release_names_no_workshop():
    said = page_1(as_released(made(*workshops(1.4, -0.8, 1.0), scales=(ALONE,))))["lede"]
    assert NAMED not in said
    assert LISTED not in page_1(as_released(across(1.4, -0.6)))["lede"]


def test_only_those_that_are_shown_are_counted():
    groups = [*workshops(1.4, -0.6), *workshops(1.2, 1.1, chapter="B", first=10)]
    few = [exactly("C", around(1.0, 14, seed=k), experiment=f"C{k}", key=f"w{k}") for k in range(2)]
    few += [exactly("C", around(-1.0, 3, seed=k), experiment=f"C{k}", key=f"w{k}") for k in (2, 3)]
    report = made(*groups, *few, scales=(ALONE,))
    assert report.first.shown.hidden_experiments, "the set must put the rule to the proof"
    shown = len(report.first.shown.experiments)
    assert f"In one of the {shown} workshops that are shown, {NAMED}A: A1" in page_1(report)["lede"]


def test_a_workshop_that_is_all_of_its_chapter_is_told_of_as_the_chapter():
    groups = [rows for k, name in enumerate(SIX) for rows in workshops(1.4 if k else -0.9, chapter=name, first=k)]
    said = page_1(made(*groups, scales=(ALONE,)))["lede"]
    assert "In A, counting its 14 people alone, trust moved the unwelcome way" in said
    assert FELL not in said


def test_what_fell_on_average_counts_no_workshops():
    said = page_1(across(-0.4, -0.9))["lede"]
    assert "That is the unwelcome way: more trust is better." in said
    assert FELL not in said


def test_a_fall_that_is_near_nil_is_held_against_chance():
    """Of twelve workshops one whose range only just ends below nil."""
    groups = [*workshops(0.9, -0.36, sd=0.6)]
    for k, name in enumerate(SIX[1:]):
        groups += workshops(0.9, 0.8, chapter=name, first=20 + 10 * k)
    said = page_1(made(*groups, scales=(ALONE,)))["lede"]
    assert (
        f"In one of 12 workshops, {FELL} Where nothing changed, about one workshop in 40 would look like this." in said
    )


def test_a_release_counts_them_too():
    assert f"In six of 12 workshops, {FELL}" in page_1(as_released(across(1.4, -0.6)))["lede"]


def test_before_a_planned_look_it_is_described():
    said = page_1(across(1.4, -0.6, evenings=24))["lede"]
    assert f"Described, not claimed: In six of 12 workshops, {FELL}" in said


def test_where_less_is_better_a_rise_is_counted():
    scale = replace(ALONE, label="Nervousness", direction="lower")
    groups = [rows for k, name in enumerate(SIX) for rows in workshops(-1.4, 0.6, chapter=name, first=10 * k)]
    said = page_1(made(*groups, scales=(scale,)))["lede"]
    assert "In six of 12 workshops, counting people alone, nervousness moved the unwelcome way." in said


def test_in_welsh():
    report = across(1.4, -0.6)
    welsh = replace(report, context=replace(report.context, language="cy"))
    said = page_1(welsh)["lede"]
    assert "Mewn chwech o 12 gweithdy, o gyfrif pobl yn unig, symudodd trust y ffordd nas croesewir." in said


NO_HELP = "That is all that the scale allows, so the range is no help: two workshops are too few."


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_a_range_of_two_workshops_lies_within_what_their_averages_allow(part):
    report = made(*workshops(2.9, -3.0, sd=1.0), scales=(ALONE,))
    found = report.measured["trust"]
    assert (found.low, found.high) == pytest.approx((-found.pre, 10 - found.pre), abs=0.05)
    assert NO_HELP in page_1(report)[part]
    assert NO_HELP in page_1(as_released(report))[part]


def test_a_range_that_is_not_all_that_can_be_is_a_help():
    assert "no help" not in page_1(made(*workshops(0.9, 0.7), scales=(ALONE,)))["all"]
