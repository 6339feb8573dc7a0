"""The pages of the PDF: page 1 stands alone however many chapters there are, and no page is left half empty."""

import io
import re
import subprocess
from functools import cache

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from evaluation.impact_report.formats import html, pdf
from evaluation.impact_report.formats.pdf import _printed
from evaluation.printing.page_fill import filled
from evaluation.printing.pdf_ua import dated
from tests.impact_report.examples import answered, evening, frame_of, report, study

TOP, BOTTOM = 11 / 297, (297 - 15.5) / 297
"""Where a page's text begins and ends, above the line of its foot."""
DARKEST_PAPER = 235
SMALLEST_TYPE = 6.0


def chapters_of(count, *, least=5, most=40, **further):
    """A study of many chapters with names of different lengths."""
    names = [f"{('Usk', 'Caer Lliw', 'Ebbw Vale Interfaith Forum', 'Neuadd')[k % 4]} {k + 1}" for k in range(count)]
    sizes = [least + (7 * k) % (most - least) for k in range(count)]
    return report(
        frame_of(*(answered(*each, seed=k) for k, each in enumerate(zip(names, sizes, strict=True)))), **further
    )


def before_alone():
    """Six chapters that were asked before and not yet after."""
    rows = frame_of(*(answered(f"Chapter {letter}", 25) for letter in "ABCDEF"))
    return report(rows[rows["wave"] == "pre"])


def lowest_ink(content):
    """How far down each page something is printed, as a share of the room between its margins."""
    command = ["pdftoppm", "-r", "40", "-gray", "-"]
    drawn = subprocess.run(command, input=content, capture_output=True, check=True).stdout
    for page in pictures(drawn):
        inside = page[int(len(page) * TOP) : int(len(page) * BOTTOM)]
        inked = np.flatnonzero((inside < DARKEST_PAPER).any(axis=1))
        yield (inked.max() + 1) / len(inside)


def pictures(drawn):
    """The pages of a stream of grey pictures."""
    while drawn:
        kind, size, depth, _ = drawn.split(b"\n", 3)
        width, height = (int(part) for part in size.split())
        length = len(b"\n".join((kind, size, depth))) + 1 + width * height
        yield np.asarray(Image.open(io.BytesIO(drawn[:length])))
        drawn = drawn[length:]


SETS = {
    "a workshop of 34": lambda: evening(34, came=53, organisations=11, rounds=5, minutes=7, one_to_ones=130),
    "a workshop of 12": lambda: evening(12),
    "a workshop of 3": lambda: evening(3),
    "a workshop that fell": lambda: evening(34, change=-0.6),
    "two chapters": lambda: study((30, 25)),
    "two chapters of few people": lambda: study((4, 3)),
    "six chapters": lambda: study((40, 25, 30, 4, 28, 35)),
    "before alone": before_alone,
}
SELDOM = {count: pytest.param(count, marks=pytest.mark.long) for count in (1, 2, 3, 6, 12, 16, 30, 45, 60)}
MANY = (17, *SELDOM.values())


@cache
def file_of(count):
    """The PDF of a study of so many chapters."""
    return pdf.pages(chapters_of(count))


@pytest.mark.parametrize("name", SETS)
def test_no_page_is_more_than_half_empty(name):
    emptiest = min(lowest_ink(pdf.pages(SETS[name]())))
    assert emptiest >= 0.5


@pytest.mark.parametrize("count", MANY)
def test_no_page_of_many_chapters_is_more_than_half_empty(count):
    assert min(lowest_ink(file_of(count))) >= 0.5


@pytest.mark.parametrize("count", MANY)
def test_page_1_has_headline_figure_badge_and_quote_however_many_chapters_there_are(count):
    first = PdfReader(io.BytesIO(file_of(count))).pages[0].extract_text()
    for part in ("How sure can we be?", "A sentence you may quote", "You may not say", "change (", "of 5: "):
        assert part in first


@pytest.mark.parametrize("count", [2, 17, *(each for count, each in SELDOM.items() if count != 2)])
def test_no_letter_is_too_small_to_read(count):
    assert smallest_type(file_of(count)) >= SMALLEST_TYPE


def smallest_type(content):
    """The smallest type of a file, in points on paper."""
    sizes = []

    def seen(text, around, inside, _font, size):
        if text.strip():
            sizes.append(abs(size * inside[3] * around[3]))

    for page in PdfReader(io.BytesIO(content)).pages:
        page.extract_text(visitor_text=seen)
    return min(sizes)


def test_a_page_1_that_leaves_more_than_half_a_page_is_gone_on_with():
    pages = PdfReader(io.BytesIO(pdf.pages(evening(3)))).pages
    assert "What this cannot tell us" in pages[0].extract_text()


def test_page_1_of_sixty_chapters_names_each_once():
    first = PdfReader(io.BytesIO(file_of(60))).pages[0].extract_text()
    named = {int(number) for number in re.findall(r"(?:Usk|Caer Lliw|Forum|Neuadd|…)\s+(\d+)\b", first)}
    assert named == set(range(1, 61))


def test_how_full_a_page_is_follows_what_stands_lowest_on_it():
    made = evening(3)
    with dated(None):
        short = _printed(made, html.body_of(made, whole=False), html.style_of(made)).laid_out("").pages[0]
    assert 0.2 < filled(short) < 0.6


def test_a_page_laid_out_again_is_as_one_that_was_read_with_its_classes():
    made = evening(3)
    body, style = html.body_of(made, whole=False), html.style_of(made)
    with dated(None):
        again = _printed(made, body, style)
        roomy = filled(again.laid_out("").pages[0])
        assert filled(again.laid_out("closest").pages[0]) == filled(
            _printed(made, body, style).laid_out("closest").pages[0]
        )
        assert filled(again.laid_out("").pages[0]) == roomy > filled(again.laid_out("closest").pages[0])


def test_a_printed_page_1_that_leaves_other_outcomes_out_says_how_many_and_where(six_chapters):
    printed = html.body_of(six_chapters, for_print=True)
    said = re.search(r'<p class="in-brief">(.*?)</p>', printed)[1]
    assert said == "Two other outcomes are in the table “Every finding in one table”, after this page."
    assert "<h2>Every finding in one table</h2>" in printed


def test_what_is_no_printed_page_speaks_of_no_next_page(six_chapters):
    for page in (html.page(six_chapters), html.page(six_chapters, style="")):
        assert "next page" not in page
        assert "after this page" not in page


@pytest.mark.long
def test_page_1_of_45_chapters_that_are_each_shown_alone_has_room_for_the_quote():
    content = pdf.pages(chapters_of(45, least=12))
    assert "A sentence you may quote" in PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert min(lowest_ink(content)) >= 0.5
