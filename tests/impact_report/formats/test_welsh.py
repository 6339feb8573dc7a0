"""Reports in Welsh: no English sentence of ours is left in them, and no figure is lost."""

import ast
import gettext
import importlib
import pkgutil
import re
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

import instruments
from analysis.sensitivity.quality import SENTENCES
from analysis.wording import (
    badge,
    caution_phrases,
    comparison_phrases,
    counts_moved,
    look_phrases,
    phrases,
    renderer_1_phrases,
    stating,
)
from evaluation.impact_report.build.context import (
    Check,
    Context,
    Joined,
    Practice,
    QuotableAnswer,
    Quotation,
    Reading,
    Story,
)
from evaluation.impact_report.formats import html
from evaluation.impact_report.language.catalogues import CATALOGUES
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.places import ROUNDED_ALONE
from evaluation.impact_report.sections.quality_section import METHODS
from evaluation.reports.from_study import KINDS_IN_REPORTS
from evaluation.reports.quoted import BY_LOT
from instruments.modules import is_module
from tests.golden.sentences import sentences_now
from tests.impact_report.adversarial import (
    TURNED,
    compared_in_three_of_six,
    evenings,
    made,
    questions_that_oppose,
    stations,
)
from tests.impact_report.examples import answered, evening, frame_of, report, study
from tests.impact_report.modules import modules_at, modules_beside_an_area

JINJA = {"trim_blocks": "true", "newstyle_gettext": "true"}
PO = CATALOGUES / "cy" / "LC_MESSAGES" / "reports.po"
ADD = "Give these sentences of a report their Welsh in evaluation/translations/cy/LC_MESSAGES/reports.po:"


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


HELD_BACK = (("unflagged", 200), ("exact", 198), ("exact", 150))


MADE = {
    "an evening": lambda: evening(34, came=50, organisations=9, rounds=5, minutes=7, one_to_ones=99, waiting=4),
    "a clear rise": lambda: evening(200, change=1.0, quotation=Quotation(text="Cwrdd", how_picked=BY_LOT, of=9)),
    "a clear fall": lambda: evening(200, change=-1.0, own_words={"Chapter A": "Ein geiriau"}),
    "about the same": lambda: evening(300, change=0.0),
    "too few": lambda: evening(7),
    "far too few": lambda: evening(3),
    "lost people": lambda: report(frame_of(lost()), came=80, declined={"t1": (7, 2)}),
    "between planned looks": lambda: made(*evenings(9, moved=-1.0), evenings=24),
    "a part of a study between looks": lambda: made(*evenings(4), evenings=24, around=Context(chapter="A")),
    "the second of three planned looks": lambda: made(*evenings(16, moved=-0.6), evenings=24, looks=3),
    "months later": lambda: report(frame_of(with_follow_up())),
    "compared": lambda: report(frame_of(compared())),
    "compared in chapters": lambda: made(*compared_in_three_of_six()),
    "compared between groups": lambda: made(*stations()),
    "questions that do not go together": lambda: made(*questions_that_oppose(), scales=(TURNED,)),
    "two chapters": lambda: study((30, 25)),
    "three chapters": lambda: study((30, 25, 4, 30), chapters=("Chapter Z",)),
    "a fall across": lambda: study((60,) * 6, change=-0.6),
    "modules and an area": lambda: evening(40, modules=modules_beside_an_area()),
    "modules of two waves": lambda: evening(40, modules=modules_at(("pre", "post"))),
    "stories": lambda: study(
        (40,) * 5,
        checks=tuple(Check(found=found, count=2, of=9, done=done, about="Trust") for found, done in SENTENCES.values()),
        joined=tuple(Joined(method=method, people=5) for method in METHODS),
        readings=tuple(Reading(kind=kind, pairs=n, change=0.2, low=0.1, high=0.3) for kind, n in HELD_BACK),
        open_answers=(QuotableAnswer(text="x"), QuotableAnswer(text="y", stance="contradicts")),
        practice=(Practice(chapter="A", kinds=("Weaving Trust",), workshops=3, rounds=(4, 5), mixed=(3, 4)),),
        stories=(Story(outcome="trust", told="a", seen="b", fit="silent", by="c"),),
    ),
}


@pytest.mark.integration
@pytest.mark.parametrize("name", list(MADE))
def test_no_message_of_a_report_is_without_welsh(name, monkeypatch):
    missing = Missing()
    monkeypatch.setattr(Language("cy").catalogue, "_fallback", missing)
    whole = MADE[name]()
    whole = replace(whole, context=replace(whole.context, language="cy"))
    html.page(whole)
    assert not missing.messages, f"{ADD}\n{missing.messages}"


