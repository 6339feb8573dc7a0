"""Certain pairs are joined when After closes, and again while late forms come in, by nobody's hand."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from evaluation.models import AuditEntry, Link
from evaluation.store.evening.close_and_join import close_and_join, join_certain, join_latecomers
from evaluation.store.linking.links import Automatic
from evaluation.store.linking.memory_questions import OPTION
from tests.hall import freeze
from tests.linking.conftest import ANN, BEA


@pytest.fixture
def remembering(room):
    """Ann before and after, all alike, at an evening that asks memory questions; After is open."""
    with room.database.transaction() as db:
        room.experiment(db).options = {OPTION: True}
    room.answer("ann", "pre", memory=ANN)
    room.answer("bea", "pre", memory=BEA)
    room.open("post")
    room.answer("ann again", "post", memory=ANN)
    return room


def late(room):
    with room.database.transaction() as db:
        return [each.slug for each in join_latecomers(db, by=room.by())]


def linked(room):
    return room.see()[1].linked


def test_closing_after_joins_what_is_exact_and_alone(remembering):
    remembering.act(close_and_join, kind="post")
    assert linked(remembering) == 1


def test_closing_before_joins_nobody(remembering):
    remembering.open("pretest")
    remembering.act(close_and_join, kind="pretest")
    assert linked(remembering) == 0


def test_the_record_says_how_at_what_distance_by_whom_and_when(remembering):
    remembering.act(close_and_join, kind="post")
    with remembering.database.reading() as db:
        (row,) = db.scalars(select(Link))
        entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "two joined")).one()
    assert (row.method, row.distance, row.made_by) == ("memory_exact", 0, "automatic")
    assert row.made_at == remembering.clock()
    assert (entry.actor, entry.details["method"], entry.details["distance"]) == ("automatic", "memory_exact", 0)


def test_nobody_is_joined_while_after_is_open(remembering):
    assert remembering.act(join_certain) == Automatic(0, 0)


def test_nobody_is_joined_where_memory_questions_are_not_asked(remembering):
    with remembering.database.transaction() as db:
        remembering.experiment(db).options = {}
    remembering.act(close_and_join, kind="post")
    assert linked(remembering) == 0


def test_closing_frozen_data_joins_nobody_and_is_not_refused(remembering):
    with remembering.database.transaction() as db:
        freeze(db, remembering.experiment(db), at=remembering.clock())
    remembering.act(close_and_join, kind="post")
    assert linked(remembering) == 0


def test_a_form_that_comes_late_is_joined_within_its_grace(remembering):
    response = remembering.begin("post")
    remembering.act(close_and_join, kind="post")
    remembering.clock.advance(minutes=20)
    _send_late(remembering, response, BEA)
    assert (late(remembering), linked(remembering), late(remembering)) == ([remembering.words], 2, [])


def test_a_late_twin_takes_a_pair_apart(remembering):
    response = remembering.begin("post")
    remembering.act(close_and_join, kind="post")
    _send_late(remembering, response, ANN)
    assert (late(remembering), linked(remembering)) == ([remembering.words], 0)


def test_an_evening_whose_grace_is_over_is_left_alone(remembering):
    remembering.close("post")
    remembering.clock.now += timedelta(minutes=181)
    assert (late(remembering), linked(remembering)) == ([], 0)


def _send_late(room, response, memory):
    from evaluation.store.linking.memory_questions import keep_memory
    from evaluation.store.responses.responses import record_response

    with room.database.transaction() as db:
        record_response(db, room.submission(response, "post"), now=room.clock())
        keep_memory(db, response, given=memory, key=room.links_key(db))
