"""Numbers and sentences as a reader sees them."""

from string import Formatter

import pytest

from analysis import badge, phrases
from analysis.wording import Sentence
from evaluation.reports.language import Language

ENGLISH = Language()


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.44, "+0.4"), (-0.25, "−0.2"), (0.04, "0.0"), (-0.04, "0.0"), (-1.0, "−1.0"), (12.35, "+12.3")],
)
def test_a_change_has_one_decimal_and_a_true_sign(value, written):
    assert ENGLISH.change(value) == written


def test_a_range_keeps_the_sign_of_its_lower_end():
    assert ENGLISH.range(-0.2, 1.0) == "(−0.2 to 1.0)"


@pytest.mark.parametrize(("value", "written"), [(10.0, "10"), (0.5, "0.5"), (-0.25, "−0.25")])
def test_a_margin_is_as_short_as_it_can_be(value, written):
    assert ENGLISH.point(value) == written


def test_small_numbers_are_words_and_others_figures():
    assert [ENGLISH.number(5), ENGLISH.number(13), ENGLISH.first_number(6)] == ["five", "13", "Six"]


@pytest.mark.parametrize(
    ("label", "inside"), [("Trust in people", "trust in people"), ("ESOL confidence", "ESOL confidence"), ("", "")]
)
def test_a_label_within_a_sentence_begins_small_unless_it_is_an_abbreviation(label, inside):
    assert ENGLISH.inside(label) == inside


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.25, "about 1 time in 4"), (0.7, "more often than not"), (0.001, "less than 1 time in 100")],
)
def test_a_chance_is_told_in_times(chance, said):
    assert ENGLISH.odds(chance) == said


def test_levels_are_bold_in_html_and_labels_are_escaped():
    said = Sentence("{outcome:begin} went to {post:level}", {"outcome": "<i>trust</i>", "post": 5.82})
    assert ENGLISH.show(said) == "&lt;i&gt;trust&lt;/i&gt; went to <b>5.8</b>"


def test_every_place_of_every_message_has_a_way_to_be_written():
    texts = [*phrases.messages(), *(text for text in vars(badge).values() if isinstance(text, str))]
    ways = {way for text in texts for _, name, way, _ in Formatter().parse(text) if name}
    assert all(callable(getattr(ENGLISH, way)) for way in ways)


def test_welsh_has_its_own_lists_and_months():
    from datetime import date

    welsh = Language("cy")
    assert welsh.names(["A", "B", "C"]) == "A, B, a(c) C"
    assert welsh.day(date(2026, 5, 14)) == "14 Mai 2026"
