"""Joining two participants, seen by counts and frame, decided by people, undone without a trace but the record."""

import random
import uuid

import pytest
from sqlalchemy import event, select

from evaluation.domain.errors import Refused
from evaluation.models import AuditEntry, MemoryAnswer, Method
from evaluation.store.linking.links import (
    Automatic,
    confirm_link,
    decisions_of,
    join_by_codes,
    link_automatically,
    reject_link,
    undo_decision,
)
from evaluation.store.linking.methods import link_counts
from evaluation.store.log.audit_entries import verify_log
from evaluation.store.reports.frames import responses_frame
from evaluation.store.responses.progress import progress_of
from evaluation.store.responses.withdrawals import withdraw_answers
from evaluation.store.studies.waves import wave_counts
from tests.hall import freeze
from tests.linking.conftest import ANN, BEA, LOG_KEY

NEAR_ANN = {**ANN, "birth_day": "15"}


@pytest.fixture
def pair(room):
    """Ann before, and after with one element changed: one suggested pair. Bea before only."""
    room.answer("ann", "pre", memory=ANN, answers={"bt1": 2})
    room.answer("bea", "pre", memory=BEA, answers={"bt1": 3})
    room.open("post")
    room.answer("ann again", "post", memory=NEAR_ANN, answers={"bt1": 8})
    return room


@pytest.fixture
def exact(room):
    """Ann before and after with the same elements."""
    room.answer("ann", "pre", memory=ANN, answers={"bt1": 2})
    room.open("post")
    room.answer("ann again", "post", memory=ANN, answers={"bt1": 8})
    return room


def test_an_exact_pair_is_joined_by_itself_once(exact):
    assert [exact.act(link_automatically) for _ in range(2)] == [Automatic(1, 0), Automatic(0, 0)]
    assert exact.see()[1].linked == 1


def test_the_counter_and_the_experiment_s_figures_count_the_same_people(exact):
    """Somebody who was joined, and then answered After once more by their first code, is one person to both."""
    exact.act(link_automatically)
    exact.answer("ann", "post", card=exact.token_of("ann"), answers={"bt1": 9})
    exact.answer("blank", "post", answers={})
    with exact.database.reading() as db:
        experiment = exact.experiment(db)
        counts = wave_counts(db, [experiment.id])[experiment.id]
        counted = [progress_of(db, experiment.id, kind=kind).answered for kind in ("pre", "post")]
    assert [counts.pre, counts.post] == counted == [1, 1]


def test_a_near_pair_waits_for_a_person(pair):
    assert pair.act(link_automatically) == Automatic(0, 0)
    queue, counts, _ = pair.see()
    (suggestion,) = queue.suggested
    assert (suggestion.distance, suggestion.agreeing) == (1, tuple(name for name in ANN if name != "birth_day"))
    assert counts.linked == 0


def test_a_confirmed_pair_is_one_person_in_counts_and_frame(pair):
    pair.act(confirm_link, **pair.pair("ann", "ann again"))
    queue, counts, _ = pair.see()
    with pair.database.reading() as db:
        frame = responses_frame(db, [pair.experiment(db).id])
    assert (counts.pre, counts.post, counts.linked) == (2, 1, 1)
    assert frame.loc[frame["wave"] == "post", "participant"].tolist() == ["p0001"]
    assert (len(queue.before), queue.after, queue.suggested) == (1, (), ())


def test_undoing_restores_the_exact_earlier_state_and_the_record_has_both(pair):
    before = pair.see()
    made = pair.act(confirm_link, **pair.pair("ann", "ann again"))
    assert pair.see() != before
    pair.act(undo_decision, link=made.id)
    assert pair.see() == before
    with pair.database.reading() as db:
        entries = db.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        assert [(entry.action, entry.subject) for entry in entries] == [
            ("two joined", f"link {made.id}"),
            ("link undone", f"link {made.id}"),
        ]
        assert verify_log(db, LOG_KEY).faults == ()


def test_a_rejected_pair_is_not_suggested_until_that_is_undone(pair):
    before = pair.see()
    made = pair.act(reject_link, **pair.pair("ann", "ann again"))
    assert pair.see()[0].suggested == ()
    pair.act(undo_decision, link=made.id)
    assert pair.see() == before


def test_what_was_taken_apart_by_a_person_is_not_joined_by_itself_again_but_suggested(exact):
    exact.act(link_automatically)
    with exact.database.reading() as db:
        (made,) = decisions_of(db, exact.experiment(db))
    exact.act(undo_decision, link=made.id)
    assert exact.act(link_automatically) == Automatic(0, 0)
    assert exact.see()[0].suggested[0].distance == 0


def test_a_pair_that_is_no_longer_the_only_one_comes_apart_by_itself(exact):
    exact.act(link_automatically)
    exact.answer("a twin", "post", memory=ANN)
    assert exact.act(link_automatically) == Automatic(0, 1)
    assert exact.see()[1].linked == 0


