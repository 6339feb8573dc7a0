"""Where the marks of the figures stand."""

from collections import Counter

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.impact_report.build.axis import AXIS_STEPS, Axis, round_ticks, whole_ticks
from evaluation.impact_report.build.histograms import Moved, moves_of
from evaluation.impact_report.figures import WIDTH
from evaluation.impact_report.figures.attrition import AttritionReading, attrition
from evaluation.impact_report.figures.dumbbell import LEFT, RIGHT, ZERO, DumbbellOutcome, dumbbell
from evaluation.impact_report.figures.forest import COLUMN, forest
from evaluation.impact_report.figures.forest_columns import columns
from evaluation.impact_report.figures.forest_values import ForestAverage, ForestChapter
from evaluation.impact_report.figures.people_moved import people_moved
from evaluation.impact_report.figures.text_width import lines, width
from evaluation.printing.url_fetcher import FONTS

changes = st.lists(st.integers(-30, 30).map(lambda third: third / 3), min_size=20, max_size=400)


def outcome(**further):
    usual = {"label": "Trust", "detail": "", "people": 34, "minimum": 0, "maximum": 10, "pre": 5.0, "post": 6.0}
    usual |= {"change": 1.0, "low": 0.5, "high": 1.5, "margin": 0.5}
    return DumbbellOutcome(**{**usual, **further})


def drawn_of(given_changes):
    """The figure of these changes."""
    return people_moved(moves_of(given_changes, margin=0.5), margin=0.5)


def test_the_dumbbell_stands_on_the_full_scale():
    row = dumbbell([outcome(pre=0.0, post=10.0)]).rows[0]
    assert (row.pre, row.post) == (LEFT, RIGHT)
    assert [value for value, _ in row.ticks] == list(range(11))


def test_changes_of_different_scales_stand_on_one_axis_counted_in_margins():
    rows = dumbbell([outcome(change=1.0), outcome(minimum=1, maximum=7, margin=0.3, change=0.6)]).rows
    assert rows[0].change == rows[1].change


def test_a_fall_stands_as_far_left_as_a_rise_right():
    up, down = dumbbell([outcome(), outcome(change=-1.0, low=-1.5, high=-0.5)]).rows
    assert up.change - ZERO == pytest.approx(ZERO - down.change)


@settings(deadline=None)
@given(changes)
def test_every_person_is_one_circle_or_part_of_a_bar(given_changes):
    drawn = drawn_of(given_changes)
    assert len(drawn.circles) == (len(given_changes) if len(given_changes) <= 150 else 0)
    assert bool(drawn.bars) == (len(given_changes) > 150)


@settings(deadline=None)
@given(st.lists(st.integers(-30, 30).map(lambda third: third / 3), min_size=20, max_size=150))
def test_the_outermost_columns_hold_three_people_or_more(given_changes):
    places = [circle.x for circle in drawn_of(given_changes).circles]
    if len(set(places)) > 2:
        assert min(places.count(min(places)), places.count(max(places))) >= 3


def test_a_yes_or_no_question_has_the_three_moves_that_there_are():
    moved = moves_of([1.0] * 12 + [0.0] * 14 + [-1.0] * 4, margin=0.1)
    drawn = people_moved(moved, margin=0.1, yes_or_no=True)
    assert [value for value, _, _ in drawn.ticks] == [-1, 0, 1]
    assert {circle.x for circle in drawn.circles} == {x for _, x, _ in drawn.ticks}


def test_no_value_stands_beyond_a_column_of_so_much_or_more():
    drawn = drawn_of([0.0] * 12 + [1.0] * 7 + [2.0, -1.0, -1.0, -1.0])
    assert [(value, end) for value, _, end in drawn.ticks] == [(-2.0, 0), (-1.0, 0), (0.0, 0), (1.0, 1)]


LONG = "A rather long chapter name, Saint Somewhere"


def in_two_columns(count, name):
    """The lines of a forest of so many chapters of such names, and how high it is."""
    chapters = [ForestChapter(name=f"{k:02d} {name}", people=11, change=0.1, low=-0.5, high=0.9) for k in range(count)]
    drawn = columns(chapters, average=None, margin=0.5)
    return [line.name for half in drawn.halves for line in half.lines], drawn.height


def test_long_names_of_many_chapters_leave_page_1_its_quote():
    names, height = in_two_columns(40, LONG)
    assert height == in_two_columns(40, "Ash")[1]
    assert all(len(name) == 1 and name[0].endswith("…") for name in names)


