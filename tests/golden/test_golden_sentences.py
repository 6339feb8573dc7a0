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
    assert "{outcome:begin} rose clearly" in found
    assert "raise\nRENDERER_VERSION" in found


@pytest.mark.parametrize("version", VERSIONS)
def test_a_changed_translation_asks_for_a_new_renderer(version, now):
    changed = {**now, "{outcome:begin} rose clearly": "Rhywbeth arall"}
    assert "Rhywbeth arall" in sentence_faults(version, changed)


def test_the_newest_renderer_keeps_every_sentence_there_is(now):
    lacking = set(now) - set(sentences_kept(RENDERER_VERSION))
    assert not lacking, f"Keep these as well: python -m tests.golden.make --unreleased\n{lacking}"