def words_of_the_templates():
    """Every message that a template of reports names, read as gettext reads it."""
    folder = html.TEMPLATES / "impact_report"
    for path in folder.rglob("*.html"):
        for _, message, _, _ in extract_from_file("jinja2.ext:babel_extract", path, options=JINJA):
            yield message if isinstance(message, str) else message[0]


def words_of_the_code():
    """Every message that the code of reports names: in place, or as a constant of a module of sections."""
    folder = Path(html.__file__).parents[1]
    for path in (*folder.rglob("*.py"), *(folder.parent / "reports").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in ("gettext", "Sentence") and isinstance(node.args[0].value, str):
                    yield node.args[0].value
    for _, name, _ in pkgutil.iter_modules([str(folder / "sections")]):
        yield from constants(importlib.import_module(f"evaluation.impact_report.sections.{name}"))


def constants(module):
    """Messages among a module's constants: sentences, and the words that a dictionary has for keys."""
    for name, value in vars(module).items():
        if name.isupper() and not name.startswith("_"):
            found = value.values() if isinstance(value, dict) else (value,)
            yield from (text for text in found if isinstance(text, str) and " " in text)


def test_every_word_of_the_templates_has_its_welsh(catalogue):
    assert not (lacking := set(words_of_the_templates()) - set(catalogue)), f"{ADD}\n{lacking}"


def test_every_word_of_the_code_has_its_welsh(catalogue):
    assert not (lacking := set(words_of_the_code()) - set(catalogue)), f"{ADD}\n{lacking}"


def test_every_look_at_quality_kind_and_outcome_that_ships_has_its_welsh(catalogue):
    shipped = {scale.label for one in instruments.published() for scale in instruments.load(one.id, one.number).scales}
    looks = {text for pair in SENTENCES.values() for text in pair}
    lacking = (shipped | looks | {*KINDS_IN_REPORTS.values(), BY_LOT}) - set(catalogue)
    assert not lacking, f"{ADD}\n{lacking}"


def words_of_modules(versions):
    """Every question and answer of the modules among these."""
    modules = [each for each in versions if is_module(each)]
    words = {text for each in modules for item in each.items for text in (item.label, item.text)}
    return words | {option.label for each in modules for shown in each.formats for option in shown.choices}


def test_every_question_and_answer_of_a_module_that_ships_has_its_welsh(catalogue):
    words = words_of_modules(map(loaded, instruments.published()))
    assert words
    assert not (lacking := words - set(catalogue)), f"{ADD}\n{lacking}"


def test_everything_that_has_its_welsh_is_said_by_code_a_template_or_a_questionnaire(catalogue):
    versions = [loaded(known) for known in instruments.published()]
    said = {*sentences_now(), *words_of_modules(versions), *(each.status_note for each in versions)}
    assert sorted(set(catalogue) - said) == []


def loaded(known):
    return instruments.load(known.id, known.number)


def test_no_welsh_is_empty(catalogue):
    assert [message for message, text in catalogue.items() if not text.strip()] == []


FORBIDDEN = re.compile(
    r"arwyddoc|\b[bp]rof(i|wyd|odd)\b|achos(odd|wyd)|effaith (y|ar|o)\b|oherwydd|o ganlyniad i|dim effaith|% o gynn",
    re.IGNORECASE,
)


def test_no_welsh_sentence_claims_more_than_its_english(catalogue):
    allowed = [text for message, text in catalogue.items() if message.startswith("You may not say")]
    assert [text for text in catalogue.values() if FORBIDDEN.search(text) and text not in allowed] == []


def test_every_sentence_of_the_rules_has_its_welsh(catalogue):
    told = (
        phrases,
        comparison_phrases,
        caution_phrases,
        counts_moved,
        look_phrases,
        renderer_1_phrases,
        stating,
    )
    rules = {message for module in told for message in module.messages()}
    rules |= {*badge.LABELS.values(), *badge.NO_CLAIM.values(), ROUNDED_ALONE}
    rules |= {text for name, text in vars(badge).items() if name.isupper() and isinstance(text, str)}
    assert not (lacking := rules - set(catalogue)), f"{ADD}\n{lacking}"


def test_no_figure_is_lost_or_added_in_translation(catalogue):
    def places(text):
        named = {(name, way) for _, name, way, _ in Formatter().parse(text) if name}
        return named | set(re.findall(r"%\((\w+)\)s", text))

    # A number that begins an English sentence may stand inside a Welsh one, and there be written in figures.
    numbers = {"first_number": "number", "first_count": "number", "count": "number", "begin": "inside"}
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
