"""Whoever has taken their answers back since a backup was made is not brought back by restoring it."""

import pytest
from sqlalchemy import select

from evaluation import migrations
from evaluation.models import Card, Experiment, Participant, Response
from evaluation.operations.keys.destroy_keys import shred_destroyed
from evaluation.operations.restore.restore_home import undo_restore
from evaluation.operations.restore.since_backup import HomeFound
from evaluation.storage.database import connect_database
from evaluation.storage.keyring import key_faults
from evaluation.storage.keys import fingerprint, make_key, there_is
from evaluation.storage.settings import Settings
from evaluation.store.accounts.sessions import keep_session
from evaluation.store.log.key_marks import add_mark, destroyed_keys, links_of, mark_destroyed
from evaluation.store.responses.withdrawals import delete_answers_of_some, withdraw_answers
from tests.backup.homes_compared import rows_of

pytestmark = pytest.mark.usefixtures("without_pg_dump")
WORDS = "What I wrote and took back"


@pytest.fixture
def left_since(kept):
    """A home of four people on each engine, of whom the last withdrew after the backup: who that was."""
    return left_after_backup(kept)


def left_after_backup(kept):
    """The last of four people withdraws after a backup: who that was."""
    with kept.using():
        kept.answer(hope=WORDS)
    kept.back_up()
    kept.clock.advance(minutes=1)
    with kept.using() as database, database.transaction() as db:
        person = db.scalars(select(Response.participant_id).where(Response.id == kept.responses[-1])).one()
        token = db.scalars(select(Card.token).where(Card.participant_id == person)).one()
        assert withdraw_answers(db, token, now=kept.clock()).responses == 1
    return person


def answered(kept):
    """Who has answers in the home, and who has withdrawn and when."""
    with kept.using() as database, database.reading() as db:
        gone = select(Participant.id, Participant.withdrawn_at).where(Participant.withdrawn_at.is_not(None))
        return set(db.scalars(select(Response.participant_id))), dict(db.execute(gone).all())


def test_their_answers_are_gone_and_the_tombstone_is_that_of_their_withdrawal(kept, left_since):
    at = kept.clock()
    done = kept.restore()
    people, gone = answered(kept)
    assert (done.withdrawn, gone, len(people)) == (1, {left_since: at}, 3)
    assert left_since not in people


def test_their_words_are_not_in_the_file_any_more(kept_in_sqlite):
    kept = kept_in_sqlite
    with kept.using():
        kept.answer(hope=WORDS)
    kept.back_up()
    with kept.using() as database, database.transaction() as db:
        token = db.scalars(select(Card.token).join(Response, Response.participant_id == Card.participant_id)).first()
        for each in db.scalars(select(Card.token)).all():
            withdraw_answers(db, each, now=kept.clock())
        assert token
    kept.restore()
    assert WORDS.encode() in (kept.folder / "backup.zip").read_bytes(), "the backup itself holds them still"
    assert WORDS.encode() not in (kept.settings.home / "weaving.sqlite").read_bytes()


def test_answers_that_were_deleted_at_the_end_of_their_time_stay_deleted(kept_in_sqlite):
    kept = kept_in_sqlite
    kept.back_up()
    with kept.using() as database, database.transaction() as db:
        experiment = db.scalars(select(Experiment.id)).one()
        assert delete_answers_of_some(db, experiment, now=kept.clock(), most=100)[1] == 3
    assert kept.restore().withdrawn >= 3
    assert answered(kept)[0] == set()


def test_what_else_was_done_since_is_named(kept_in_sqlite):
    kept = kept_in_sqlite
    kept.back_up()
    with kept.using():
        kept.write_down("study changed")
    assert kept.restore().since.actions == {"backup made": 1, "study changed": 1}


