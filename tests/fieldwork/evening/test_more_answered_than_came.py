"""Paper that is keyed after the record was kept may make it impossible: whoever can put it right is told, and where."""

import re
from html import unescape

import pytest

from tests.fieldwork.paper.test_keying_pages import FIRST, pile
from tests.staff_pages import post

SAID = "3 people have answered Before, and the record says that 2 came."


@pytest.fixture
def contradicted(evening, organiser):
    """Two came and answered, by the record; then a third one's paper is keyed."""
    evening.open("pre")
    evening.answered(2)
    evening.open("post")
    evening.close("post")
    evening.change(came=2)
    sheet = pile(organiser, evening, 1)
    post(organiser, sheet, page=sheet, **FIRST)
    return evening


def text(page):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def test_the_evening_says_so_under_what_comes_next_with_both_numbers(contradicted, organiser):
    page = organiser.get(f"/experiments/{contradicted.id}").text.partition("What comes next")[2]
    said = page.partition("For this evening")[0]
    assert SAID in text(said)
    assert f'href="/experiments/{contradicted.id}/record"' in said


def test_the_record_says_so_too(contradicted, organiser):
    assert SAID in text(organiser.get(f"/experiments/{contradicted.id}/record").text)


@pytest.mark.parametrize("frozen", [False, True])
@pytest.mark.parametrize("came", [3, None])
def test_neither_says_so_of_a_record_that_can_be_true(contradicted, organiser, clock, came, frozen):
    contradicted.change(came=came, frozen_at=clock() if frozen else None)
    pages = [organiser.get(f"/experiments/{contradicted.id}{page}").text for page in ("", "/record")]
    assert ["the record says" in page for page in pages] == [False, False]


def test_it_is_still_said_once_the_data_are_frozen(contradicted, organiser, clock):
    contradicted.change(frozen_at=clock())
    assert SAID in text(organiser.get(f"/experiments/{contradicted.id}").text)


def test_an_evening_that_is_not_over_is_not_told_of_it_yet(evening, organiser):
    evening.open("pre")
    evening.answered(2)
    evening.change(came=1)
    assert "the record says" not in organiser.get(f"/experiments/{evening.id}").text
