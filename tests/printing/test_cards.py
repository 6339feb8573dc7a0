"""Cards: each can be scanned and read, hosts' and guests' differ, and none says whose it is."""

import io
import math
from dataclasses import replace

import pikepdf
import pytest
import segno
from PIL import Image
from pypdf import PdfReader

from evaluation.domain.card_codes import grouped
from evaluation.fieldwork.print_pack.pack_pdf import cards_pdf
from evaluation.fieldwork.print_pack.print_facts import Stack
from tests.printing.conftest import DOTS, PRINTED
from tests.printing.qr_reading import modules_in, text_of

MM = DOTS / 25.4
CARD = (105 * MM, 74.2 * MM)


@pytest.fixture(scope="module")
def drawn(cards, pictures):
    return pictures(cards)


def card(page, place):
    """The picture of one card on a sheet, by its place: two across, four down."""
    left, top = place % 2 * CARD[0], place // 2 * CARD[1]
    return page.crop((round(left), round(top), round(left + CARD[0]), round(top + CARD[1])))


def code_on(picture):
    """The corner of a card that holds its code."""
    return picture.crop((round(3.5 * MM), round(13.8 * MM), round(38 * MM), round(48.5 * MM)))


def test_the_reader_of_codes_reads_what_another_program_drew():
    for text in ("https://weaving.example.org/river-lamp", "https://a.example/c/0123456789", "x" * 80):
        drawing = io.BytesIO()
        segno.make(text, error="m", micro=False, boost_error=False, mode="byte").save(drawing, kind="png", scale=4)
        assert text_of(modules_in(Image.open(drawing))) == text


def test_each_code_leads_to_the_address_of_its_card(drawn, stacks):
    read = {text_of(modules_in(code_on(card(drawn[0], place)))) for place in range(8)}
    read |= {text_of(modules_in(code_on(card(drawn[1], place)))) for place in range(2)}
    read |= {text_of(modules_in(code_on(card(drawn[2], place)))) for place in range(3)}
    assert read == {f"https://weaving.example.org/c/{token}" for stack in stacks.values() for token in stack}


def test_the_code_to_read_stands_beside_the_code_to_scan(cards, stacks):
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(cards)).pages]
    printed = "\n".join(texts)
    assert all(printed.count(grouped(token)) == 1 for stack in stacks.values() for token in stack)


def test_a_code_is_large_enough_for_an_old_phone(drawn):
    code = code_on(card(drawn[0], 0)).convert("L").point(lambda shade: 255 if shade < 128 else 0)
    left, _, right, _ = code.getbbox()
    assert (right - left) / MM / len(modules_in(code_on(card(drawn[0], 0)))) > 0.8  # mm a module


def test_a_code_has_the_white_border_that_the_standard_asks(drawn):
    whole, code = card(drawn[0], 0).convert("L"), code_on(card(drawn[0], 0))
    box = code.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    left, top, right, bottom = (round(side + mm * MM) for side, mm in zip(box, (3.5, 13.8) * 2, strict=True))
    border = 3.9 * (right - left) / len(modules_in(code))
    around = whole.crop((left - border, top - border, right + border, bottom + border))
    around.paste(
        255, (round(border) - 1, round(border) - 1, round(border) + right - left + 1, round(border) + bottom - top + 1)
    )
    assert around.getextrema()[0] > 200


def test_no_sheet_holds_cards_of_two_stacks(cards, stacks):
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(cards)).pages]
    assert [("Host" in text, "Guest" in text) for text in texts] == [(True, False), (True, False), (False, True)]


def test_hosts_cards_are_dark_at_the_top_and_guests_cards_are_not(drawn):
    middle = (round(52 * MM), round(10 * MM))
    assert card(drawn[0], 0).convert("L").getpixel(middle) < 60
    assert card(drawn[2], 0).convert("L").getpixel(middle) > 240


def test_cards_are_parted_by_dashed_lines(drawn):
    page = drawn[0].convert("L")
    along = [min(page.getpixel((x, y)) for x in range(round(104 * MM), round(106 * MM))) for y in range(page.height)]
    dark = sum(shade < 200 for shade in along)
    assert page.height / 4 < dark < page.height * 3 / 4


def test_a_card_asks_to_be_brought_both_times(cards):
    text = " ".join(PdfReader(io.BytesIO(cards)).pages[0].extract_text().split())
    assert "Bring this card Same card before and after." in text


def test_one_stack_has_cards_that_name_no_role(facts, stacks):
    made = PdfReader(io.BytesIO(cards_pdf({Stack.EVERYBODY: stacks[Stack.HOST]}, facts, at=PRINTED)))
    text = "".join(page.extract_text() for page in made.pages)
    assert (text.count("Your card"), "Host" in text, "Guest" in text) == (10, False, False)


@pytest.mark.parametrize("number", [1, 8, 9, pytest.param(40, marks=pytest.mark.long)])
def test_eight_cards_make_a_sheet(facts, number):
    tokens = [f"{n:09d}" for n in range(number)]
    made = PdfReader(io.BytesIO(cards_pdf({Stack.EVERYBODY: tokens}, facts, at=PRINTED)))
    assert len(made.pages) == math.ceil(number / 8)


def test_every_code_has_words_for_those_who_cannot_see_it(cards, stacks, figures):
    with pikepdf.open(io.BytesIO(cards)) as document:
        said = {str(figure.Alt) for figure in figures(document)}
    assert said == {f"QR code of card {grouped(token)}" for stack in stacks.values() for token in stack}


@pytest.mark.parametrize("host", ["weaving.example.org", "weaving.evaluation.a-large-hall.example.org"])
def test_no_address_runs_into_the_code(facts, pictures, host):
    named = replace(facts, base_url=f"https://{host}", slug="museum-bamboo", title="A long name of a meeting " * 8)
    page = pictures(cards_pdf({Stack.HOST: ["WWWWWWWWW"] * 2}, named, at=PRINTED))[0].convert("L")
    above, below = ((round(41 * MM), round(y * MM), round(104 * MM), round((y + 0.4) * MM)) for y in (49.0, 57.6))
    assert page.crop(above).getextrema()[0] > 240
    assert page.crop(below).getextrema()[0] > 240


def test_a_card_of_a_comparison_group_is_kept_for_the_second_time(facts, stacks):
    page = PdfReader(io.BytesIO(cards_pdf(stacks, replace(facts, is_comparison=True), at=PRINTED))).pages[0]
    text = " ".join(page.extract_text().split())
    assert ("Keep this card Same card before and after." in text, "Bring this card" in text) == (True, False)
