"""Every workshop in order of date with its own range, and the average of those up to it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from analysis.estimate.quantiles import t_quantile
from analysis.pooling.pooling import pool
from evaluation.impact_report.formats import html
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.sections import sections
from evaluation.impact_report.sections.over_time_section import over_time
from tests.impact_report.examples import answered, frame_of, in_context, report
from tests.releases.masked import as_released

ENGLISH = Language()
DAYS = {"mill": date(2026, 9, 3), "hall": date(2026, 5, 14), "barn": date(2026, 6, 2), "yard": date(2027, 1, 20)}
IN_ORDER = ["hall", "barn", "mill", "yard"]


def held(days=DAYS, sizes=(20, 24, 18, 30)):
    groups = [
        answered(chapter, size, seed=place, change=0.2 * place, experiment=name)
        for place, (chapter, name, size) in enumerate(zip("ABAB", DAYS, sizes, strict=True), start=1)
    ]
    titles = {name: name.title() for name in DAYS}
    return report(frame_of(*groups), experiments=titles, held=days, chapters=("A", "B"))


@pytest.fixture(scope="module")
def four():
    return held()


def test_workshops_stand_in_order_of_date_with_the_day(four):
    rows = over_time(four, ENGLISH).rows
    assert [row[0].partition(": ")[2] for row in rows] == [name.title() for name in IN_ORDER]
    assert [row[1] for row in rows] == ["14 May 2026", "2 June 2026", "3 September 2026", "20 January 2027"]


def test_the_average_so_far_begins_with_the_third_workshop(four):
    assert [bool(row[-1]) for row in over_time(four, ENGLISH).rows] == [False, False, True, True]


def test_the_last_average_is_that_of_the_workshops_shown(four):
    found = {name.partition("/")[2]: figures for name, figures in four.first.experiments.items()}
    changes = {name: found[name].mean_change for name in IN_ORDER}
    variances = {name: found[name].sd_change ** 2 / found[name].n_pairs for name in IN_ORDER}
    headline = pool(changes, variances).headline
    assert over_time(four, ENGLISH).rows[-1][-1] == ENGLISH.estimate(headline.estimate, headline.low, headline.high)


def test_the_variance_behind_a_printed_range_is_that_of_its_mean(four):
    for figures in four.first.experiments.values():
        half = (figures.change.high - figures.change.low) / 2
        se = figures.sd_change / np.sqrt(figures.n_pairs)
        assert half / t_quantile(0.975, figures.n_pairs - 1) == pytest.approx(se)


def test_a_workshop_too_small_to_show_is_in_no_row_and_in_no_average():
    made = held(sizes=(20, 24, 18, 3))
    shown = {f"{chapter}: {name.title()}" for chapter, name in made.first.shown.experiments}
    rows = over_time(made, ENGLISH).rows
    assert {row[0] for row in rows} == shown == {"A: Mill", "A: Barn"}
    assert [row[-1] for row in rows] == ["", ""]


def test_it_takes_the_place_of_the_list_by_name(four):
    assert "over_time" in sections(four, ENGLISH)
    assert "workshops" not in sections(four, ENGLISH)
    assert "Page 1 averages chapters" in html.page(four)


def test_where_a_day_is_not_known_they_stand_by_name():
    made = held(days={name: day for name, day in DAYS.items() if name != "barn"})
    assert {"over_time", "workshops"} & sections(made, ENGLISH).keys() == {"workshops"}


def test_letters_for_names_have_no_days():
    lettered = in_context(held(), lettered=True, held={})
    assert over_time(lettered, ENGLISH) is None


def test_the_first_renderer_listed_them_by_name(four):
    assert over_time(replace(four, renderer=1), ENGLISH) is None


def test_in_a_release_no_average_is_finer_than_the_ranges_it_is_made_of():
    released = as_released(held())
    rows = over_time(released, released.language).rows
    assert [len(row) for row in rows] == [5] * len(rows)
    assert all("." not in row[-1] or "." in row[3] for row in rows)