def test_long_names_of_fewer_chapters_are_whole():
    names, _ = in_two_columns(20, LONG)
    assert [" ".join(name) for name in names] == [f"{k:02d} {LONG}" for k in range(20)]


def test_nobody_is_drawn_under_twenty():
    assert drawn_of([0.5] * 19) is None


def test_a_move_of_exactly_the_margin_counts_as_a_move():
    drawn = drawn_of([0.5] * 10 + [-0.5] * 10)
    assert {circle.moved for circle in drawn.circles} == {Moved.UP, Moved.DOWN}


halves = st.lists(st.integers(-8, 8).map(lambda half: half / 2), min_size=20, max_size=150)


@settings(deadline=None)
@given(halves)
def test_who_moved_by_the_margin_stands_outside_the_grey_band_and_all_others_inside(given_changes):
    drawn = drawn_of(given_changes)
    low, high = drawn.band
    counts = Counter(circle.moved for circle in drawn.circles)
    if min(counts.values()) >= 3:
        assert {circle.moved is Moved.WITHIN for circle in drawn.circles if low < circle.x < high} <= {True}
        assert {circle.moved is Moved.WITHIN for circle in drawn.circles if not low < circle.x < high} <= {False}


@settings(deadline=None)
@given(halves)
def test_no_circle_stands_alone_or_with_one_other(given_changes):
    places = Counter(circle.x for circle in drawn_of(given_changes).circles)
    assert min(places.values()) >= 3


def test_people_at_half_a_point_stand_at_half_a_point_and_are_labelled_so():
    moves = moves_of([-1.5] * 4 + [-0.5] * 3 + [0.0] * 7 + [0.5] * 4 + [3.0] * 3, margin=0.5)
    assert [round(column.place * moves.step, 9) for column in moves.columns] == [-1.5, -0.5, 0, 0.5, 3]


def test_a_tick_of_a_quarter_is_not_written_as_another_number():
    drawn = drawn_of([-0.75] * 10 + [0.25] * 10)
    assert [drawn.places(each, renderer=2) for each in (0.25, 0.5, 1.0)] == [2, 1, 0]


def test_circles_stay_inside_the_figure_however_many_agree():
    drawn = drawn_of([0.0] * 150)
    assert min(circle.y for circle in drawn.circles) > 0


def test_chapters_stand_in_name_order_whatever_their_results():
    given_chapters = [
        ForestChapter(name=name, people=20, change=x, low=x - 1, high=x + 1)
        for name, x in {"C": 3, "A": 1, "B": 2}.items()
    ]
    assert [line.chapter.name for line in forest(given_chapters, average=None, margin=0.5).lines] == ["A", "B", "C"]


def test_a_chapter_left_out_has_words_and_no_mark():
    drawn = forest(
        [ForestChapter(name="A", instead="left out"), ForestChapter(name="B", people=9, change=1)],
        average=None,
        margin=None,
    )
    assert drawn.lines[0].at is None
    assert drawn.lines[1].at is not None


def test_bigger_circles_mean_more_people():
    two = [ForestChapter(name="A", people=5, change=0), ForestChapter(name="B", people=80, change=0)]
    few, many = forest(two, average=None, margin=None).lines
    assert few.radius < many.radius


def test_the_range_of_a_new_chapter_is_on_the_axis():
    average = ForestAverage(name="", people=9, workshops="", change=0, low=-1, high=1, prediction=(-4, 4))
    axis = forest([ForestChapter(name="A", people=9, change=0)], average=average, margin=None).axis
    assert axis.low < -4
    assert axis.high > 4


def test_chapters_with_numbers_stand_by_these_and_in_the_first_renderer_by_digits():
    numbered = [ForestChapter(name=f"Town {k}", people=20, change=0.1) for k in (11, 3, 31)]
    drawn = {each: forest(numbered, average=None, margin=0.5, renderer=each).lines for each in (1, 2)}
    named = {each: [line.chapter.name for line in found] for each, found in drawn.items()}
    assert named == {1: ["Town 11", "Town 3", "Town 31"], 2: ["Town 3", "Town 11", "Town 31"]}


spans = st.tuples(st.floats(-8, -0.1), st.floats(0.1, 8))
counts = st.sampled_from((3, 12, 17, 32, 45, 60))


