"""The PDF of a report: PDF/UA-1, tagged, with its fonts inside, the same bytes every time."""

from weasyprint.document import Document

from analysis.wording.wording import Sentence
from evaluation.domain.uncollected import uncollected
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.formats import html
from evaluation.impact_report.language.language import Language
from evaluation.printing.page_fill import filled
from evaluation.printing.pdf_ua import PrintedPage, dated, laid_out, pdf_file
from evaluation.printing.remembered_text import remembered_text

AT_FIRST = ("", "snug", "tight", "closest")
DENSITIES = (*AT_FIRST, "fullest", "fullest brief", "fullest brief least")
"""How close page 1 is set, the roomiest first; a brief one leaves the table of other outcomes to the page after it.

The last sets its words closest, where they are many.
"""
SHORTEST = {"snug": 0.82, "tight": 0.73, "closest": 0.62}
"""The least that these make of the height of a roomy page 1: what would be too long even so is not tried."""
FRONT = 1
"""How many blocks of the main element make page 1."""
GO_ON = "goes-on"
"""Said of a page 1 that leaves more than half a page, so that what follows begins below it."""
SPACINGS = {
    "after-close": 0.955,
    "": 1.0,
    "after-wide": 1.03,
    "after-closer": 0.885,
    "after-wider": 1.14,
    "after-closest": 0.8,
    "after-widest": 1.2,
}
"""How close all that follows is set, what is tried first in front, with about what it makes of the length.

A little closer than the style sheet says comes first, since it often takes a page less, and each try takes as long as
all the rest.
"""
FULL, DOUBTFUL = 0.97, (0.12, 0.42)
"""How full a full page is where none tells, and between what a last page is expected to be too empty."""
HALF = 0.52
"""A page that is to be more than half full, with a little to spare for what rounding makes of lengths."""


def pages(report: ImpactReport) -> bytes:
    """The PDF; its date is the report's own and its identifier follows from its content.

    Page 1 stands alone: where its words are many it is set closer, until it fits. What follows is set closer or wider
    until no page is more than half empty.
    """
    with uncollected(), dated(report.context.frozen_at), remembered_text():
        style = html.style_of(report)
        markup, document = _first_layout(report, style) if report.renderer < 2 else _fullest_layout(report, style)
        return pdf_file(document, content=markup, at_first=report.renderer < 2)


def _printed(report: ImpactReport, body: str, style: str) -> PrintedPage:
    """A body to be laid out, as often as it takes to find how close it is set."""
    return PrintedPage(html.framed(report, body, style=""), style=style, rules=[_page_numbers(report.language)])


def _page_numbers(language: Language) -> str:
    """The style rule that numbers the pages in the reader's language."""
    message = language.say(Sentence("Page {page} of {pages}", {"page": "\0", "pages": "\1"}))
    content = message.replace('"', "").replace("\0", '" counter(page) "').replace("\1", '" counter(pages) "')
    return f'@page{{@bottom-right{{text-align:right;content:"{content}"}}}}'


def _first_layout(report: ImpactReport, style: str) -> tuple[str, Document]:
    """The page and its layout as the first renderer made them."""
    for density in AT_FIRST:
        front = html.page(report, density=density, style=style, whole=False)
        if density == AT_FIRST[-1] or len(_laid_out_at_first(front, report).pages) == 1:
            break
    markup = html.page(report, density=density, style=style)
    return markup, _laid_out_at_first(markup, report)


def _laid_out_at_first(markup: str, report: ImpactReport) -> Document:
    return laid_out(markup, rules=[_page_numbers(report.language)], at_first=True)


def _fullest_layout(report: ImpactReport, style: str) -> tuple[str, Document]:
    """The page with its layout: the first way to set it that leaves no page half empty, or else the nearest to it."""
    body = html.body_of(report, for_print=True)
    first, *others = SPACINGS
    printed, spacings = _printed(report, body, style), [first]
    front = _density(printed)
    best, best_filled = None, -1.0
    for spacing in spacings:
        density = f"{front} {spacing}".strip()
        document = printed.laid_out(density)
        fills = [filled(page) for page in document.pages]
        if best is None or min(fills) > best_filled:
            best, best_filled = (density, document), min(fills)
        if best_filled >= HALF:
            break
        if spacing == first:  # how much there is to set is known now
            spacings += _likeliest_first(fills[1:], others, than=first)
    assert best is not None
    density, document = best
    return html.framed(report, body, density=density, style=style), document


def _likeliest_first(fills: list[float], others: list[str], *, than: str) -> list[str]:
    """The other spacings, where pages after page 1 are so full with one; last what likely half empties a page."""
    length, full = sum(fills), sum(fills[:-1]) / len(fills[:-1]) if len(fills) > 1 else FULL

    def is_doubtful(spacing: str) -> bool:
        least, most = DOUBTFUL
        return least < length * SPACINGS[spacing] / SPACINGS[than] % full < most

    return sorted(others, key=is_doubtful)


def _density(printed: PrintedPage) -> str:
    """How close page 1 must be set to be one page: the roomiest that fits; where half of it is left, more follows."""
    over = 1.0
    for density in DENSITIES[:-1]:
        if over * SHORTEST.get(density, 0.0) > 1:
            continue
        laid = printed.laid_out(density, blocks=FRONT)
        if len(laid.pages) == 1:
            return GO_ON if filled(laid.pages[0]) < HALF else density
        over = max(over, len(laid.pages) - 1 + filled(laid.pages[-1])) if density == "" else over
    return DENSITIES[-1]
