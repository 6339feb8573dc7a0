"""Lines of text that are set once for one file: a file is the same as if each had been set anew."""

import inspect
import re

from weasyprint.layout import inline, preferred
from weasyprint.text import fonts, line_break

from evaluation.printing.pdf_ua import dated, laid_out, pdf_file
from evaluation.printing.remembered_text import PROPERTIES, remembered_text

WORDS = "A line of words that is set <b>twice</b>, and <a href='#x'>underlined</a> once. "
FIGURE = '<svg viewBox="0 0 90 20" width="90" height="20"><title>Said</title><text y="9">Otto says so</text></svg>'
PAGE = (
    f"<!doctype html><html lang='en'><title>Words</title><body style='font-family:Inter'><p id='x'>{WORDS}</p>"
    f"<table><tr><td>{WORDS}<td>{WORDS}</table><p style='width:5em;letter-spacing:1px'>{WORDS}{FIGURE}</p>{FIGURE}"
)


def test_a_file_is_the_same_as_if_each_line_had_been_set_anew():
    with dated(None):
        anew = pdf_file(laid_out(PAGE), content=PAGE)
        with remembered_text():
            remembered = pdf_file(laid_out(PAGE), content=PAGE)
    assert remembered == anew


def test_a_line_is_set_once_for_all_that_ask_for_the_same():
    asked = []
    set_line = line_break.split_first_line
    line_break.split_first_line = lambda text, *rest, **how: asked.append(text) or set_line(text, *rest, **how)
    try:
        with dated(None), remembered_text():
            laid_out(PAGE)
            once = len(asked)
            laid_out(PAGE)
    finally:
        line_break.split_first_line = set_line
    assert 0 < len(asked) < once * 2


def test_weasyprint_asks_of_a_style_what_is_remembered_of_it():
    parts = (
        line_break.split_first_line,
        line_break.first_line_metrics,
        line_break.line_size,
        line_break.create_layout,
        line_break.Layout,
        fonts.get_font_description,
    )
    source = "".join(inspect.getsource(part) for part in parts)
    assert set(re.findall(r"style\['(\w+)'\]", source)) == {*PROPERTIES, "font_family"}


def test_weasyprint_sets_its_lines_as_before_once_a_file_is_made():
    set_line = line_break.split_first_line
    with dated(None), remembered_text():
        assert line_break.split_first_line is not set_line
    assert line_break.split_first_line is inline.split_first_line is preferred.split_first_line is set_line
