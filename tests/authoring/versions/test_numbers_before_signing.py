"""Whoever signs a translation is shown first where its numbers or answers differ from the source."""

import re

import pytest

from tests.authoring.signing import signs
from tests.staff_pages import post

SAID = "title: this has the number 7, the source has not."


@pytest.fixture
def welsh(draft, researcher):
    """The page of a complete Welsh translation with a number that the source has not."""
    address = f"/instruments/drafts/{draft.id}/translations/cy"
    post(researcher, address, **{"words.title": "Tir 7", "before.title": "Tir cyffredin"})
    assert "Tir 7" in researcher.get(address).text
    return address


def words(page):
    return re.sub(r"\s+", " ", page.text)


def test_the_fault_is_named_before_anybody_signs(second_researcher, welsh):
    page = words(second_researcher.get(welsh))
    assert ("Look at these before you sign:" in page, SAID in page) == (True, True)


def test_signing_without_looking_is_refused_with_the_fault(second_researcher, welsh):
    refused = signs(second_researcher, welsh)
    assert (refused.status_code, SAID in words(refused)) == (422, True)
    assert "takes the signature away." not in second_researcher.get(welsh).text


def test_who_has_looked_at_each_signs(second_researcher, welsh):
    signs(second_researcher, welsh, looked="yes")
    assert "takes the signature away." in second_researcher.get(welsh).text


def test_a_translation_that_carries_all_over_is_signed_without_a_tick(second_researcher, draft):
    page = second_researcher.get(f"/instruments/drafts/{draft.id}/translations/cy").text
    assert 'name="looked"' not in page
