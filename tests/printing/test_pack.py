"""The print pack: poster, script and cards in one file that everybody can read."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

import instruments
from evaluation.fieldwork.print_pack.pack_pdf import pack_pdf
from evaluation.fieldwork.print_pack.print_facts import Stack
from evaluation.models import State
from evaluation.printing.pdf_ua import pdf_of
from evaluation.web.state_labels import press_of
from tests.printing.conftest import DOTS, PRINTED
from tests.printing.qr_reading import modules_in, text_of

MM = DOTS / 25.4
FEW = {Stack.EVERYBODY: ["7K3M9Q2XZ"]}


def pages_of(content):
    """What stands on each page, in a line."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def parts_of(content):
    """Which part each page belongs to."""
    marks = {"Before and after": "poster", "Host script": "script", "Bring this card": "cards"}
    return [next((part for mark, part in marks.items() if mark in text), "more") for text in pages_of(content)]


@pytest.fixture(scope="module")
def opened(pack):
    with pikepdf.open(io.BytesIO(pack)) as document:
        yield document


@pytest.fixture(scope="module")
def script(pack):
    return " ".join(pages_of(pack)[1:3])


def test_poster_script_and_cards_follow_one_another(pack):
    assert parts_of(pack) == ["poster", "script", "more", "cards", "cards", "cards"]


def test_the_posters_code_leads_to_the_join_address(pack, pictures):
    poster = pictures(pack)[0]
    code = poster.crop((round(18 * MM), round(56 * MM), round(94 * MM), round(132 * MM)))
    assert text_of(modules_in(code)) == "https://weaving.example.org/river-lamp"


def test_the_two_words_are_the_largest_thing_on_the_poster(pack):
    sizes = {}

    def seen(text, _, matrix, __, size):
        for word in text.split():
            sizes[word] = max(sizes.get(word, 0), abs(size * matrix[0]))

    PdfReader(io.BytesIO(pack)).pages[0].extract_text(visitor_text=seen)
    largest = sorted(sizes, key=sizes.get)[-2:]
    assert set(largest) == {"river", "lamp"}


def test_the_poster_says_where_and_when(pack):
    poster = pages_of(pack)[0]
    assert "Weaving Trust, Mill Hall" in poster
    assert re.search(r"Thursday,? 14 May 2026, 18:30–20:30", poster)


@pytest.mark.parametrize("part", ["poster", "script"])
def test_what_is_promised_is_what_people_agree_to(pack, script, part):
    """But that nobody sees the answers is promised of phones alone: whoever writes on paper reads this too."""
    name, unseen, joined = instruments.load("common-ground", 1).consent.statements[:3]
    said = {"poster": pages_of(pack)[0], "script": script}[part]
    of_phones = unseen.replace("sees your answers", "sees what you answer on a phone")
    assert [statement for statement in (name, of_phones, joined) if statement not in said] == []


def test_the_script_names_the_buttons_as_the_pages_do(script):
    pressed = [press.label for state in State if (press := press_of(state))]
    assert [label for label in pressed if f"Press {label}." not in script] == []
    assert len(pressed) == 4


def test_the_script_has_its_moments_in_order(script):
    moments = ["Welcome", "everybody seated", "First bell", "One-to-ones", "before thanks", "Taking answers back"]
    places = [script.index(moment) for moment in moments]
    assert places == sorted(places)


def test_the_script_names_the_address_of_a_tablet_that_people_share(script):
    said = "A tablet that people share? Open weaving.example.org/river-lamp?kiosk=1 on it: it keeps nothing"
    assert said.replace(" ", "") in script.replace(" ", "")


def test_the_script_counts_the_rounds_and_their_minutes(script):
    assert "5 rounds of 7 minutes" in script


def test_the_script_says_when_after_opens_by_itself_only_where_it_does(facts, script):
    held = " ".join(pages_of(pack_pdf(FEW, replace(facts, after_opens=None), at=PRINTED)))
    assert ("opens by itself at 20:15" in script, "by itself" in held) == (True, False)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"title": "A long name of a meeting in a hall by the river, " * 4}, id="a title of 200 letters"),
        pytest.param({"words": ("museum", "bamboo")}, id="the widest words"),
        pytest.param({"base_url": "https://weaving.evaluation.a-large-organisation.example.org"}, id="a long address"),
        pytest.param({"title": "M" * 28, "words": ("wombat", "museum")}, id="wide letters"),
    ],
)
def test_the_poster_stays_one_page(facts, changes):
    made = parts_of(pack_pdf(FEW, replace(facts, **changes), at=PRINTED))
    assert made[:2] == ["poster", "script"]


def test_an_example_says_so_on_every_part(facts):
    made = pages_of(pack_pdf(FEW, replace(facts, is_example=True), at=PRINTED))
    assert ["Example data" in text for text in made] == [True, True, False, True]


def test_paper_forms_come_last_and_are_tagged_too(facts, figures):
    form = '<!doctype html><html lang="cy"><title>t</title><h1>A form on paper</h1><svg><title>circles</title></svg>'
    made = pack_pdf(FEW, facts, at=PRINTED, paper=[form, form])
    assert pages_of(made)[-2:] == ["A form on paper"] * 2
    with pikepdf.open(io.BytesIO(made)) as document:
        assert [str(figure.Alt) for figure in figures(document)][-2:] == ["circles", "circles"]


def test_the_same_pack_gives_the_same_bytes_on_another_day(stacks, facts, pack, monkeypatch):
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert pack_pdf(stacks, facts, at=PRINTED) == pack


def test_its_date_is_the_moment_it_is_given(opened):
    assert str(opened.docinfo["/CreationDate"]).startswith("D:20260501090000")


def test_it_says_that_it_is_pdf_ua_1_and_is_tagged(opened):
    with opened.open_metadata() as metadata:
        assert str(metadata["pdfuaid:part"]) == "1"
    assert bool(opened.Root.MarkInfo.Marked)
    assert str(opened.Root.Lang) == "en"
    assert str(opened.docinfo["/Title"]) == "Print pack: Weaving Trust, Mill Hall"


def test_every_figure_has_alternative_text(opened, figures):
    said = [str(figure.get("/Alt", "")) for figure in figures(opened)]
    assert "QR code that opens https://weaving.example.org/river-lamp" in said
    assert all(said)


def test_every_font_is_embedded(opened):
    fonts = [font.DescendantFonts[0] for page in opened.pages for font in page.Resources.get("/Font", {}).values()]
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys()) for font in fonts)


def test_what_an_organiser_wrote_is_printed_as_it_stands(facts):
    made = pack_pdf(FEW, replace(facts, title="<b>Hall</b> & <img src=x>"), at=PRINTED)
    assert "<b>Hall</b> & <img src=x>" in pages_of(made)[0]


def test_a_page_that_wants_a_file_is_not_printed():
    with pytest.raises(FatalURLFetchingError, match="may not fetch"):
        pdf_of('<html lang="en"><img src="file:///etc/hostname" alt="a">', at=PRINTED)
