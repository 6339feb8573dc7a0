"""Who is set aside is in no count and no frame until a person admits them; everything adds up all the same."""

import uuid

import pytest
from sqlalchemy import literal, select

from evaluation.models import Experiment, Response
from evaluation.store.intake.set_aside import admit, set_aside_again, set_aside_groups
from evaluation.store.linking.reconciliation import accounts_of
from evaluation.store.releases.ledger import ReleasableOutcome, usable_people
from evaluation.store.reports.frames import responses_frame
from evaluation.store.responses.progress import kept_count, miscounted, progress_of
from evaluation.store.studies.waves import wave_counts


@pytest.fixture
def counted(door):
    """Two people whom nothing is said against, and one who is set aside; what each figure says of them."""
    for response in (door.signed(), door.signed(), None):
        assert door.send(response).status_code == 201
    return lambda: _figures(door)


def _figures(door):
    evening = door.evening()
    with door.database.reading() as db:
        assert miscounted(db) == []
        wave = db.execute(kept_count(_wave(evening))).scalar_one()
        accounts = accounts_of(db, evening.experiment)
        assert accounts.holds, accounts.faults
        return {
            "frame": len(responses_frame(db, [evening.experiment])),
            "receipt": wave,
            "counts": wave_counts(db, [evening.experiment])[evening.experiment].pre,
            "progress": progress_of(db, evening.experiment, kind="pre").answered,
        }


def _wave(evening):
    return literal(evening.waves["pre"].id)


def everywhere(number):
    return dict.fromkeys(("frame", "receipt", "counts", "progress"), number)


def test_they_are_in_no_figure_and_everything_adds_up(counted):
    assert counted() == everywhere(2)


def test_admitted_they_are_in_each_and_set_aside_again_in_none(door, counted):
    evening = door.evening().experiment
    with door.database.transaction() as db:
        (group,) = set_aside_groups(db, evening)
        assert (group.people, group.sent, group.is_admitted) == (1, 1, False)
        assert admit(db, evening, reason=group.reason, since=group.since, now=door.clock()) == 1
    assert counted() == everywhere(3)
    with door.database.transaction() as db:
        assert set_aside_again(db, evening, reason=group.reason, since=group.since) == 1
    assert counted() == everywhere(2)


def test_another_reason_or_time_admits_nobody(door, counted):
    evening = door.evening().experiment
    with door.database.transaction() as db:
        (group,) = set_aside_groups(db, evening)
        assert admit(db, evening, reason="flood", since=group.since, now=door.clock()) == 0
        earlier = group.since.replace(year=group.since.year - 1)
        assert admit(db, evening, reason=group.reason, since=earlier, now=door.clock()) == 0
    assert counted() == everywhere(2)


def test_a_response_that_is_emptied_or_deleted_meanwhile_leaves_the_counts_right(door, counted):
    with door.database.transaction() as db:
        for response in db.scalars(select(Response)):
            db.delete(response)
    assert counted() == everywhere(0)


def test_to_the_ledger_whoever_is_admitted_is_there_since_then(door):
    begun = door.signed(), None
    evening = door.evening().experiment
    people = [door.send(response).json["response"] for response in begun]
    with door.database.transaction() as db:
        wave = db.get_one(Experiment, evening).waves
        after = next(each.id for each in wave if each.kind == "post")
        for name in people:
            row = db.execute(select(Response).where(Response.id == uuid.UUID(name))).scalar_one()
            db.add(_copy(row, after))
    outcome = ReleasableOutcome(id="bt1", items=("bt1",))
    door.clock.advance(hours=3)
    with door.database.transaction() as db:
        assert len(usable_people(db, [evening], outcomes=[outcome], key=b"k" * 32)) == 1
        (group,) = set_aside_groups(db, evening)
        admit(db, evening, reason=group.reason, since=group.since, now=door.clock())
        since = sorted(
            each.person.completed for each in usable_people(db, [evening], outcomes=[outcome], key=b"k" * 32)
        )
    assert (len(since), since[-1]) == (2, door.clock())


def _copy(row, wave):
    values = {each.key: getattr(row, each.key) for each in row.__table__.columns} | {"wave_id": wave}
    return Response(**values | {"id": uuid.uuid4()})
