"""Numbers and answers of a translation are compared with its source before anybody signs it."""

import pytest

import instruments
from instruments import ConsentText, Item, Option, ResponseFormat, Translation, Version, WavePage, not_carried_over

LABELS = ("Never", "Some", "Often")
CHOICE = ResponseFormat(
    id="often", layout="choice", options=tuple(Option(value=n, label=label) for n, label in enumerate(LABELS))
)


def item(name, text="How often in the last 4 weeks?"):
    return Item(id=name, label=name, text=text, format="often", construct="c", role="secondary", waves=("pre",))


VERSION = Version(
    id="short", number=1, title="Short", languages=("en", "cy"), formats=(CHOICE,), items=(item("a"), item("b")),
    consent=ConsentText(version=1, title="First", statements=("You are 16 or over.",), agree="Yes"),
    waves=(WavePage(kind="pre", title="Before"),),
)  # fmt: skip
WELSH = {"formats.often.options.0": "Byth", "formats.often.options.1": "Weithiau", "formats.often.options.2": "Yn aml"}


def found(**strings):
    words = {**WELSH, **{key.replace("__", "."): text for key, text in strings.items()}}
    translation = Translation(instrument="short", number=1, language="cy", strings=words)
    return {fault.key: fault.sentence for fault in not_carried_over(VERSION, translation)}


@pytest.mark.parametrize("text", ["Yn y 4 wythnos diwethaf?", "۴ ہفتوں میں؟", "خلال ٤ أسابيع؟"])
def test_the_same_number_in_any_digits_is_carried_over(text):
    assert found(items__a__text=text) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Yn y 6 wythnos diwethaf?", "the source has the number 4, this has 6."),
        ("Yn y mis diwethaf?", "the source has the number 4, this has not."),
        ("Yn y 4 wythnos neu 30 diwrnod diwethaf?", "this has the number 30, the source has not."),
    ],
)
def test_another_number_is_named_with_that_of_the_source(text, said):
    assert found(items__a__text=text) == {"items.a.text": said}


def test_a_text_that_is_not_there_yet_has_no_fault():
    assert found(items__a__text="") == {}


def test_two_answers_with_the_same_words_are_named_both():
    same = found(formats__often__options__1="byth ")
    assert set(same) == {"formats.often.options.0", "formats.often.options.1"}
    assert "another answer has the same words" in same["formats.often.options.0"]


def test_words_for_some_answers_of_one_question_alone_are_named():
    said = found(items__a__options__0="Dim unwaith", items__a__options__1="Weithiau")["items.a.options"]
    assert said == "2 of 3 answers have words for this question alone; give them to all or to none."


def test_words_for_all_answers_of_one_question_are_right():
    own = {f"items__a__options__{n}": words for n, words in enumerate(("Dim", "Rhai", "Llawer"))}
    assert found(**own) == {}


@pytest.mark.parametrize("published", instruments.published(), ids=lambda one: f"{one.id}-{one.number}")
def test_the_translations_that_come_with_the_program_carry_all_over(published):
    version = instruments.load(published.id, published.number)
    translations = instruments.translations(version.id, version.number)
    assert [str(fault) for each in translations for fault in not_carried_over(version, each)] == []
