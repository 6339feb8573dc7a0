"""A card of whoever has answered, or has taken their answers back, and a code with a letter too few: said at once."""

import pytest

from tests.survey.test_pages import words_of
from tests.survey.who_answers.test_returning import follow


@pytest.fixture
def card(sqlite_hall, phone):
    """A card with which somebody has sent Before on this phone."""
    (card,) = sqlite_hall.cards()
    phone.start(sqlite_hall.words, card=card)
    phone.send({"bt1": "7"})
    return card


@pytest.mark.parametrize("way", ["card", "typed"])
def test_a_code_that_was_taken_back_is_told_so_before_anybody_agrees(sqlite_hall, new_phone, phone, card, way):
    phone.post("/withdraw", {"code": card})
    address, hidden = phone.form()
    sqlite_hall.clock.advance(seconds=5)
    assert "have been deleted" in words_of(phone.post(address, hidden))
    other = new_phone()
    page = follow(other, other.get(f"/c/{card}" if way == "card" else f"/{sqlite_hall.words}?card={card}"))
    said = words_of(page)
    assert ("These answers have been taken back" in said, "I am 16 or over" in said, page.status_code) == (
        True,
        False,
        410,
    )


def test_ones_own_card_says_on_ones_own_phone_that_before_was_answered_once_it_has_closed(sqlite_hall, phone, card):
    sqlite_hall.close("pre")
    assert "You answered Before on this phone" in words_of(follow(phone, phone.get(f"/c/{card}")))


@pytest.mark.parametrize("cut", [slice(8), slice(7)])
def test_a_code_with_a_letter_too_few_is_told_how_many_a_code_has(phone, cut):
    page = phone.get(f"/join?words={'A2B3C4D5E'[cut]}")
    assert (page.status_code, "A code has nine letters and numbers" in words_of(page)) == (422, True)
