"""Printed cards, and people who came to After without theirs."""

import pytest

from tests.survey.cards.test_card_on_a_phone_in_use import scan, send


@pytest.fixture
def cards(sqlite_hall):
    """Two printed cards."""
    return sqlite_hall.cards(2)


@pytest.fixture
def midway(sqlite_hall, new_phone, cards):
    """Before was answered with a card on one phone, and After is begun without it on another."""
    scan(first := new_phone(), cards[0])
    send(first, "2")
    sqlite_hall.clock.advance(minutes=60)
    sqlite_hall.open("post")
    phone = new_phone()
    phone.start(sqlite_hall.words)
    return phone
