"""The report as a Word document, walked from the same page as the HTML, so that both say the same."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.formats import html, images
from evaluation.impact_report.formats.extras import needed
from evaluation.impact_report.formats.images import SVG, Element
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.text.footer import stamp

BLOCKS = {"h1", "h2", "h3", "p", "li", "table", f"{{{SVG}}}svg"}
LEFT_OUT = {"nav"}
"""What leads within a page, and nowhere in a document, which lists its headings by itself."""
STYLES = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "p": "Normal", "li": "List Bullet"}
PAGE_IN_CENTIMETRES = 17.0
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
UNKNOWN = datetime(1980, 1, 1, tzinfo=UTC)


def docx(report: ImpactReport) -> bytes:
    """The document: headings as headings, tables as tables with their header rows, figures with their words."""
    word = needed("docx", for_format="docx").Document()
    language = report.language
    _properties(word, report, language)
    body = images.tree(report).find("body")
    for block in _blocks(body) if body is not None else ():
        _write(word, block)
    word.sections[0].footer.paragraphs[0].text = stamp(report, language)
    held = io.BytesIO()
    word.save(held)
    return _dated(held.getvalue())


def _properties(word: Any, report: ImpactReport, language: Language) -> None:  # noqa: ANN401 - python-docx has no types
    moment = (report.context.frozen_at or UNKNOWN).astimezone(UTC).replace(tzinfo=None)
    named = word.core_properties
    named.title, named.language, named.author = html.document_title(report, language), language.code, "Weaving"
    named.created = named.modified = moment
    if report.renderer >= 2:
        _speak(word, language)


LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}
"""What Word calls each language."""


def _speak(word: Any, language: Language) -> None:  # noqa: ANN401 - python-docx has no types
    """Say of all text which language it is in, for whoever reads it aloud or checks its spelling.

    The template of python-docx says American English, as did the first renderer.
    """
    qualified = needed("docx.oxml.ns", for_format="docx").qn
    code = LANGUAGES.get(language.code, language.code)
    for each in word.styles.element.iter(qualified("w:lang")):
        each.set(qualified("w:val"), code)
    for each in word.settings.element.iter(qualified("w:themeFontLang")):
        each.set(qualified("w:val"), code)


def _blocks(parent: Element) -> Iterator[Element]:
    """The blocks of a page in the order they are read."""
    for child in parent:
        if child.tag in BLOCKS:
            yield child
            if child.tag != "table":
                yield from (drawn for drawn in images.page_figures(child) if drawn is not child)
        elif child.tag not in LEFT_OUT:
            yield from _blocks(child)


def _write(word: Any, block: Element) -> None:  # noqa: ANN401 - python-docx has no types
    if block.tag == "table":
        _table(word, block)
    elif block.tag == f"{{{SVG}}}svg":
        if block.get("class") == "figure":
            _figure(word, block)
    elif text := block_text(block):
        paragraph = word.add_paragraph(style=STYLES[str(block.tag)])
        paragraph.add_run(text)


def _figure(word: Any, drawn: Element) -> None:  # noqa: ANN401 - python-docx has no types
    shared = needed("docx.shared", for_format="docx")
    wide = float(drawn.attrib["viewBox"].split()[2]) / 674
    picture = word.add_picture(io.BytesIO(images.png(drawn)), width=shared.Cm(PAGE_IN_CENTIMETRES * wide))
    named = picture._inline.docPr  # noqa: SLF001 - python-docx has no other way to the words of a picture
    named.set("descr", images.figure_title(drawn))


def _table(word: Any, block: Element) -> None:  # noqa: ANN401 - python-docx has no types
    rows = [[block_text(cell) for cell in row if cell.tag in ("th", "td")] for row in block.iter("tr")]
    if not rows:
        return
    table = word.add_table(rows=len(rows), cols=max(map(len, rows)), style="Light Grid")
    for made, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(made.cells, row, strict=False):
            cell.text = text
    repeat = needed("docx.oxml", for_format="docx").OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001 - python-docx has no other way to a header row


def block_text(block: Element) -> str:
    """What a block says, without the titles of the small drawings in it."""
    return " ".join("".join(_texts(block)).split())


def _texts(block: Element) -> Iterator[str]:
    if block.tag == f"{{{SVG}}}svg":
        return
    yield block.text or ""
    for child in block:
        yield " " if child.tag in ("br", "strong") else ""
        yield from _texts(child)
        yield " " if child.tag in ("br", "strong") else ""
        yield child.tail or ""


def _dated(content: bytes) -> bytes:
    """The same document with one fixed date on all its parts, so that the same report is the same file."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(zipfile.ZipInfo(name, FIRST_MOMENT), given.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
