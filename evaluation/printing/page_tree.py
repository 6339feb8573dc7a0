"""The markup of a page as a tree of elements that is read once, and the figures of the page apart from it.

The style sheet of a page does not reach into its figures, which say themselves how they are drawn. Yet WeasyPrint would
find the style of each line and letter in them, and make a box of it, for every layout of the page.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

from weasyprint import CSS, HTML
from weasyprint.html import HTML_HANDLERS

from evaluation.printing.url_fetcher import PackagedOnly

SVG = "{http://www.w3.org/2000/svg}svg"
AS_XML = (
    (re.compile("<!doctype html>"), ""),
    (re.compile(r"<svg(?![^>]*\sxmlns=)"), '<svg xmlns="http://www.w3.org/2000/svg"'),
    (re.compile("<br>"), "<br />"),
)
"""What the markup of pages leaves out that XML asks for."""
PSEUDO_ELEMENT, MARK = 3, "marker"
"""Where an entry of a style sheet's matcher says which part of an element it holds of, and the one before an item."""
NOTES = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
"""The parts of a note, of which WeasyPrint's own style sheet speaks to every element."""


class PageWithoutNotes(HTML):  # type: ignore[misc] # WeasyPrint has no types
    """A page that has no notes, and no marks before anything but the items of a list."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: FBT001, FBT002 - as WeasyPrint has it
        return [_without_notes(sheet) for sheet in super()._ua_stylesheets(forms)]


class Figure(ET.Element):
    """Where a figure stands on a page: its outer element, without what is drawn in it."""

    def __init__(self, drawing: ET.Element) -> None:
        super().__init__(drawing.tag, drawing.attrib)
        self.tail, self.drawing = drawing.tail, drawing


def page_of(markup: str) -> HTML:
    """A page without style sheets of its own, to be laid out while `figures_apart`."""
    page = _page(markup)
    _set_figures_apart(page.etree_element)
    head = page.etree_element.find("head")
    for sheet in head.findall("style"):
        head.remove(sheet)
    return page


@contextmanager
def figures_apart() -> Iterator[None]:
    """Figures that stand apart from their page are drawn for as long as this lasts; call it while `pdf_ua.dated`."""
    of_page = HTML_HANDLERS[SVG]

    def figure(element: ET.Element, *rest: object) -> list[Any]:
        return list(of_page(element.drawing if isinstance(element, Figure) else element, *rest))

    HTML_HANDLERS[SVG] = figure
    try:
        yield
    finally:
        HTML_HANDLERS[SVG] = of_page


@cache
def _without_notes(sheet: CSS) -> CSS:
    """A style sheet that says nothing of notes, and of marks only to the items of a list.

    What it says of them to every element makes most of all styles that WeasyPrint would compute.
    """
    without = copy(sheet)
    matcher = without.matcher = copy(sheet.matcher)
    of_all, of_tags = matcher.other_selectors, matcher.lower_local_name_selectors
    matcher.other_selectors = [each for each in of_all if each[PSEUDO_ELEMENT] not in (*NOTES, MARK)]
    marks = [each for each in of_all if each[PSEUDO_ELEMENT] == MARK]
    matcher.lower_local_name_selectors = {**of_tags, "li": [*of_tags["li"], *marks]}
    return without


def _set_figures_apart(element: ET.Element) -> None:
    for place, child in enumerate(element):
        if child.tag == SVG:
            element[place] = Figure(child)
        else:
            _set_figures_apart(child)


def _page(markup: str) -> HTML:
    """Markup as a page: read as XML where it is well-formed, which takes a fiftieth of the time."""
    as_xml = markup
    for found, written in AS_XML:
        as_xml = found.sub(written, as_xml)
    try:
        root = ET.fromstring(as_xml)  # noqa: S314 - markup of templates, which escape what others wrote
    except ET.ParseError:
        return PageWithoutNotes(string=markup, url_fetcher=PackagedOnly(), base_url="about:blank")
    page = PageWithoutNotes(string="<html>", url_fetcher=PackagedOnly(), base_url="about:blank")
    page.etree_element = root
    return page
