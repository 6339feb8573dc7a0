"""Cards are started or unused; responses are of people linked, before only or after only; and the sums can fail."""

import pytest
from sqlalchemy import delete, insert, select, update

from evaluation.models import Consent, Participant, Response
from evaluation.store.linking.links import confirm_link, join_by_codes
from evaluation.store.linking.methods import link_counts
from evaluation.store.linking.reconciliation import accounts_of, unaccounted
from evaluation.store.responses.withdrawals import withdraw_answers
from evaluation.store.studies.plausible_record import answered_by_wave
from tests.linking.conftest import ANN, BEA


@pytest.fixture
def evening(room):
    """Ten cards, three of them used; three without a card, two of them joined by memory; one took back."""
    cards = room.cards(10)
    room.answer("a", "pre", card=cards[0])
    room.answer("b", "pre", card=cards[1])
    room.answer("ann", "pre", memory=ANN)
    room.answer("bea", "pre", memory=BEA)
    room.open("post")
    room.answer("a", "post", card=cards[0])
    room.answer("c", "post", card=cards[2])
    room.answer("ann again", "post", memory={**ANN, "birth_day": "15"})
    room.act(confirm_link, **room.pair("ann", "ann again"))
    with room.database.transaction() as db:
        withdraw_answers(db, cards[1], now=room.clock())
    return room


def accounts(room):
    with room.database.reading() as db:
        return accounts_of(db, room.experiment(db).id)


def test_every_term_is_counted(evening):
    found = accounts(evening)
    assert (found.cards, found.printed, found.page_codes) == (13, 10, 3)
    assert (found.started, found.unused) == (6, 7)
    assert (found.submitted, found.linked, found.pre_only, found.post_only) == (6, 2, 1, 1)
    assert (found.withdrawn, found.people_withdrawn, found.faults) == (0, 1, ())


def test_an_experiment_without_anybody_adds_up(room):
    assert accounts(room).holds


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        ({"started_at": None}, "Cards issued, 13, are not"),
        ({"withdrawn_at": Participant.created_at}, "6 responses are still stored though"),
    ],
)
def test_what_was_forgotten_or_kept_wrongly_shows(evening, harm, fault):
    with evening.database.transaction() as db:
        db.execute(update(Participant).values(harm))
    with evening.database.reading() as db:
        found = unaccounted(db)
    assert fault in found[0]
    assert found[0].startswith(evening.words)


def test_a_response_stored_twice_shows(evening):
    with evening.database.transaction() as db:
        row = db.execute(select(Response.__table__)).first()
        db.execute(insert(Response.__table__).values({**row._mapping, "id": row.participant_id}))
    assert "Responses to Before and After, 7, are not twice" in accounts(evening).faults[0]


def test_a_card_without_its_person_s_agreement_shows(evening):
    with evening.database.transaction() as db:
        db.execute(delete(Consent).where(Consent.method == "page"))
    assert "are not those started, 3, and unused, 7" in accounts(evening).faults[0]


@pytest.fixture
def blank_first(evening):
    """Somebody with a card sends Before blank and answers After in full; another answers After blank."""
    cards = evening.cards(2)
    evening.close("post")
    evening.open("pre")
    evening.answer("dee", "pre", card=cards[0], answers={})
    evening.answer("eve", "pre", card=cards[1])
    evening.open("post")
    evening.answer("dee", "post", card=cards[0])
    evening.answer("eve", "post", card=cards[1], answers={})
    return evening


def test_a_blank_form_is_counted_alike_by_the_sums_the_methods_and_the_queue(blank_first):
    found, (queue, *_) = accounts(blank_first), blank_first.see()
    with blank_first.database.reading() as db:
        by_method = sum(each.people for each in link_counts(db, [blank_first.experiment(db).id]))
    assert (found.submitted, found.linked, found.pre_only, found.post_only, found.blank) == (10, 2, 2, 2, 2)
    assert (by_method, len(queue.before), len(queue.after)) == (found.linked, found.pre_only, found.post_only)


def test_somebody_who_answered_both_and_is_joined_to_a_third_form_is_linked_once(room):
    one, other = room.cards(2)
    room.answer("a", "pre", card=one)
    room.open("post")
    room.answer("c", "post", card=other)
    room.act(join_by_codes, codes=(one, other))
    room.answer("a", "post", card=one)
    with room.database.reading() as db:
        by_method = sum(each.people for each in link_counts(db, [room.experiment(db).id]))
    assert by_method == accounts(room).linked == 1


def test_a_blank_form_counts_for_nobody_in_the_record(blank_first):
    found = accounts(blank_first)
    with blank_first.database.reading() as db:
        answered = answered_by_wave(db, blank_first.experiment(db).id)
    assert answered == {"pre": found.linked + found.pre_only, "post": found.linked + found.post_only}
