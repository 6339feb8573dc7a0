"""The PDF: for every reader, with nothing fetched, and the same every time."""

import io
import itertools
import re

import pikepdf
import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from evaluation.printing.fetching import FONTS, PackagedOnly
from evaluation.reports import pdf
from tests.reports.examples import evening, study


@pytest.fixture(scope="module")
def here(one_evening):
    return pdf.pages(one_evening)


@pytest.fixture(scope="module")
def across(six_chapters):
    return pdf.pages(six_chapters)


@pytest.fixture(scope="module", params=["here", "across"])
def opened(request):
    with pikepdf.open(io.BytesIO(request.getfixturevalue(request.param))) as document:
        yield document


def elements(node):
    """Every structure element below a node."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def test_it_says_that_it_is_pdf_ua_1(opened):
    with opened.open_metadata() as metadata:
        assert str(metadata["pdfuaid:part"]) == "1"


def test_it_is_tagged_with_language_and_title(opened):
    assert bool(opened.Root.MarkInfo.Marked)
    assert str(opened.Root.Lang) == "en"
    assert str(opened.docinfo["/Title"]).startswith("Impact report: ")
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)


def test_every_figure_has_alternative_text(opened):
    figures = [each for each in elements(opened.Root.StructTreeRoot) if str(each.S) == "/Figure"]
    assert len(figures) > 5
    assert all(str(each.get("/Alt", "")) for each in figures)


def test_its_headings_are_in_order(opened):
    tags = [str(each.S) for each in elements(opened.Root.StructTreeRoot)]
    levels = [int(tag[2]) for tag in tags if re.fullmatch("/H[1-6]", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_every_font_is_embedded_and_one_of_ours(opened):
    names = set()
    for page in opened.pages:
        for font in page.Resources.get("/Font", {}).values():
            inner = font.DescendantFonts[0]
            assert any(key in inner.FontDescriptor for key in ("/FontFile2", "/FontFile3"))
            names.add(re.sub(r"^/[A-Z]{6}\+", "", str(font.BaseFont)))
    assert names <= {"Inter", "Inter-Semi-Bold", "Inter-Bold"}


def test_the_same_report_gives_the_same_bytes(one_evening, here):
    assert pdf.pages(one_evening) == here


def test_its_date_is_the_reports_own(opened):
    assert str(opened.docinfo["/CreationDate"]).startswith("D:20260515091200")


def test_other_answers_give_another_identifier(here):
    other = pikepdf.open(io.BytesIO(pdf.pages(evening(33))))
    assert bytes(other.trailer.ID[0]) != bytes(pikepdf.open(io.BytesIO(here)).trailer.ID[0])


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda: evening(4, came=9), id="4 pairs"),
        pytest.param(lambda: evening(7, came=12), id="7 pairs"),
        pytest.param(lambda: evening(30, change=-0.5, came=53, organisations=11), id="a fall"),
        pytest.param(lambda: evening(300, change=0.0), id="300 pairs"),
        pytest.param(lambda: study((20, 25)), id="two chapters"),
        pytest.param(lambda: study((20,) * 12), id="twelve chapters"),
    ],
)
def test_page_1_stands_alone(made):
    read = PdfReader(io.BytesIO(pdf.pages(made())))
    first, second = (page.extract_text() for page in read.pages[:2])
    assert "A sentence you may quote" in first
    assert "You may not say" in first
    assert re.match(r"\s*(Other outcomes, (person by person|chapter by chapter)|Question by question)", second)


def test_every_page_carries_its_number_and_the_stamp(here):
    read = PdfReader(io.BytesIO(here))
    for number, page in enumerate(read.pages, start=1):
        text = page.extract_text()
        assert f"Page {number} of {len(read.pages)}" in text
        assert "common-ground v1 (not yet validated)" in text


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.png",
        "http://127.0.0.1/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "file://host/share",
        f"{FONTS.as_uri()}/../../app.py",
        f"{FONTS.as_uri()}/inter-LICENSE.txt",
        "gopher://example.org",
        "about:blank",
    ],
)
def test_nothing_but_packaged_fonts_is_fetched(address):
    with pytest.raises((FatalURLFetchingError, ValueError)):
        PackagedOnly().fetch(address)


def test_packaged_fonts_are_fetched():
    assert PackagedOnly().fetch(f"{FONTS.as_uri()}/inter-latin-400-normal.woff2").read()[:4] == b"\x00\x01\x00\x00"
