"""What is printed in each packaged script reads back as it was written, by a program that did not write the file."""

import re
import subprocess
import unicodedata
from collections import Counter
from contextlib import nullcontext
from html import escape
from pathlib import Path

import pytest

import instruments
from evaluation.impact_report.formats import html
from evaluation.printing import pdf_ua
from evaluation.printing.pdf_ua import pdf_of
from tests.printing.conftest import PRINTED

PAPER = Path(html.STYLE).parents[1] / "survey" / "paper.css"
DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
RIGHT_TO_LEFT = {"ar", "ur"}

URDU = """آپ کو اپنے علاقے کی دوسری برادریوں کے لوگوں پر کتنا بھروسہ ہے؟
ٹماٹر، ڈاک، پہاڑ، ژالہ، گاؤں، نئے، ہیں، میں، گھر، چاہیے۔
مجھے لگتا ہے کہ ہم میں بہت کچھ مشترک ہے اور لا علم نہیں ہیں۔
مکمل طور پر اتفاق کرتا ہوں؛ بالکل نہیں۔"""
BENGALI = """আপনি অন্য সম্প্রদায়ের মানুষের ওপর কতটা বিশ্বাস করেন?
ক্ষমতা, জ্ঞান, প্রশ্ন, উত্তর, দৃষ্টি, স্ত্রী, শ্রদ্ধা, বাংলা, দুঃখ, চাঁদ, হঠাৎ, কর্ম, পার্থক্য, ঐক্য, ঔষধ, কৌশল।
অন্য সংগঠনের মানুষের সঙ্গে কথা বলতে আমি উদ্বিগ্ন বোধ করি।
বড়, আষাঢ়, হৃদয়, গুরু, রূপ ১২৩৪৫৬৭৮৯০"""
GURMUKHI = """ਤੁਸੀਂ ਦੂਜੇ ਭਾਈਚਾਰਿਆਂ ਦੇ ਲੋਕਾਂ ਉੱਤੇ ਕਿੰਨਾ ਭਰੋਸਾ ਕਰਦੇ ਹੋ?
ਪ੍ਰਸ਼ਨ, ਸ੍ਰੀ, ਫ਼ਸਲ, ਜ਼ਮੀਨ, ਖ਼ਬਰ, ਗ਼ਰੀਬ, ਸ਼ਹਿਰ, ਪੜ੍ਹਨਾ, ਇੱਕ, ਔਰਤ, ਐਤਵਾਰ।
ਸਾਡੇ ਵਿੱਚ ਬਹੁਤ ਕੁਝ ਸਾਂਝਾ ਹੈ। ੧੨੩੪੫੬੭੮੯੦"""


def _words(language):
    version = instruments.load("common-ground", 1)
    beside = instruments.translation("common-ground", 1, language)
    return list((beside.strings if beside else instruments.strings_of(version)).values())


SCRIPTS = {
    "en": _words("en"),
    "cy": _words("cy"),
    "ar": [re.sub(r"\{\w+\}", "كارديف", text) for text in _words("ar")],
    "ur": URDU.splitlines(),
    "bn": BENGALI.splitlines(),
    "pa": GURMUKHI.splitlines(),
}


NO_MARGINS = "".join(f"@{side}{{content:none}}" for side in ("bottom-left", "bottom-right", "bottom-center"))


def _read_back(language, texts, style):
    """Each text as a program reads it from the product's own PDF: one to a page, every second one bold."""
    side = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    weights = [400, 700] * len(texts)
    told = "".join(
        f'<p style="break-after:page;font-weight:{weight}">{escape(text)}</p>'
        for weight, text in zip(weights, texts, strict=False)
    )
    rules = f"<style>{style}@page{{{NO_MARGINS}}}</style>"
    page = f'<html lang="{language}" dir="{side}"><title>t</title>{rules}<body>{told}</body></html>'
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf_of(page, at=PRINTED), capture_output=True, check=True
    )
    return done.stdout.decode().split("\f")[: len(texts)]


def _signs(text, kinds):
    """The signs of these kinds in a text, in their order, as NFKC has them."""
    plain = unicodedata.normalize("NFKC", DIRECTIONS.sub("", text))
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in kinds)


def _read_in_order(found, told, language):
    """Whether the letters of a text were read in their order.

    Of one from right to left, those of each word: `pdftotext` sorts words by where they stand. It also cuts a word at a
    vowel sign, so such a word is left to the count of all letters.
    """
    if language not in RIGHT_TO_LEFT:
        return _signs(found, "LMN") == _signs(told, "LMN")
    words = [word for word in told.split() if not _signs(word, "M")]
    return not Counter(map(_letters, words)) - Counter(map(_letters, found.split()))


def _letters(word):
    return _signs(word, "LN")


@pytest.mark.parametrize("sheet", [html.STYLE, PAPER], ids=["report", "paper"])
@pytest.mark.parametrize("language", SCRIPTS)
def test_every_letter_reads_back_in_its_place(language, sheet):
    told = SCRIPTS[language]
    found = _read_back(language, told, sheet.read_text(encoding="utf-8"))
    assert [text for text, now in zip(told, found, strict=True) if not _read_in_order(now, text, language)] == []
    assert [Counter(_signs(text, "LMN")) for text in found] == [Counter(_signs(text, "LMN")) for text in told]


@pytest.mark.parametrize("language", ["ar", "bn"])
def test_the_proof_would_notice_letters_told_as_they_are_drawn(language, monkeypatch):
    monkeypatch.setattr(pdf_ua, "text_as_written", nullcontext)
    told = SCRIPTS[language][:8]
    found = _read_back(language, told, "p{font-family:Vazirmatn,'Noto Sans Bengali'}")
    assert [_signs(text, "LM") for text in found] != [_signs(text, "LM") for text in told]


def test_a_page_released_before_is_set_in_the_font_that_reads_back():
    page = "<html lang='ar' dir='rtl'><title>t</title><p style='font-family:\"Noto Naskh Arabic\"'>قبل</p></html>"
    fonts = subprocess.run(["pdffonts", "-"], input=pdf_of(page, at=PRINTED), capture_output=True, check=True)
    assert (b"Vazirmatn" in fonts.stdout, b"Naskh" in fonts.stdout) == (True, False)
