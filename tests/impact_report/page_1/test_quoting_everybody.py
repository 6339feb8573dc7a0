"""Where everybody at once goes another way than the chapters' average, the sentence to quote carries both figures."""

import pytest

from tests.impact_report.adversarial import SIX
from tests.impact_report.page_1.test_every_sentence_is_true import alone, around, exactly
from tests.impact_report.page_one import page_1


@pytest.fixture(scope="module")
def fell_in_small_chapters():
    """Four chapters of 27 people that rose, and 30 chapters too small to show alone that fell."""
    shown = [exactly(name, around(0.7, 27, seed=k)) for k, name in enumerate("ABCD")]
    return page_1(alone(*shown, *(exactly(f"S{k:02}", around(-1.2, 4, seed=k)) for k in range(30))))


def test_the_quote_tells_that_all_people_moved_the_unwelcome_way(fell_in_small_chapters):
    said = fell_in_small_chapters["quote"]
    assert "trust changed by +0.7" in said
    assert "With all 228 people in one model it moved the unwelcome way: by −" in said
    assert "and with each person counted once by −" in said
    assert "more is better." in said


def test_the_lede_names_what_is_unwelcome(fell_in_small_chapters):
    said = fell_in_small_chapters["lede"]
    assert "the average rise was 0.7" in said
    assert "That is the unwelcome way" not in said
    assert "The change of all people is the unwelcome way: more trust is better." in said


def test_a_plain_mean_of_the_other_sign_is_quoted_too():
    big = exactly("Big", around(-0.6, 300, sd=0.3))
    said = page_1(alone(big, *(exactly(f"S{k}", around(0.1 + 0.4 * k, 12, seed=k)) for k in range(5))))["quote"]
    assert "and with each person counted once by −0.3 (−0." in said


def test_figures_that_are_worded_alike_are_quoted_once():
    said = page_1(alone(*(exactly(name, around(0.7, 20, seed=k)) for k, name in enumerate(SIX))))["quote"]
    assert "in one model" not in said