def test_a_suggestion_is_never_accepted_by_itself_and_a_pair_not_suggested_never_at_all(pair):
    with pytest.raises(Refused, match="not suggested"):
        pair.act(confirm_link, **pair.pair("bea", "ann again"))
    with pair.database.reading() as db:
        assert decisions_of(db, pair.experiment(db)) == []


def test_undoing_twice_is_refused(pair):
    made = pair.act(confirm_link, **pair.pair("ann", "ann again"))
    pair.act(undo_decision, link=made.id)
    with pytest.raises(Refused, match="already"):
        pair.act(undo_decision, link=made.id)


def test_a_link_of_another_experiment_is_not_found(pair):
    with pytest.raises(Refused, match="no link with the id"):
        pair.act(undo_decision, link=uuid.uuid4())


def test_nothing_is_decided_once_the_data_are_frozen(pair):
    with pair.database.transaction() as db:
        freeze(db, pair.experiment(db), at=pair.clock())
    with pytest.raises(Refused, match="frozen"):
        pair.act(confirm_link, **pair.pair("ann", "ann again"))


def test_two_codes_are_joined_for_who_says_both_are_theirs(room):
    one, other = room.cards(2)
    room.answer("before", "pre", card=one)
    room.open("post")
    room.answer("after", "post", card=other)
    room.act(join_by_codes, codes=(other.lower(), one))
    assert room.see()[1].linked == 1


def test_codes_of_two_who_answered_the_same_wave_are_not_joined(room):
    one, other = room.cards(2)
    room.answer("a", "pre", card=one)
    room.answer("b", "pre", card=other)
    with pytest.raises(Refused, match=r"same wave \(Before\)"):
        room.act(join_by_codes, codes=(one, other))


def test_every_unknown_code_is_named(room):
    with pytest.raises(Refused) as refused:
        room.act(join_by_codes, codes=("AAA", "BBB"))
    assert len(refused.value.faults) == 2


def test_one_code_twice_is_one_person_already(room):
    (one,) = room.cards(1)
    room.answer("a", "pre", card=one)
    with pytest.raises(Refused, match="one person already"):
        room.act(join_by_codes, codes=(one, one))


def test_somebody_joined_is_not_joined_to_a_third(room):
    one, other, third = room.cards(3)
    room.answer("a", "pre", card=one)
    room.open("post")
    room.answer("b", "post", card=other)
    room.act(join_by_codes, codes=(one, other))
    room.answer("c", "post", card=third)
    with pytest.raises(Refused, match="joined with somebody already"):
        room.act(join_by_codes, codes=(other, third))


def test_methods_are_counted_with_their_distance(pair):
    (card,) = pair.cards(1)
    pair.act(confirm_link, **pair.pair("ann", "ann again"))
    pair.close("post")
    pair.open("pre")
    pair.answer("carl", "pre", card=card)
    pair.open("post")
    pair.answer("carl", "post", card=card)
    with pair.database.reading() as db:
        counts = link_counts(db, [pair.experiment(db).id])
        linked = wave_counts(db, [pair.experiment(db).id])[pair.experiment(db).id].linked
    assert [(found.method, found.distance, found.people, found.exact) for found in counts] == [
        (Method.CARD, None, 1, True),
        (Method.MEMORY_CONFIRMED, 1, 1, False),
    ]
    assert sum(found.people for found in counts) == linked


def test_who_withdrew_is_neither_suggested_nor_counted_as_linked(pair):
    pair.act(confirm_link, **pair.pair("ann", "ann again"))
    token = pair.token_of("ann again")
    with pair.database.transaction() as db:
        withdraw_answers(db, token, now=pair.clock())
    queue, counts, _ = pair.see()
    assert (counts.pre, counts.post, counts.linked, queue.suggested) == (2, 0, 0, ())


def test_the_queue_holds_no_answer_no_element_and_no_hash(pair):
    said = repr(pair.see()[0])
    with pair.database.reading() as db:
        hashes = [row.carer_letter for row in db.scalars(select(MemoryAnswer))]
    assert len(hashes) == 3
    assert [word for word in ("bt1", "answers", *hashes) if word in said] == []


def test_counting_is_still_one_statement(pair):
    sent = []
    event.listen(pair.database.reader, "before_cursor_execute", lambda *about: sent.append(about[2]))
    with pair.database.reading() as db:
        wave_counts(db, [uuid.UUID(int=random.Random(1).getrandbits(128))])
    assert len([statement for statement in sent if statement.startswith("SELECT")]) == 1


def test_two_codes_that_are_joined_already_are_said_to_be_so(room):
    one, other = room.cards(2)
    room.answer("before", "pre", card=one)
    room.open("post")
    room.answer("after", "post", card=other)
    room.act(join_by_codes, codes=(one, other))
    with pytest.raises(Refused, match="These two are joined already"):
        room.act(join_by_codes, codes=(one, other))
