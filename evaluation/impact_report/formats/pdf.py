"""The PDF of a report: PDF/UA-1, tagged, with its fonts inside, the same bytes every time."""

from weasyprint.document import Document

from analysis.wording.wording import Sentence
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.formats import html
from evaluation.impact_report.language.language import Language
from evaluation.printing.pdf_ua import dated, laid_out, pdf_file

DENSITIES = ("", "snug", "tight", "closest")


def pages(report: ImpactReport) -> bytes:
    """The PDF; its date is the report's own and its identifier follows from its content.

    Page 1 stands alone: where its words are many it is set closer, until it fits.
    """
    with dated(report.context.frozen_at):
        style = html.style_of(report)
        markup = html.page(report, density=_density(report, style), style=style)
        return pdf_file(_laid_out(markup, report), content=markup, at_first=report.renderer < 2)


def _laid_out(markup: str, report: ImpactReport) -> Document:
    return laid_out(markup, rules=[_page_numbers(report.language)], at_first=report.renderer < 2)


def _page_numbers(language: Language) -> str:
    """The style rule that numbers the pages in the reader's language."""
    message = language.say(Sentence("Page {page} of {pages}", {"page": "\0", "pages": "\1"}))
    content = message.replace('"', "").replace("\0", '" counter(page) "').replace("\1", '" counter(pages) "')
    return f'@page{{@bottom-right{{text-align:right;content:"{content}"}}}}'


def _density(report: ImpactReport, style: str) -> str:
    """How close page 1 must be set to be one page: the roomiest that fits."""
    for density in DENSITIES[:-1]:
        front = html.page(report, density=density, style=style, whole=False)
        if len(_laid_out(front, report).pages) == 1:
            return density
    return DENSITIES[-1]
