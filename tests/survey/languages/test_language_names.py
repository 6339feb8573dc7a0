"""A language is called what it calls itself, and is read the way it is written."""

import pytest

from evaluation.questionnaire.localised_version import LANGUAGES, direction, language_name


def test_every_language_offered_is_called_what_it_calls_itself():
    called = ["English", "Cymraeg", "Polski", "Română", "اردو", "العربية", "ਪੰਜਾਬੀ", "বাংলা"]
    assert [language_name(language) for language in LANGUAGES] == called


@pytest.mark.parametrize(
    ("tag", "way"), [("ur", "rtl"), ("ps-AF", "rtl"), ("ckb", "rtl"), ("cy", "ltr"), ("qaa", "ltr")]
)
def test_a_page_runs_the_way_its_language_is_written(tag, way):
    assert direction(tag) == way


@pytest.mark.parametrize("tag", ["qaa", "", "x!"])
def test_a_language_that_nobody_knows_is_called_by_its_tag(tag):
    assert language_name(tag) == tag


def test_a_country_after_the_language_changes_neither():
    assert (language_name("pa-Guru-IN"), direction("ar-EG")) == ("ਪੰਜਾਬੀ", "rtl")
