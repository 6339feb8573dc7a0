"""No sentence that a released renderer may print is changed or lost, whether or not a kept release says it."""

import pytest

from analysis.wording.renderer import RENDERER_VERSION
from tests.golden.sentences import sentence_faults, sentences_kept, sentences_now

VERSIONS = range(1, RENDERER_VERSION + 1)


@pytest.fixture(scope="module")
def now():
    return sentences_now()


@pytest.mark.parametrize("version", VERSIONS)
def test_every_sentence_of_a_renderer_stands_with_its_welsh(version, now):
    assert not (found := sentence_faults(version, now)), found


@pytest.mark.parametrize("version", VERSIONS)
def test_a_changed_sentence_is_named_and_asks_for_a_new_renderer(version, now):
    changed = {english.replace("rose clearly", "rose markedly"): welsh for english, welsh in now.items()}
    found = sentence_faults(version, changed)
    assert "{outcome:begin} rose clearly\n    This English sentence is no longer in the code." in found
    assert "RENDERER_VERSION in analysis/wording/renderer.py" in found


def test_a_changed_reason_why_a_figure_is_not_told_asks_for_a_new_renderer(now):
    reason = "Nobody changed, so there is no direction to test."
    changed = {english: welsh for english, welsh in now.items() if english != reason}
    assert reason in now
    assert reason in sentence_faults(RENDERER_VERSION, changed)


def test_a_reason_that_counts_is_kept_with_a_place_for_the_count(now):
    assert "Fewer than {} people answered every item: too few to judge omega." in now


@pytest.mark.parametrize("version", VERSIONS)
def test_a_changed_translation_asks_for_a_new_renderer(version, now):
    changed = {**now, "{outcome:begin} rose clearly": "Rhywbeth arall"}
    assert "Rhywbeth arall" in sentence_faults(version, changed)


def test_the_newest_renderer_keeps_every_sentence_there_is(now):
    lacking = set(now) - set(sentences_kept(RENDERER_VERSION))
    assert not lacking, f"Keep these as well: python -m tests.golden.make --unreleased\n{lacking}"
