"""How many one-to-ones people counted stands beside how much changed, workshop by workshop, and claims nothing."""

import json
import re
from dataclasses import replace

import pytest

from analysis.disclosure.released import TELLS_OF_ALIKE
from analysis.estimate.estimate import Suppressed
from evaluation.impact_report.build.questions import ONE_TO_ONES
from evaluation.impact_report.figures.scatter import Point, scatter
from evaluation.impact_report.formats import csv, html
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.sections import sections
from evaluation.impact_report.sections.one_to_ones_section import one_to_ones
from tests.impact_report.examples import answered, frame_of, in_context, report
from tests.releases.masked import as_released

ENGLISH = Language()
EVERY, ACROSS = ONE_TO_ONES
TITLES = {"mill": "Mill", "hall": "Hall", "barn": "Barn", "yard": "Yard"}
SIZES = {"mill": 20, "hall": 24, "barn": 12, "yard": 30}


def counted(rows, numbers):
    """The same rows where people counted these one-to-ones in turn after, and some one fewer across; None did not."""
    after = [row for row in rows if row["wave"] == "post"]
    for place, row in enumerate(after):
        number = numbers[place % len(numbers)]
        if number is not None:
            row |= {EVERY: float(number), ACROSS: float(max(number - 1, 0) if place % 2 else number)}
    return rows


def workshops(numbers=(3, 4, 5, 7), sizes=SIZES, *, of=None, **further):
    """A report of four workshops of two chapters; `of` has other numbers for some of them."""
    groups = [
        counted(answered(chapter, sizes[name], seed=place, experiment=name), (of or {}).get(name, numbers))
        for place, (chapter, name) in enumerate(zip("ABAB", sizes, strict=True), start=1)
    ]
    return report(frame_of(*groups), experiments=TITLES, chapters=("A", "B"), **further)


@pytest.fixture(scope="module")
def four():
    return workshops()


@pytest.fixture(scope="module")
def told(four):
    return as_released(four)


def test_every_workshop_has_its_averages_and_its_change_in_name_order(four):
    rows = one_to_ones(four, ENGLISH).table.rows
    assert [row[0] for row in rows] == ["A: Barn", "A: Mill", "B: Hall", "B: Yard"]
    assert [row[2] for row in rows] == ["4.8", "4.8", "4.8", "4.7"]
    change = four.first.experiments["A/mill"].change
    assert rows[1][-1] == ENGLISH.estimate(four.first.experiments["A/mill"].mean_change, change.low, change.high)


def test_the_averages_are_of_those_who_answered_both_times_and_counted_both():
    rows = counted(answered("A", 12, experiment="mill"), (2, 6, None))
    rows += counted(answered("A", 9, experiment="hall", seed=2), (4, 5))
    late = [
        {**row, "participant": "late"} | {EVERY: 40.0, ACROSS: 40.0}
        for row in answered("A", 1, experiment="mill")
        if row["wave"] == "post"
    ]
    found = report(frame_of(rows, late)).one_to_ones["A/mill"]
    assert (found.people, found.mean, found.mean_across_organisations) == (8, 4.0, pytest.approx(3.5))


def test_too_few_who_counted_are_held_back_and_their_workshop_is_left_out():
    made = workshops(of={"barn": (4, None, None)})
    assert made.one_to_ones["A/barn"].reason.startswith("Fewer than 5 people who answered both times counted")
    assert [row[0] for row in one_to_ones(made, ENGLISH).table.rows] == ["A: Mill", "B: Hall", "B: Yard"]
    assert "Workshops of which too little may be told are not in it." in html.page(made)


@pytest.mark.parametrize("numbers", [(None,), ()])
def test_a_study_that_does_not_ask_says_nothing(numbers):
    made = workshops(numbers or (None,))
    assert "one_to_ones" not in sections(made, ENGLISH)
    assert "one_to_ones" not in document(made)


