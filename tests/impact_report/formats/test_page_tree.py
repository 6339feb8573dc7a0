"""The markup of a report as a tree that is read once, and its figures apart from it."""

import xml.etree.ElementTree as ET

import pytest
from weasyprint import HTML
from weasyprint.html import HTML_HANDLERS

from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.pdf import _page_numbers, _printed
from evaluation.printing.page_tree import MARK, NOTES, PSEUDO_ELEMENT, SVG, Figure, PageWithoutNotes, page_of
from evaluation.printing.pdf_ua import dated, laid_out, pdf_file
from tests.golden import golden_set
from tests.impact_report.examples import answered, evening, frame_of, report, study

SETS = {
    "one evening": lambda: evening(34, came=53, organisations=11, rounds=5, minutes=7, one_to_ones=130),
    "two chapters": lambda: study((30, 25)),
    "in Welsh": lambda: evening(30, language="cy"),
    "names as markup": lambda: report(
        frame_of(answered("Tom & <b>Jerry</b>", 30), answered("B\N{NO-BREAK SPACE}C", 9))
    ),
}


def markup_of(made, **further):
    """The page of a report that is printed, without its style."""
    return html.framed(made, html.body_of(made, for_print=True), style="", **further)


def whole(element):
    """All that a tree says, but for the space between its elements."""
    drawn = element.drawing if isinstance(element, Figure) else element
    words = [" ".join((text or "").split()) for text in (drawn.text, element.tail)]
    return (element.tag, sorted(element.attrib.items()), *words, [whole(child) for child in drawn])


def read_as_html(markup):
    """The tree of a page as a browser reads it, without style sheets."""
    root = HTML(string=markup).etree_element
    head = root.find("head")
    head.remove(head.find("style"))
    return root


@pytest.mark.parametrize("name", SETS)
def test_a_report_reads_the_same_as_a_browser_reads_it(name):
    markup = markup_of(SETS[name]())
    assert whole(page_of(markup).etree_element) == whole(read_as_html(markup))


@pytest.mark.parametrize("name", golden_set.names_of(2))
def test_a_kept_report_reads_the_same_as_a_browser_reads_it(name):
    markup = markup_of(golden_set.tree_schema.load(golden_set.tree_of(2, name)))
    assert whole(page_of(markup).etree_element) == whole(read_as_html(markup))


def test_a_report_is_read_as_xml(one_evening, monkeypatch):
    read = []
    monkeypatch.setattr(ET, "fromstring", lambda text, made=ET.fromstring: read.append(made(text)) or read[-1])
    page = page_of(markup_of(one_evening))
    assert page.etree_element is read[0]


def test_a_page_that_is_not_xml_is_read_as_html():
    page = page_of("<!doctype html><title>Two</title><main><p>One<p>Two</main>")
    assert [part.text for part in page.etree_element.iter("p")] == ["One", "Two"]


def test_a_figure_within_a_figure_stays_in_it():
    inner = '<svg xmlns="http://www.w3.org/2000/svg"><path/></svg>'
    figure = page_of(f"<html><head/><body><svg>{inner}</svg></body></html>").etree_element.find(f"body/{SVG}")
    assert isinstance(figure, Figure)
    assert (len(figure), figure.drawing[0].tag, len(figure.drawing[0])) == (0, SVG, 1)


def test_a_report_is_printed_the_same_as_any_page(one_evening):
    """What is left out for speed changes no byte: figures apart, notes, the style sheet beside the page."""
    style, body = html.style_of(one_evening), html.body_of(one_evening, for_print=True)
    markup = html.framed(one_evening, body, density="tight", style=style)
    with dated(None):
        as_any = pdf_file(laid_out(markup, rules=[_page_numbers(one_evening.language)]), content=markup)
        printed = pdf_file(_printed(one_evening, body, style).laid_out("tight"), content=markup)
    assert printed == as_any


def test_page_1_alone_is_the_first_part_of_the_page(one_evening):
    style = html.style_of(one_evening)
    whole_page = _printed(one_evening, html.body_of(one_evening, for_print=True), style)
    front = _printed(one_evening, html.body_of(one_evening, whole=False, for_print=True), style)
    with dated(None):
        first, alone = whole_page.laid_out("closest", blocks=1), front.laid_out("closest")
        assert pdf_file(first, content="") == pdf_file(alone, content="")
        assert len(whole_page.laid_out("closest").pages) > len(first.pages)


def test_weasyprint_has_a_figure_drawn_by_what_is_replaced():
    assert SVG in HTML_HANDLERS


def test_weasyprint_speaks_of_notes_and_marks_to_every_element():
    """What is left out is there; where it no longer is, `PageWithoutNotes` is needless."""
    (sheet,), (printed,) = HTML(string="<p>")._ua_stylesheets(), PageWithoutNotes(string="<p>")._ua_stylesheets()
    every = {entry[PSEUDO_ELEMENT] for entry in sheet.matcher.other_selectors} - {None}
    assert every == {*NOTES, MARK}
    assert {entry[PSEUDO_ELEMENT] for entry in printed.matcher.other_selectors} == {None}
    assert MARK in {entry[PSEUDO_ELEMENT] for entry in printed.matcher.lower_local_name_selectors["li"]}
