"""The words of a figure in a PDF: read from the side they are read from, and letters without a font are noticed."""

import re
import subprocess

import pytest

from evaluation.cli.results.font_warning import font_warning
from evaluation.printing.letters_without_font import letters_without_font
from evaluation.printing.pdf_ua import pdf_of

DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
PAGE = (
    '<!doctype html><html lang="en"><head><title>A figure</title></head><body><main><p>Words.</p>'
    '<svg viewBox="0 0 300 60" role="img"><title>A figure</title>{text}</svg></main></body></html>'
)
LINE = '<text x="{x}" y="30" font-family="Vazirmatn, Inter, sans-serif" text-anchor="{anchor}">{words}</text>'


def printed(words, *, anchor="start", x="150"):
    return pdf_of(PAGE.format(text=LINE.format(x=x, anchor=anchor, words=words)), at=None)


def read(content, tmp_path):
    path = tmp_path / "figure.pdf"
    path.write_bytes(content)
    read_back = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True)
    return DIRECTIONS.sub("", read_back.stdout)


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
@pytest.mark.parametrize("words", ["بيت الجيران", "Dům u řeky", "Ελπίδα", "Caer 12 بيت"])
def test_words_stand_in_the_order_in_which_they_are_read(words, anchor, tmp_path):
    assert words in read(printed(words, anchor=anchor), tmp_path)


def test_letters_that_a_figure_places_one_by_one_stay_where_they_are_placed(tmp_path):
    assert re.search(r"A\s+B\s+C", read(printed("ABC", x="20 120 220"), tmp_path))


NO_LETTER = "\U000f1234"
"""Of a private plane, so that no font has it."""


def test_letters_without_a_font_are_noticed_each_once():
    with letters_without_font() as unknown:
        printed(f"Dům {NO_LETTER}{NO_LETTER}")
    assert list(unknown) == [NO_LETTER]


def test_the_command_line_says_which_letters_have_no_font(capsys):
    with font_warning():
        printed(NO_LETTER)
    assert (
        f"no font for these letters, so the PDF shows a box in the place of each: {NO_LETTER}."
        in capsys.readouterr().err
    )
    with font_warning():
        printed("Dům")
    assert capsys.readouterr().err == ""
