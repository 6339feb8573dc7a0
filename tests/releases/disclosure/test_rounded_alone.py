"""That figures are rounded each by itself is noted once, after a sentence that states before, after and change."""

import re

from analysis.wording.wording import Sentence
from evaluation.impact_report.formats import html
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.places import ROUNDED_ALONE
from tests.impact_report.examples import evening
from tests.releases.masked import as_released

NOT_ADDING_UP = {"pre": 3.94, "post": 3.36, "change": -0.58, "margin": 0.5}


def test_the_note_stands_at_the_end_of_a_sentence_and_never_inside_one():
    page = html.page(as_released(evening(34, change=-0.6)), style="")
    assert ROUNDED_ALONE in page
    note = re.escape(ROUNDED_ALONE)
    assert re.findall(rf"[^.] {note}|\.\. {note}|{note}[,;.]", page) == []


def test_only_a_sentence_that_states_all_three_notes_it():
    released = Language(released=True)
    assert ROUNDED_ALONE in released.say(Sentence("{pre:level}, {post:level}, {change:change}.", NOT_ADDING_UP))
    assert released.say(Sentence("under {margin:point}", NOT_ADDING_UP)) == "under 0.5"
