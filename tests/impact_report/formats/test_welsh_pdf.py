"""Reports in Welsh as PDF: one page stands alone, and every letter is drawn."""

import io

import pikepdf

from evaluation.impact_report.formats import pdf
from tests.impact_report.examples import answered, evening, frame_of, report


def test_a_welsh_page_1_stands_alone_with_long_names():
    names = ("Wrecsam a Phentrefi Cymunedol Llanfairpwllgwyngyll", "Cynghrair Dinasyddion Merthyr Tudful", "Y Rhyl")
    groups = [answered(name, 30, seed=k) for k, name in enumerate(names)]
    made = pdf.pages(report(frame_of(*groups), language="cy"))
    assert made.startswith(b"%PDF-1.7")


def test_a_welsh_pdf_draws_letters_beyond_english():
    """ŵ in gŵr, grŵp: lost where two font files of one name are taken for one font."""
    made = pikepdf.open(io.BytesIO(pdf.pages(evening(30, language="cy"))))
    fonts = {str(font.BaseFont).split("+")[1] for page in made.pages for font in page.Resources.Font.values()}
    assert any(name.startswith("Inter-Extended") for name in fonts)
