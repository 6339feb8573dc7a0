"""Reports in Welsh: no English sentence of ours is left in them, and no figure is lost."""

import gettext
import io
import re
from string import Formatter

import pikepdf
import pytest
from babel.messages.pofile import read_po

from analysis import badge, phrases
from evaluation.reports import html, pdf
from evaluation.reports.context import Check, Practice, Story
from evaluation.reports.language import CATALOGUES, Language
from tests.reports.examples import answered, evening, frame_of, report, study

PO = CATALOGUES / "cy" / "LC_MESSAGES" / "reports.po"


class Missing(gettext.NullTranslations):
    """Remembers every message that had no translation."""

    def __init__(self):
        super().__init__()
        self.messages = set()

    def gettext(self, message):
        self.messages.add(message)
        return message


@pytest.fixture(scope="module")
def catalogue():
    with PO.open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def with_follow_up():
    rows = answered("A", 30)
    return rows + [{**row, "wave": wave} for row in rows if row["wave"] == "post" for wave in ("follow_up", "then")]


def compared():
    rows = [{**row, "arm": "workshop"} for row in answered("A", 30, change=0.5)]
    return rows + [
        {**row, "arm": "waiting", "participant": f"w{row['participant']}"} for row in answered("A", 30, seed=9)
    ]


def lost():
    return [row for k, row in enumerate(answered("A", 60)) if not (row["wave"] == "post" and k < 20)]


MADE = {
    "an evening": lambda: evening(34, came=50, organisations=9, rounds=5, minutes=7, one_to_ones=99, waiting=4),
    "a clear rise": lambda: evening(200, change=1.0),
    "a clear fall": lambda: evening(200, change=-1.0, own_words={"Chapter A": "Ein geiriau"}),
    "about the same": lambda: evening(300, change=0.0),
    "too few": lambda: evening(7),
    "far too few": lambda: evening(3),
    "lost people": lambda: report(frame_of(lost()), came=80, declined={"t1": (7, 2)}),
    "months later": lambda: report(frame_of(with_follow_up())),
    "compared": lambda: report(frame_of(compared())),
    "two chapters": lambda: study((30, 25)),
    "three chapters": lambda: study((30, 25, 4, 30), chapters=("Chapter Z",)),
    "a fall across": lambda: study((60,) * 6, change=-0.6),
    "stories": lambda: study(
        (40,) * 5,
        checks=(Check(found="a", count=2, done="b"),),
        practice=(Practice(chapter="A", kinds="b", workshops="c", rounds="d", people="e", mixed="f"),),
        stories=(Story(outcome="trust", told="a", seen="b", fit="silent", by="c"),),
    ),
}


@pytest.mark.parametrize("made", list(MADE))
def test_no_message_of_a_report_is_without_welsh(made, monkeypatch):
    missing = Missing()
    monkeypatch.setattr(Language("cy").catalogue, "_fallback", missing)
    whole = MADE[made]()
    object.__setattr__(whole.context, "language", "cy")
    html.page(whole)
    assert missing.messages == set()


def test_every_sentence_of_the_rules_has_its_welsh(catalogue):
    rules = {*phrases.messages(), *badge.LABELS.values()}
    rules |= {text for name, text in vars(badge).items() if name.isupper() and isinstance(text, str)}
    assert rules - set(catalogue) == set()


def test_no_figure_is_lost_or_added_in_translation(catalogue):
    def places(text):
        named = {(name, way) for _, name, way, _ in Formatter().parse(text) if name}
        return named | set(re.findall(r"%\((\w+)\)s", text))

    # A number that begins an English sentence may stand inside a Welsh one, and there be written in figures.
    numbers = {"first_number": "number", "count": "number", "begin": "inside"}
    same = {
        message: {(p if isinstance(p, str) else (p[0], numbers.get(p[1], p[1]))) for p in places(message)}
        for message in catalogue
    }
    welsh = {
        message: {(p if isinstance(p, str) else (p[0], numbers.get(p[1], p[1]))) for p in places(text)}
        for message, text in catalogue.items()
    }
    assert {message for message in catalogue if same[message] != welsh[message]} == set()


def test_a_welsh_report_says_so_to_a_screen_reader():
    assert '<html lang="cy"' in html.page(evening(30, language="cy"))


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
