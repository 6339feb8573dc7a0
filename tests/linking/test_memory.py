"""Memory questions are kept as hashes of their own, compared as people mean them, and gone when the answers go."""

import pytest
from sqlalchemy import select

from evaluation.domain.errors import Refused
from evaluation.models import Card, MemoryAnswer
from evaluation.store.linking.memory_questions import (
    ELEMENTS,
    ask_memory,
    asks_memory,
    hashed,
    keep_memory,
    normalised_element,
)
from evaluation.store.responses.withdrawals import withdraw_answers
from tests.linking.conftest import ANN, KEY


@pytest.mark.parametrize(
    ("element", "written", "read"),
    [
        ("carer_letter", " M", "m"),
        ("carer_letter", "Éilís", "e"),
        ("town_letter", "ليستر", "ل"),
        ("birth_day", "07", "7"),
        ("birth_day", "٧", "7"),
        ("older_siblings", "0", "0"),
        ("phone_digits", "07", "07"),
        ("phone_digits", "٠٧", "07"),
        ("phone_digits", " ", None),
    ],
)
def test_an_element_is_read_as_it_is_meant(element, written, read):
    assert normalised_element(element, written) == read


@pytest.mark.parametrize(
    ("element", "written"),
    [
        ("carer_letter", "3"),
        ("birth_day", "0"),
        ("birth_day", "32"),
        ("birth_day", "-1"),
        ("older_siblings", "31"),
        ("older_siblings", "two"),
        ("phone_digits", "7"),
        ("phone_digits", "007"),
    ],
)
def test_what_cannot_be_an_element_is_refused_in_a_sentence(element, written):
    with pytest.raises(Refused, match=r"is one letter|is a number|are two digits"):
        normalised_element(element, written)


def test_every_fault_is_named_at_once():
    with pytest.raises(Refused) as refused:
        hashed({"carer_letter": "1", "birth_day": "40", "shoe_size": "9"}, key=KEY)
    assert len(refused.value.faults) == 3


def test_the_same_value_hashes_alike_in_its_element_and_key_alone():
    mine = hashed({"carer_letter": "m", "town_letter": "m"}, key=KEY)
    assert mine["carer_letter"] != mine["town_letter"]
    assert mine["carer_letter"] == hashed({"carer_letter": "M"}, key=KEY)["carer_letter"]
    assert mine["carer_letter"] != hashed({"carer_letter": "m"}, key=b"other" * 8)["carer_letter"]


def test_nothing_that_was_said_is_stored(room):
    room.answer("ann", "pre", memory=ANN)
    with room.database.reading() as db:
        (row,) = db.scalars(select(MemoryAnswer))
    stored = {element: getattr(row, element) for element in ELEMENTS}
    assert all(len(kept) == 32 for kept in stored.values())
    assert not set(stored.values()) & set(ANN.values())


def test_sending_again_replaces_what_was_given_and_nothing_known_leaves_no_row(room):
    room.answer("ann", "pre", memory=ANN)
    with room.database.transaction() as db:
        (row,) = db.scalars(select(MemoryAnswer))
        keep_memory(db, row.response_id, given={"birth_day": "9"}, key=room.links_key(db))
    with room.database.transaction() as db:
        (row,) = db.scalars(select(MemoryAnswer))
        assert (row.carer_letter, row.birth_day is None) == (None, False)
        keep_memory(db, row.response_id, given={}, key=room.links_key(db))
        assert db.scalars(select(MemoryAnswer)).all() == []


def test_they_go_when_somebody_withdraws(room):
    room.answer("ann", "pre", memory=ANN)
    with room.database.transaction() as db:
        withdraw_answers(db, db.scalars(select(Card.token)).one(), now=room.clock())
    with room.database.reading() as db:
        assert db.scalars(select(MemoryAnswer)).all() == []


def test_memory_questions_are_off_until_somebody_asks_for_them_and_fixed_once_before_was_opened(room):
    with room.database.transaction() as db:
        experiment = room.experiment(db)
        assert not asks_memory(experiment.options)
        with pytest.raises(Refused, match="of everyone or of no one"):
            ask_memory(db, experiment, ask=True)


def test_before_the_evening_they_can_be_asked_for(room):
    with room.database.transaction() as db:
        experiment = room.experiment(db)
        for wave in experiment.waves:
            wave.opened_at = None
        db.flush()
        ask_memory(db, experiment, ask=True)
        assert asks_memory(experiment.options)