@settings(deadline=None, max_examples=60)
@given(counts, spans, st.integers(1, 44), st.sampled_from(("", "3")), st.floats(150, 190))
def test_every_axis_has_three_round_numbers_at_least_that_do_not_touch(count, span, longest, workshops, figures):
    low, high = span
    chapters = [
        ForestChapter(name="n" * longest, people=20, workshops=workshops, change=0, low=low, high=high)
        for _ in range(count)
    ]
    two = columns(chapters, average=None, margin=0.1, figures=figures)
    for drawn in (forest(chapters, average=None, margin=0.1, figures=figures), *(two.halves if two else ())):
        values, places = zip(*drawn.ticks, strict=True)
        written = [f"+{abs(value):.{drawn.decimals}f}" for value in values]
        room = max(width(each, drawn.small) for each in written)
        assert 3 <= len(values) <= 7
        assert 0 in values
        assert round(values[1] - values[0], 6) in AXIS_STEPS
        assert np.diff(places).min() >= room + 3
        assert drawn.axis.low <= low < high <= drawn.axis.high


def test_long_names_in_the_first_column_leave_both_as_high():
    names = [f"Ebbw Vale Interfaith Forum {k}" for k in range(10, 30)] + [f"Usk {k}" for k in range(10, 35)]
    chapters = [ForestChapter(name=name, people=20, change=0, low=-1, high=1) for name in names]
    first, second = columns(chapters, average=None, margin=0.1, figures=190).halves
    assert abs(first.height - second.height) <= 30


@settings(deadline=None)
@given(st.floats(-100, 100), st.floats(0.01, 200))
def test_ticks_are_few_and_inside(low, length):
    ticks = round_ticks(low, low + length)
    assert len(ticks) <= 8
    assert all(low - 1e-6 <= tick <= low + length + 1e-6 for tick in ticks)


def test_a_long_scale_has_fewer_ticks_and_both_ends():
    assert whole_ticks(0, 100)[0] == 0
    assert whole_ticks(0, 100)[-1] == 100
    assert len(whole_ticks(0, 100)) == 11


def test_a_value_past_an_end_stands_at_the_end():
    assert Axis(0, 10, 0, 100).at(11) == 100


@settings(deadline=None)
@given(st.text(alphabet="abcdefgh WMil", max_size=80), st.integers(1, 3))
def test_lines_fit_their_room(text, most):
    broken = lines(text, size=10, space=120, most=most)
    assert len(broken) <= most
    assert all(width(line, 10) <= 120 for line in broken)


def test_a_long_welsh_name_is_kept_in_two_lines():
    name = "Wrecsam a Phentrefi Cymunedol Llanfairpwllgwyngyll"
    line = forest([ForestChapter(name=name, people=9, change=0)], average=None, margin=None).lines[0]
    assert " ".join(line.name) == name


@pytest.mark.parametrize("wide", [WIDTH, COLUMN])
def test_a_name_of_one_long_word_goes_on_in_the_next_line_and_is_not_cut(wide):
    name = "Neuadd Goffa Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
    chapters = [ForestChapter(name=each, people=9, change=0) for each in ("A", name, "Z")]
    drawn = forest(chapters, average=None, margin=None, width=wide)
    line = drawn.lines[1]
    assert "".join(part.removesuffix("-") for part in line.name) == name.replace("Goffa ", "Goffa")
    assert all(width(part, line.size) <= drawn.people_at - 20 for part in line.name)
    half = 0.55 * line.size * len(line.name)
    assert drawn.lines[0].y < line.y - half + 4 < line.y + half - 4 < drawn.lines[2].y


def test_numpy_numbers_are_welcome():
    assert drawn_of(list(np.linspace(-2, 2, 30))) is not None


def test_what_those_missing_could_change_stands_on_one_axis_with_zero_and_the_margin():
    likely = AttritionReading(label="Answered both times", detail="34 people", change=0.4, low=0.1, high=0.7)
    most = AttritionReading(label="At the very most", detail="", low=-0.6, high=1.0)
    drawn = attrition([likely, most], margin=0.5)
    one, other = drawn.lines
    assert other.low < drawn.axis.at(0) < one.low < one.at < one.high < other.high
    assert (other.at, drawn.band) == (None, (drawn.axis.at(-0.5), drawn.axis.at(0.5)))


@pytest.mark.parametrize(
    "text", ["Bradford", "Understanding of the other community", "Perthyn i’r gymuned", "12.5 points"]
)
def test_words_are_as_wide_as_the_font_says_to_within_a_twentieth(text):
    font = TTFont(FONTS / "inter-latin-600-normal.woff2")
    names, advances = font.getBestCmap(), font["hmtx"]
    true = sum(advances[names[ord(letter)]][0] for letter in text) / font["head"].unitsPerEm
    assert width(text, 10) == pytest.approx(10 * true, rel=0.05)
