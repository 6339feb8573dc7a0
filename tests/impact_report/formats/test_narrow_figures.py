"""A figure for a narrow screen: nothing of it is cut at its edges."""

import re
from itertools import pairwise

import pytest
from lxml import html as lxml_html

from evaluation.impact_report.figures.forest import ForestChapter, forest
from evaluation.impact_report.figures.text_width import width
from evaluation.impact_report.formats.html import report_templates
from evaluation.impact_report.language.language import Language

WIDE, LARGEST_OF_TICKS, LARGEST_OF_NAMES = 340, 10.5, 12.5
MOVED = re.compile(r'<g transform="translate\((\S+) 0\)">')
TICK = re.compile(r'<text x="(\S+)" y="\d+\.?\d*">([+−]?[\d.]+)</text>')
LLANFAIR = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch"


def drawn(*names, low=-0.3, high=1.23):
    """The narrow forest of chapters of these names, each with this range."""
    chapters = [ForestChapter(name=name, people=20, change=0.4, low=low, high=high) for name in names]
    figure = forest(chapters, average=None, margin=0.2)
    draw = report_templates(Language()).get_template("impact_report/figures/forest_narrow.html").module.draw
    return str(draw(figure, "In words"))


@pytest.mark.parametrize("ends", [(-0.3, 1.23), (-1.23, 0.3), (-1.2, 1.2), (-2.45, 0.1)])
def test_numbers_below_ticks_stay_inside_and_apart(ends):
    svg = drawn("A", "B", "C", low=ends[0], high=ends[1])
    moved, ticks = float(MOVED.search(svg)[1]), [(float(x), number) for x, number in TICK.findall(svg)]
    sides = [
        (x + moved - half, x + moved + half) for x, half in ((x, width(n, LARGEST_OF_TICKS) / 2) for x, n in ticks)
    ]
    assert len(ticks) >= 3
    assert min(left for left, _ in sides) >= -0.1
    assert max(right for _, right in sides) <= WIDE + 0.1
    assert all(left < following for (_, left), (following, _) in pairwise(sides))


NAME = re.compile(r"<text x=.0. y=.(-?[0-9]+).[^>]*>\s*([^<]*?)\s*</text>")


def test_a_long_name_takes_as_many_lines_as_it_needs_and_is_not_cut():
    svg = drawn("Usk", f"Cangen Gymunedol {LLANFAIR}", LLANFAIR * 3)
    words = [word for y, word in NAME.findall(svg) if int(y) <= 0]
    assert "".join(word.removesuffix("-") for word in words) == f"Cangen Gymunedol {LLANFAIR}{LLANFAIR * 3}Usk"
    assert "…" not in svg
    assert all(width(each, LARGEST_OF_NAMES) <= WIDE for each in words)


def test_the_last_line_of_a_name_stands_as_far_above_its_figures_as_any_name_does():
    lines = [int(y) for y, _ in NAME.findall(drawn("Usk", LLANFAIR * 2))]
    assert lines == [-30, -15, 0, 16, 0, 16]
    short, long = (re.search(r"viewBox=.0 0 340 (\S+?)[\"']", drawn(name))[1] for name in ("Usk", LLANFAIR * 2))
    assert float(long) - float(short) == 30


def test_no_line_of_the_grid_runs_through_the_words_of_a_row():
    figure = lxml_html.fromstring(drawn("Usk", LLANFAIR * 2))
    words = [each for each in figure.iter("text") if "Usk" in (each.text or "") or "20 people" in (each.text or "")]
    assert len(words) == 3
    for each in words:
        kept_clear = [above for above in each.iterancestors("g") if above.get("paint-order") == "stroke"]
        assert [(above.get("stroke"), above.get("stroke-width")) for above in kept_clear] == [("#fff", "5")]
