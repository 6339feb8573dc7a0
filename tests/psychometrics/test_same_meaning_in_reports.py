"""Whether questions meant the same before and after: said in the annex where enough people answered, else nowhere."""

from dataclasses import replace

import pytest

from analysis.estimate.estimate import Suppressed
from analysis.psychometrics.invariance import disclosed_invariance
from evaluation.impact_report.formats.html import body_of
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.sections import sections
from evaluation.impact_report.sections.invariance_section import SAID, same_meaning
from tests.impact_report.examples import answered, evening, frame_of, report, study

TITLE = "Did the questions mean the same before and after?"
ENGLISH, WELSH = Language("en"), Language("cy")


def moved_alone(people):
    """An evening after which one question rose by itself."""
    frame = frame_of(answered("Chapter A", people))
    after = frame["wave"] == "post"
    frame.loc[after, "t3"] = (frame.loc[after, "t3"] + 2).clip(upper=10)
    return report(frame)


def said(made, language=ENGLISH):
    found = same_meaning(made, language)
    return [language.say(sentence) for sentence in found.said]


def test_an_evening_is_too_few_to_judge_and_says_nothing_of_it():
    made = evening(34)
    assert "invariance" not in sections(made, ENGLISH)
    assert "invariance" not in document(made)["outcomes"]["trust"]


def test_where_nothing_shows_otherwise_a_change_may_be_read_as_one_in_what_is_asked():
    (sentence,) = said(evening(200))
    assert sentence.startswith("Trust in people from other communities: nothing shows that people took its questions")


def test_a_question_that_moved_by_itself_is_said_in_words_and_figures():
    made = moved_alone(200)
    (sentence,) = said(made)
    (row,) = same_meaning(made, ENGLISH).figures.rows
    assert "some of its questions moved by themselves" in sentence
    assert row[4].endswith("p under 0.001")


def test_outcomes_of_one_or_two_questions_have_no_sentence():
    found = same_meaning(study((60, 60, 60)), ENGLISH)
    assert [row[0] for row in found.figures.rows] == ["Trust in people from other communities"]
    assert len(found.said) == 1


def test_the_figures_stand_in_the_machine_readable_report():
    found = document(evening(200))["outcomes"]["trust"]["invariance"]
    assert (found["people"], found["holds"], found["fit"]["df"]) == (200, "scalar", 5)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_annex_says_it_in_the_language_of_the_report(language):
    page = body_of(evening(200, language=language))
    assert (TITLE in page) is (language == "en")
    assert ("nothing shows that people took" in page) is (language == "en")


def test_each_sentence_has_its_welsh():
    assert all(WELSH.catalogue.gettext(message) != message for message in SAID.values())


def test_people_are_told_to_the_nearest_five():
    frame = frame_of(answered("Chapter A", 203))
    frame.loc[frame.index[:3], "t1"] = None
    assert report(frame).outcomes["trust"].invariance.people % 5 == 0


def test_a_release_tells_bands_and_only_beside_a_reliability_that_it_tells():
    made = moved_alone(200).outcomes["trust"]
    found = disclosed_invariance(made.invariance, made.participants)
    assert isinstance(found.scalar.p, Suppressed)
    assert found.scalar.chi_square == round(found.scalar.chi_square, 1)
    held = replace(made.participants, alpha_pre=Suppressed("Held back."))
    assert disclosed_invariance(made.invariance, held) is None
    assert disclosed_invariance(made.invariance, Suppressed("Too few.")) is None
