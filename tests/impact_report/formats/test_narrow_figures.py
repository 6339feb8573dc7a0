"""A figure for a narrow screen: nothing of it is cut at its edges."""

import re
from itertools import pairwise

import pytest

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


def test_a_long_name_takes_two_lines_and_ends_in_an_ellipsis_where_these_are_full():
    two = f"Cangen Gymunedol {LLANFAIR}"
    svg = drawn("Usk", two, f"{LLANFAIR} {LLANFAIR} {LLANFAIR}", LLANFAIR * 2)
    words = re.findall(r"<text x=.0. y=[^>]*>\s*([^<]*?)\s*</text>", svg)
    assert "Usk" in words
    assert {"Cangen Gymunedol", LLANFAIR} <= set(words)
    assert len([each for each in words if each.endswith("…")]) == 2
    assert all(width(each, 10.5) <= WIDE for each in words)
