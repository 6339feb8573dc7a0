"""Markup as PDF/UA-1: tagged, with its fonts inside, and the same bytes from the same markup and moment."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import cache
from threading import RLock

import pydyf  # type: ignore[import-untyped] # the writer inside WeasyPrint, which ships no types
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from evaluation.printing import fonts
from evaluation.printing.page_tree import figures_apart, page_of
from evaluation.printing.pdf_tags import tagged
from evaluation.printing.remembered_text import remembered_text
from evaluation.printing.text_layer import text_as_written
from evaluation.printing.url_fetcher import FONTS, PackagedOnly
from evaluation.printing.whole_lines import whole_lines
from evaluation.printing.written_objects import write_objects

VARIANT = "pdf/ua-1"
EPOCH = "SOURCE_DATE_EPOCH"
UNKNOWN_MOMENT = 315532800  # 1 January 1980, the first moment every archive format can hold
_clock = RLock()


def pdf_of(
    markup: str, *others: str, at: datetime | None, begun: Callable[[int], None] = lambda _number: None
) -> bytes:
    """A whole HTML page as PDF, and others after it, dated `at` some moment.

    Pages may name packaged fonts and data: addresses only. The first gives the file its title and language. `begun`
    is told which of them is set next, from 0, and at last that the file is written.
    """
    with dated(at), remembered_text():
        documents = []
        for number, page in enumerate((markup, *others)):
            begun(number)
            documents.append(laid_out(page))
        begun(len(documents))
        pages = [page for each in documents for page in each.pages]
        return pdf_file(documents[0].copy(pages), content="\f".join((markup, *others)))


def laid_out(markup: str, *, rules: Sequence[str] = (), at_first: bool = False) -> Document:
    """The pages of some markup, set in the packaged fonts; `rules` are style rules beside its own.

    With `at_first`, here and in `written`, they are set and told as the first releases were.
    """
    configuration, faces = _faces(fonts.subsets_of(markup), at_first=at_first)
    sheets = [CSS(string=rule, url_fetcher=PackagedOnly()) for rule in rules]
    named = markup if at_first else fonts.with_packaged_fonts(markup)
    source = HTML(string=named, url_fetcher=PackagedOnly(), base_url="about:blank")
    return _rendered(source, configuration, [faces, *sheets])


class PrintedPage:
    """Some markup that is read once and laid out as often as it takes, each time with other classes on its root.

    `style` is its style sheet, which stands beside the markup and is read once a process; `rules` are style rules
    beside that.
    """

    def __init__(self, markup: str, *, style: str, rules: Sequence[str] = ()) -> None:
        self._configuration, _ = _faces(fonts.subsets_of(markup), at_first=False)
        self._sheet = _sheet(fonts.with_packaged_fonts("".join((style, *rules))))
        self._source = page_of(fonts.with_packaged_fonts(markup))

    def laid_out(self, classes: str, *, blocks: int | None = None) -> Document:
        """Its pages with these classes on the root, with all blocks of its main element or as many as `blocks`."""
        root, wrapper = self._source.etree_element, self._source.wrapper_element
        root.set("class", classes)
        main = root.find("body/main")
        whole = list(main)
        main[:] = whole[:blocks]
        # what wraps an element remembers its classes
        self._source.wrapper_element = type(wrapper).from_html_root(root, content_language=None)
        try:
            with figures_apart():
                return _rendered(self._source, self._configuration, [self._sheet])
        finally:
            main[:] = whole


def pdf_file(document: Document, *, content: str, at_first: bool = False) -> bytes:
    """The file of a document, whose identifier follows from its `content`; call it while `dated`."""
    identifier = hashlib.sha256(content.encode()).digest()[:16]
    options = {"pdf_variant": VARIANT, "pdf_tags": True, "pdf_identifier": identifier}
    with nullcontext() if at_first else _words_as_read():
        return bytes(document.write_pdf(finisher=_finished, **options) or b"")


@contextmanager
def _words_as_read() -> Iterator[None]:
    with whole_lines(), text_as_written():
        yield


def _finished(document: Document, pdf: pydyf.PDF) -> None:
    """Mend the structure of a file and turn it into bytes, just before they are put together."""
    tagged(document, pdf)
    write_objects(pdf)


@contextmanager
def dated(at: datetime | None) -> Iterator[None]:
    """Fonts that are cut to the letters used carry a date: this moment, for as long as a document is written."""
    with _clock:
        before = os.environ.get(EPOCH)
        os.environ[EPOCH] = str(int(at.timestamp()) if at else UNKNOWN_MOMENT)
        try:
            yield
        finally:
            if before is None:
                del os.environ[EPOCH]
            else:
                os.environ[EPOCH] = before


@cache
def _faces(subsets: frozenset[str], *, at_first: bool) -> tuple[FontConfiguration, CSS]:
    """The packaged fonts, loaded once a process."""
    configuration = FontConfiguration()
    sheet = CSS(
        string=fonts.by_file(subsets, at_first=at_first),
        font_config=configuration,
        url_fetcher=PackagedOnly(),
        base_url=FONTS.as_uri(),
    )
    return configuration, sheet


@cache
def _sheet(style: str) -> CSS:
    return CSS(string=style, url_fetcher=PackagedOnly())


def _rendered(source: HTML, configuration: FontConfiguration, sheets: Sequence[CSS]) -> Document:
    return source.render(font_config=configuration, stylesheets=sheets, pdf_variant=VARIANT, pdf_tags=True)
