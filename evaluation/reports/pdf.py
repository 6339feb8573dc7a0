"""The PDF of a report: PDF/UA-1, tagged, with its fonts inside, the same bytes every time."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock

from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from analysis.wording import Sentence
from evaluation.reports import fonts, html
from evaluation.reports.fetching import FONTS, PackagedOnly
from evaluation.reports.impact import ImpactReport
from evaluation.reports.language import Language

DENSITIES = ("", "snug", "tight")
EPOCH = "SOURCE_DATE_EPOCH"
UNKNOWN_MOMENT = 315532800  # 1 January 1980, the first moment every archive format can hold
_clock = Lock()


def pages(report: ImpactReport) -> bytes:
    """The PDF; its date is the report's own and its identifier follows from its content.

    Page 1 stands alone: where its words are many it is set closer, until it fits.
    """
    with _dated(report):
        style = html.STYLE.read_text(encoding="utf-8")
        markup = html.page(report, density=_density(report, style), style=style)
        identifier = hashlib.sha256(markup.encode()).digest()[:16]
        laid_out = _laid_out(markup, report)
        written = laid_out.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=identifier)
    return bytes(written or b"")


def _laid_out(markup: str, report: ImpactReport) -> Document:
    configuration, faces = _faces(fonts.subsets_of(markup))
    numbers = CSS(string=_page_numbers(Language(report.context.language)), url_fetcher=PackagedOnly())
    source = HTML(string=markup, url_fetcher=PackagedOnly(), base_url="about:blank")
    return source.render(font_config=configuration, stylesheets=[faces, numbers], pdf_variant="pdf/ua-1", pdf_tags=True)


@cache
def _faces(subsets: frozenset[str]) -> tuple[FontConfiguration, CSS]:
    """The packaged fonts, loaded once a process."""
    configuration = FontConfiguration()
    sheet = CSS(
        string=fonts.by_file(subsets), font_config=configuration, url_fetcher=PackagedOnly(), base_url=FONTS.as_uri()
    )
    return configuration, sheet


def _page_numbers(language: Language) -> str:
    """The style rule that numbers the pages in the reader's language."""
    message = language.say(Sentence("Page {page} of {pages}", {"page": "\0", "pages": "\1"}))
    parts = message.replace('"', "").replace("\0", '" counter(page) "').replace("\1", '" counter(pages) "')
    return f'@page{{@bottom-right{{text-align:right;content:"{parts}"}}}}'


def _density(report: ImpactReport, style: str) -> str:
    """How close page 1 must be set to be one page: the roomiest that fits."""
    for density in DENSITIES[:-1]:
        front = html.page(report, density=density, style=style, whole=False)
        if len(_laid_out(front, report).pages) == 1:
            return density
    return DENSITIES[-1]


@contextmanager
def _dated(report: ImpactReport) -> Iterator[None]:
    """Fonts that are cut to the letters used carry a date: the report's own, for as long as it is written."""
    moment = report.context.frozen_at
    with _clock:
        before = os.environ.get(EPOCH)
        os.environ[EPOCH] = str(int(moment.timestamp()) if moment else UNKNOWN_MOMENT)
        try:
            yield
        finally:
            if before is None:
                del os.environ[EPOCH]
            else:
                os.environ[EPOCH] = before
