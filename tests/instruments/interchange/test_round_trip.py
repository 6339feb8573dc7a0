from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings

import instruments
from tests.instruments.sound_versions import sound_versions

SOME, MANY = (
    settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    for examples in (40, 500)
)


@SOME
@given(sound_versions())
def test_parsing_the_canonical_text_gives_the_version_back(version):
    assert instruments.parse(instruments.canonical_toml(version)) == version


@SOME
@given(sound_versions())
def test_the_canonical_text_of_a_parsed_canonical_text_is_the_same_bytes(version):
    text = instruments.canonical_toml(version)
    assert instruments.canonical_toml(instruments.parse(text)) == text


@SOME
@given(sound_versions())
def test_parsing_the_canonical_json_gives_the_version_back(version):
    assert instruments.parse_json(instruments.canonical_json(version)) == version


@pytest.mark.long
@MANY
@given(sound_versions())
def test_many_versions_come_back_from_their_canonical_text_and_json(version):
    text = instruments.canonical_toml(version)
    assert instruments.parse(text) == version
    assert instruments.canonical_toml(instruments.parse(text)) == text
    assert instruments.parse_json(instruments.canonical_json(version)) == version


def test_the_digest_is_that_of_the_canonical_bytes(small):
    assert instruments.digest(small) == sha256(instruments.canonical_toml(small).encode()).hexdigest()


def test_spacing_and_windows_line_ends_do_not_change_the_digest(small, small_text):
    loose = small_text.replace(" = ", "  =  ").replace("\n", "\r\n")
    assert instruments.digest(instruments.parse(loose)) == instruments.digest(small)


@pytest.mark.parametrize(
    ("before", "after"), [("Trust", "Trusts"), ("margin = 0.5", "margin = 0.6"), ("number = 1", "number = 2")]
)
def test_any_other_word_or_number_changes_the_digest(small, small_text, before, after):
    assert instruments.digest(instruments.parse(small_text.replace(before, after))) != instruments.digest(small)
