"""On a busy evening, with answers changed and taken back in any order, pages of the file keep nothing of who left."""

import random

import pytest

from evaluation.jobs.erasure_sweep import erase_withdrawn
from evaluation.store.responses.responses import record_response
from evaluation.store.responses.withdrawals import withdraw_answers
from evaluation.web.app import Services
from tests.erasure.byte_canaries import canary, found_in
from tests.linking.conftest import Room

LENGTHS = (1, 2, 10, 60, 150)
"""How often somebody's words are repeated: short ones share a page, long ones take several."""


@pytest.fixture
def room(sqlite_settings, sqlite_database, clock):
    return Room(sqlite_settings, sqlite_database, clock)


def words_of_a_busy_evening(room, rng, *, people):
    """What each card's holder wrote, sent again and again with other words; of which some leave meanwhile."""
    cards = room.cards(people)
    responses = {card: room._begin("pre", card)[0] for card in cards}
    words = {card: [] for card in cards}
    order = [card for card in cards for _ in range(rng.randint(1, 4))]
    rng.shuffle(order)
    for card in order:
        said = canary()
        words[card].append(said.encode())
        texts = {"op1": f"{said} " * rng.choice(LENGTHS), "op2": said}
        sent = room.submission(responses[card], answers={"bt1": rng.randint(1, 7)}, texts=texts)
        with room.database.transaction() as db:
            record_response(db, sent, now=room.clock())
        if rng.random() < 0.15:
            leave(room, rng.choice(cards))
    return words


def leave(room, card):
    with room.database.transaction() as db:
        withdraw_answers(db, card, now=room.clock())


def left_behind(room, *, seed, people):
    """How many words of those who left are in the file at the end, how many they wrote, and how many others' are."""
    words = words_of_a_busy_evening(room, random.Random(seed), people=people)
    gone, staying = list(words)[: people // 2], list(words)[people // 2 :]
    for card in gone:
        leave(room, card)
    assert erase_withdrawn(Services(room.settings, room.database, room.clock))
    theirs, others = ([word for card in cards for word in words[card]] for cards in (gone, staying))
    return found_in(room.settings.home, theirs), len(theirs), sum(found_in(room.settings.home, others).values())


def test_the_words_of_half_of_thirty_people_are_in_no_file(room):
    found, of, others = left_behind(room, seed=1, people=30)
    assert (found, of > 15, others > 5) == ({}, True, True)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_the_words_of_half_of_three_hundred_people_are_in_no_file(room, seed):
    found, of, others = left_behind(room, seed=seed, people=300)
    assert (found, of > 150, others > 50) == ({}, True, True)