def test_one_workshop_alone_has_no_other_to_stand_beside():
    made = report(frame_of(counted(answered("A", 24, experiment="mill"), (3, 4))), experiments=TITLES)
    assert ("one_to_ones" in sections(made, ENGLISH), made.one_to_ones) == (False, {})


def test_the_first_renderer_has_no_such_section(four):
    assert "one_to_ones" not in sections(replace(four, renderer=1), ENGLISH)


def section_of(page):
    return re.search(r'<section class="section one_to_ones".*?</section>', page, re.DOTALL)[0]


def test_it_says_that_nobody_was_assigned_a_number_and_makes_no_claim(told):
    said = " ".join(re.sub(r"<[^>]+>", " ", section_of(html.page(told))).split())
    assert "Nobody was assigned how many conversations to have" in said
    assert "does not show that more conversations make for more change" in said
    assert not re.search(r"\b(slope|trend|correlat\w*|p\s*[=<]|best|worst|rank\w*)\b", said)


def test_it_is_in_welsh_where_the_report_is(four):
    said = section_of(html.page(in_context(four, language="cy")))
    assert "Ni phennwyd i neb faint o sgyrsiau" in said
    assert "one-to-one" not in said.lower().replace('class="section one_to_ones"', "")


def test_the_drawing_is_told_in_words(told):
    assert re.search(
        r"<title>4 workshops: one-to-ones a person on average, from 4[.]?\d? to \d[.]?\d?, and average change in trust",
        section_of(html.page(told)),
    )


def test_the_figures_are_in_the_files(four):
    made = document(four)["one_to_ones"]["experiments"]["A/mill"]
    assert (made["people"], made["mean"]) == (20, 4.75)
    assert ("one_to_ones.experiments.A/mill.mean", 4.75, "") in csv.figure_rows(four)
    json.dumps(document(four))


def test_a_release_rounds_averages_and_tells_neither_people_nor_spread(told):
    found = told.one_to_ones
    assert (found["B/yard"].mean, found["A/barn"].mean) == (4.7, 5.0)
    for each in found.values():
        assert all(isinstance(part, Suppressed) for part in (each.people, each.sd, each.sd_across_organisations))


def test_people_who_counted_nearly_the_same_have_whole_averages_in_a_release():
    found = as_released(workshops(of={"yard": (4, 4, 4, 4, 5)})).one_to_ones["B/yard"]
    assert (found.mean, found.mean.is_integer()) == (4.0, True)


def test_a_release_tells_nothing_where_all_counted_the_same():
    assert as_released(workshops(of={"barn": (4,)})).one_to_ones["A/barn"] == TELLS_OF_ALIKE


@pytest.mark.parametrize("numbers", [(0,) * 29 + (9,), (4,) * 28 + (0, 0), (3,) * 28 + (2, 9)])
def test_a_release_tells_nothing_where_all_but_one_or_two_counted_the_same(numbers):
    assert as_released(workshops(of={"yard": numbers})).one_to_ones["B/yard"] == TELLS_OF_ALIKE


def test_a_release_tells_the_average_where_three_counted_otherwise():
    assert as_released(workshops(of={"yard": (3,) * 27 + (2, 5, 9)})).one_to_ones["B/yard"].mean == 3.2


def test_workshops_at_one_place_are_one_circle_with_their_number():
    drawn = scatter([Point(along=4, up=0.5, low=0, high=1), Point(along=4, up=0.5, low=-1, high=0.8)])
    (spot,) = drawn.spots
    assert spot.workshops == 2
    assert spot.low > drawn.zero > spot.y > spot.high


@pytest.mark.parametrize("points", [[(0, 0), (0, 0)], [(3, -0.4), (40, 2.5)], [(4.2, 1), (4.2, 1.1)]])
def test_every_mark_lies_between_the_ends_of_its_axes(points):
    drawn = scatter([Point(along=along, up=up) for along, up in points])
    assert all(drawn.left <= spot.x <= drawn.right and spot.y <= drawn.bottom for spot in drawn.spots)
    assert len(drawn.along) >= 2
    assert 0 in [value for value, _ in drawn.up]