def test_nobody_is_signed_in_who_was_when_the_backup_was_made(kept_in_sqlite):
    kept = kept_in_sqlite
    with kept.using() as database, database.transaction() as db:
        keep_session(db, "d" * 64, contents={}, session_key=None, device="", now=kept.clock())
    kept.back_up()
    kept.restore()
    assert rows_of(kept.settings)["staff_session"] == []


def test_a_home_whose_database_cannot_be_read_is_said_not_to_be_known(kept_in_sqlite):
    kept_in_sqlite.back_up()
    (kept_in_sqlite.settings.home / "weaving.sqlite").write_bytes(b"no database" * 1000)
    assert kept_in_sqlite.restore().since.home is HomeFound.UNREADABLE


def test_an_empty_home_knows_nobody_who_has_withdrawn_since(kept_in_sqlite, new_home):
    kept_in_sqlite.back_up()
    since = kept_in_sqlite.restore(settings=new_home).since
    assert (since.home, since.is_known) == (HomeFound.NOTHING, False)


def test_a_home_whose_database_is_gone_knows_nobody_either(kept_in_sqlite):
    kept_in_sqlite.back_up()
    (kept_in_sqlite.settings.home / "weaving.sqlite").unlink()
    assert kept_in_sqlite.restore().since.home is HomeFound.NOTHING


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_home_that_was_begun_anew_on_either_engine_knows_nobody(kept_in_sqlite, new_home, engine, request):
    kept_in_sqlite.back_up()
    if engine == "postgresql":
        new_home = Settings(home=new_home.home, database_url=request.getfixturevalue("empty_postgresql"))
    begun = connect_database(new_home)
    migrations.upgrade(begun)
    begun.close()
    assert kept_in_sqlite.restore(settings=new_home).since.home is HomeFound.ANOTHER


def test_the_home_that_went_on_knows_on_either_engine(kept, left_since):
    assert kept.restore().since.is_known


def test_control_without_asking_the_home_the_answers_would_be_back(kept_in_sqlite, tmp_path):
    kept, left = kept_in_sqlite, left_after_backup(kept_in_sqlite)
    other = Settings.at(tmp_path / "other")
    assert kept.restore(settings=other).withdrawn == 0
    kept.settings = other
    assert left in answered(kept)[0]


def test_undoing_keeps_the_withdrawal(kept_in_sqlite):
    kept, left = kept_in_sqlite, left_after_backup(kept_in_sqlite)
    kept.restore()
    undo_restore(kept.settings, now=kept.clock())
    assert left in answered(kept)[1]


def test_undoing_keeps_a_withdrawal_from_after_the_restore(kept):
    with kept.using():
        kept.answer(hope=WORDS)
    kept.back_up()
    kept.restore()
    with kept.using() as database, database.transaction() as db:
        held = select(Card.token, Card.participant_id).join(Response, Response.participant_id == Card.participant_id)
        token, person = db.execute(held.limit(1)).one()
        withdraw_answers(db, token, now=kept.clock())
    kept.clock.advance(minutes=1)
    assert undo_restore(kept.settings, now=kept.clock())[1] == 1
    people, gone = answered(kept)
    assert (person in people, person in gone) == (False, True)


@pytest.mark.parametrize("keys", ["backup.keys", None])
def test_keys_that_were_destroyed_since_are_neither_brought_back_nor_asked_for(kept_in_sqlite, keys):
    kept = kept_in_sqlite
    with kept.using() as database, database.transaction() as db:
        name = links_of(db.scalars(select(Experiment.id)).one())
        add_mark(db, name, fingerprint=fingerprint(name, make_key(kept.settings, name)), now=kept.clock())
    kept.back_up()
    with kept.using() as database:
        with database.transaction() as db:
            mark_destroyed(db, name, now=kept.clock())
        assert shred_destroyed(kept.settings, database) == [name]
    kept.restore(keys=keys)
    with kept.using() as database, database.reading() as db:
        assert (list(destroyed_keys(db)), there_is(kept.settings, name)) == ([name], False)
        assert key_faults(kept.settings, database) == []
