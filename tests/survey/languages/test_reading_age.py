"""What people read while they answer is for readers of eleven, by two formulas; what is not is named, with a reason."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

import evaluation
import instruments
from tests.reading_age import is_sentence, reading_age, syllables

OLDEST = 11.0
READ = [("common-ground", 2), ("about-you", 1), ("community-life", 2)]
LONGEST_WORD = 4
"""Syllables that a word of a short label may have."""

AS_BEFORE = "word for word as in version 1, so that answers compare"
ORGANISATION = "“organisation” has no shorter word that fits a mosque, a school and a union alike"
SURVEY = "the survey's own words, without which a room cannot be set beside its area"
QUESTIONS = {
    **dict.fromkeys(("bt1", "bt2", "cg3", "df1", "an1", "ag2"), AS_BEFORE),
    "bt3": "as long as bt1 and bt2 beside it, whose words it shares",
    "oo2": ORGANISATION,
    **dict.fromkeys(("cl_belong", "cl_pull", "cl_get_on", "cl_trust"), SURVEY),
}
LABELS = {
    "Christian (all kinds, such as Church of England, Catholic or Protestant)": "the names of churches are long",
    "A school, college or university": "each is what it is called",
    "A charity or community group": "each is what it is called",
    "A council or other public body": "each is what it is called",
    "Black, African, Black British or Caribbean": "the harmonised name of the group",
    "Mixed or multiple ethnic groups": "the harmonised name of the group",
    **dict.fromkeys(("Definitely agree", "Definitely disagree"), SURVEY),
    **dict.fromkeys(("Many of the people in this neighbourhood can be trusted",), SURVEY),
}
RARE = "read by few, on a page that few reach"
AROUND = {
    "Ask the organiser, who can open it again.": "“organiser” is who stands in the room",
    "Either nothing was sent from this address, or these answers have been taken back.": RARE,
    "Answers were already sent from this phone %(when)s, and stay as they are.": RARE,
    "Averages that were published before today cannot be changed.": "the promise of the consent, in its words",
    "A short, anonymous questionnaire, before and after.": "for search engines; nobody who answers sees it",
    "Each time below is when somebody began.": "nothing shorter says which time",
}
PRIVACY = re.compile("templates/survey/rights/(accessibility|complaint|kept|page|phone|who|who_asks).html")
"""What the law has people told, in the law's terms: kept plain, and not measured."""


def questions():
    for name, number in READ:
        version = instruments.load(name, number)
        for page in version.waves:
            yield f"{name} {page.kind}", page.intro
            for item in version.questions(page.kind):
                yield item.id, f"{item.ask.replace('…', ' ')} {item.text}"
        yield from ((f"{name} consent", words) for words in version.consent.statements)


def said(text):
    return re.sub(r"%\(\w+\)s|\{\w+\}", "Leeds", text)


def too_old(texts):
    return {name for name, text in texts if is_sentence(said(text)) and reading_age(said(text)) > OLDEST}


def test_questions_and_consent_are_for_readers_of_eleven():
    assert too_old(questions()) == set(QUESTIONS)


def labels():
    for name, number in READ:
        version = instruments.load(name, number)
        yield from (item.not_applicable for item in version.items if item.not_applicable)
        for found in version.formats:
            yield from (label for label in (found.low_label, found.high_label) if label)
            yield from (option.label for option in found.options)


def test_answers_are_for_readers_of_eleven():
    long = {label for label in labels() if not is_sentence(label) and _longest(label) > LONGEST_WORD}
    assert too_old((label, label) for label in labels()) | long == set(LABELS)


def _longest(label):
    return max(syllables(word) for word in re.findall("[A-Za-z’']+", label)) if re.search("[A-Za-z]", label) else 0


def interface():
    folder = Path(evaluation.__file__).parent / "translations"
    with (folder / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    for place, _line, message, *_ in extract_from_dir(folder.parents[1], methods, options):
        read = re.search("templates/survey|survey_layouts|evaluation/survey|evaluation/questionnaire", place)
        if read and not PRIVACY.search(place):
            yield from ((text, text) for text in ([message] if isinstance(message, str) else message[:1]))


def test_the_words_around_the_questions_are_for_readers_of_eleven():
    assert too_old(interface()) - set(AROUND) == set()


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("The cat sat on the mat.", 3, 6),
        ("Notwithstanding considerable organisational heterogeneity, participants demonstrated reciprocity.", 25, 60),
        ("Whereas the accessibility of information varies considerably, people understand short sentences.", 17, 30),
    ],
)
def test_the_measure_knows_an_easy_text_from_a_hard_one(text, least, most):
    assert least <= reading_age(text) <= most


@pytest.mark.parametrize(
    ("word", "count"),
    [("trust", 1), ("people", 2), ("communities", 4), ("agree", 2), ("talked", 1), ("wanted", 2), ("organisation", 5)],
)
def test_syllables_are_those_that_are_heard(word, count):
    assert syllables(word) == count
