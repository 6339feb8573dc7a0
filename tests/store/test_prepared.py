"""Statements made once: the same rows, the same faults and as visible as any other, on either engine."""

import uuid

import pytest
from sqlalchemy import event, insert, select
from sqlalchemy.exc import IntegrityError

from evaluation.models import Card, Participant, Response
from evaluation.store.log.prepared import Prepared
from evaluation.store.log.upsert import insert_once
from evaluation.store.responses.responses import record_response
from evaluation.store.studies.lookup import experiment_named
from tests.hall import Hall


def test_what_is_read_back_is_what_sqlalchemy_reads(database, clock):
    hall = Hall(database, clock)
    response, columns = hall.begin(), Response.__table__.c
    with database.transaction() as db:
        record_response(db, hall.submission(response, answers={"bt1": 4, "an1": "declined"}), now=clock())
    looked_for = select(columns.id, columns.answers, columns.submitted_at, columns.stopped, columns.late)
    with database.reading() as db:
        there = Prepared(looked_for).row(db, {})
        assert tuple(there) == tuple(db.execute(looked_for).one())
    assert (there.id, there.submitted_at, there.stopped) == (response, clock(), False)


def test_nothing_found_is_none(database):
    with database.reading() as db:
        assert Prepared(select(Response.__table__.c.id)).row(db, {}) is None


def test_a_row_is_inserted_once_and_what_was_written_is_seen_at_once(database, clock):
    hall = Hall(database, clock)
    with database.transaction() as db:
        experiment = experiment_named(db, hall.words).id
        row = {"id": uuid.uuid4(), "experiment_id": experiment, "created_at": clock(), "started_at": None}
        assert [insert_once(db, Participant, values=row) for _ in range(2)] == [True, False]
        assert db.get_one(Participant, row["id"]).created_at == clock()


def test_a_fault_is_sqlalchemy_s_own(database, clock):
    hall = Hall(database, clock)
    hall.begin()
    columns = ("id", "experiment_id", "participant_id", "token", "issued_at")
    with database.transaction() as db:
        there = db.scalars(select(Card)).one()
        twice = {name: getattr(there, name) for name in columns} | {"id": uuid.uuid4()}
    with pytest.raises(IntegrityError), database.transaction() as db:
        Prepared(insert(Card.__table__), given=columns).write(db, twice)


def test_nothing_is_kept_of_a_transaction_that_fails(database, clock):
    hall = Hall(database, clock)
    with pytest.raises(ZeroDivisionError), database.transaction() as db:
        row = {"id": uuid.uuid4(), "experiment_id": experiment_named(db, hall.words).id, "created_at": clock()}
        insert_once(db, Participant, values=row)
        raise ZeroDivisionError
    with database.reading() as db:
        assert db.scalars(select(Participant)).all() == []


def test_who_counts_statements_hears_of_them(database):
    heard = []
    event.listen(database.reader, "before_cursor_execute", lambda *about: heard.append(about[2]))
    with database.reading() as db:
        Prepared(select(Response.__table__.c.id)).rows(db, {})
    assert len(heard) == 1
