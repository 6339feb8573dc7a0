"""The PDF: for every reader, with nothing fetched, and the same every time."""

import io
import itertools
import re

import pikepdf
import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from evaluation.impact_report.formats import html, pdf
from evaluation.printing.url_fetcher import FONTS, PackagedOnly
from tests.impact_report.examples import evening, study


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


STANDARD = re.compile(
    "/(Document|Part|Art|Sect|Div|BlockQuote|Caption|TOCI?|Index|NonStruct|Private|P|H[1-6]?|L|LI|Lbl|LBody|Table|T[RHD]|"
    "THead|TBody|TFoot|Span|Quote|Note|Reference|BibEntry|Code|Link|Annot|Ruby|Warichu|Figure|Formula|Form)"
)
DRAWING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "INLINE"}


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


def tagged(opened, tag):
    return [each for each in elements(opened.Root.StructTreeRoot) if str(each.S) == tag]


def test_every_tag_is_one_that_every_reader_knows(opened):
    """ISO 32000-1, 14.8.4: a tag of another name would need a role that says which of these it stands for."""
    assert all(STANDARD.fullmatch(str(each.S)) for each in elements(opened.Root.StructTreeRoot))


def test_everything_drawn_is_in_the_structure_or_marked_as_decoration(opened):
    """Matterhorn Protocol 01-003 to 01-005: no content outside, and none of one kind within the other."""
    for page in opened.pages:
        open_marks = []
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in ("BMC", "BDC"):
                open_marks.append(str(operands[0]) == "/Artifact")
            elif str(operator) == "EMC":
                open_marks.pop()
            elif str(operator) in DRAWING:
                assert open_marks
                assert len(set(open_marks)) == 1


def test_every_piece_of_marked_content_is_in_the_structure_once(opened):
    """Matterhorn Protocol 01-006 and 09-001: what is drawn as content is reached, on its page, exactly once."""
    for page in opened.pages:
        drawn = [
            int(operands[1]["/MCID"])
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and "/MCID" in operands[1]
        ]
        reached = [kid for each in elements(opened.Root.StructTreeRoot) for kid in contents(each, page)]
        assert sorted(reached) == sorted(set(drawn))


def contents(element, page):
    """The marked content of one structure element on one page."""
    if element.get("/Pg") is None or element.Pg.objgen != page.objgen:
        return []
    kids = element.get("/K", [])
    return [int(kid) for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(kid, int)]


def test_it_is_read_in_the_order_of_its_html_original(one_evening, here):
    """Headings and figures, without those for a narrow screen: they are never parted by the end of a page."""
    written = re.findall(r'<(h[1-6]|svg)\b(?! class="narrow-figure")', html.page(one_evening))
    with pikepdf.open(io.BytesIO(here)) as made:
        tags = [str(each.S)[1:].lower() for each in elements(made.Root.StructTreeRoot)]
    spoken = [tag.replace("figure", "svg") for tag in tags if re.fullmatch("h[1-6]|figure", tag)]
    assert spoken == written


def test_what_stands_at_the_foot_of_every_page_is_read_by_nobody(opened):
    """Matterhorn Protocol 18-001: furniture of pages is an artifact of pagination."""
    for page in opened.pages:
        kinds = [
            operands[1].get("/Type")
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and str(operands[0]) == "/Artifact"
        ]
        assert kinds.count("/Pagination") >= 2


def test_every_header_cell_says_what_it_heads_and_every_cell_finds_its_headers(opened):
    """Matterhorn Protocol 15-003, and ISO 32000-1, 14.7.2: identifiers are listed in the structure tree."""
    headers, cells = tagged(opened, "/TH"), tagged(opened, "/TD")
    listed = opened.Root.StructTreeRoot.IDTree.Kids[0].Names
    known = {bytes(listed[place]): listed[place + 1].objgen for place in range(0, len(listed), 2)}
    assert len(headers) > 10
    assert {str(each.A.Scope) for each in headers} == {"/Column", "/Row"}
    assert all(known[bytes(each.ID)] == each.objgen for each in headers)
    assert list(known) == sorted(known)
    assert all(len(cell.A.Headers) >= 2 and {bytes(found) for found in cell.A.Headers} <= set(known) for cell in cells)


def test_every_row_of_a_table_has_as_many_cells(opened):
    for table in tagged(opened, "/Table"):
        rows = [each for each in elements(table) if str(each.S) == "/TR"]
        assert len({sum(str(kid.S) in ("/TH", "/TD") for kid in row.K) for row in rows}) == 1


def test_every_list_holds_items_with_bodies(opened):
    for found in tagged(opened, "/L"):
        assert {str(kid.S) for kid in found.K} == {"/LI"}
        assert all({str(kid.S) for kid in item.K} <= {"/Lbl", "/LBody"} for item in found.K)


def test_pages_are_walked_in_the_order_of_their_structure(opened):
    """Matterhorn Protocol 28-002 and 28-004: the order of the tab key, and no note without words."""
    for page in opened.pages:
        assert str(page.Tabs) == "/S"
        assert all(str(note.get("/Contents", "")) for note in page.get("/Annots", []))


def test_every_letter_can_be_read_back(opened):
    """Matterhorn Protocol 31-027: every font says which letters its shapes stand for."""
    fonts = [font for page in opened.pages for font in page.Resources.get("/Font", {}).values()]
    assert fonts
    assert all("/ToUnicode" in font for font in fonts)


def test_nothing_in_it_runs_and_nothing_is_locked_from_assistive_tools(opened):
    assert not opened.is_encrypted
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(opened.Root.keys())
    assert "/JavaScript" not in opened.Root.get("/Names", {})


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
    gone_on_with = "What this cannot tell us" in first
    assert gone_on_with or re.match(r"\s*(Every finding in one table|Who is missing|What this cannot)", second)


def test_the_change_of_another_outcome_stands_in_the_line_of_its_name(across):
    first = PdfReader(io.BytesIO(across)).pages[0].extract_text(extraction_mode="layout")
    rows = first[first.index("What we can say") : first.index("How sure can we be?")].splitlines()[1:]
    named = [row for row in rows if row.startswith(("Common ground", "Nervousness"))]
    assert len(named) == 2
    assert all(re.search(r"\(.+ to .+\)|–", row) for row in named)


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
