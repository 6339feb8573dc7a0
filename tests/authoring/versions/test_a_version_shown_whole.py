"""A published version's page tells all that it is: its answers, scoring, consent, how it looks, and how it is cited."""

import pytest
from lxml import html
from pypdf import PdfReader

import instruments

VERSION = instruments.load("common-ground", 1)
ADDRESS = "/instruments/common-ground/1"


@pytest.fixture
def page(researcher):
    return " ".join(researcher.get(ADDRESS).text.split())


def test_every_answer_source_licence_and_word_of_consent_is_on_the_page(researcher):
    said = " ".join(html.fromstring(researcher.get(ADDRESS).text).text_content().split())
    options = [option.label for found in VERSION.formats for option in found.options]
    ends = [words for found in VERSION.formats for words in (found.low_label, found.high_label) if words]
    about = [words for item in VERSION.items for words in (item.text, item.source, item.licence) if words]
    waves = [words for one in VERSION.waves for words in (one.title, one.intro, *(word.text for word in one.wording))]
    consent = [VERSION.consent.title, *VERSION.consent.statements, VERSION.consent.agree]
    wanted = [" ".join(words.split()) for words in (*options, *ends, *about, *waves, *consent)]
    assert [words for words in wanted if words not in said] == []


def test_each_scale_tells_its_items_its_margin_and_which_way_is_better(page):
    for scale in VERSION.scales:
        row = page.partition(f"<code>{scale.id}</code>")[2].partition("</tr>")[0]
        assert [name for name in scale.items if f"<code>{name}</code>" not in row] == []
        assert (str(scale.margin) in row, str(scale.direction) in row) == (True, True)


def test_the_citation_names_the_version_that_was_read(page):
    assert f"{VERSION.title} (common-ground, version 1) [Questionnaire]." in page
    assert f"SHA-256: {instruments.digest(VERSION)}" in page


@pytest.mark.parametrize("part", ["waves/pre", "items/bt1", "scales/bridging_trust", "about/instrument"])
def test_the_phone_shows_it_in_each_language(researcher, part):
    for language in ("en", "cy"):
        phone = researcher.get(f"{ADDRESS}/phone?part={part}&shown_language={language}")
        assert (phone.status_code, f'<html lang="{language}"' in phone.text) == (200, True)
        assert "frame-ancestors 'self'" in phone.headers["Content-Security-Policy"]


def test_the_part_that_is_chosen_is_the_one_on_the_phone(researcher):
    shown = html.fromstring(researcher.get(ADDRESS).text)
    chosen = shown.xpath("string(//select[@name='part']/option[@selected]/@value)")
    assert shown.xpath("string(//iframe/@src)").endswith(f"?part={chosen}")
    assert chosen == "waves/pre"


@pytest.mark.parametrize("part", ["items/nothing", "nothing/at_all", "items"])
def test_a_part_that_is_not_there_is_not_found(researcher, part):
    assert researcher.get(f"{ADDRESS}/phone?part={part}").status_code == 404


def test_the_codebook_is_a_pdf_with_every_question_and_what_people_agree_to(researcher, tmp_path):
    sent = researcher.get(f"{ADDRESS}/files/codebook")
    file = tmp_path / "codebook.pdf"
    file.write_bytes(sent.data)
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())
    wanted = [*(item.text for item in VERSION.items), *VERSION.consent.statements, "Strongly agree"]
    assert [each for each in wanted if each.replace(" ", "") not in words.replace(" ", "")] == []
