"""A PostgreSQL database also holds tables that are no records of this program: the queue's, or another program's."""

import uuid
from dataclasses import replace

import pytest
from sqlalchemy import text

from evaluation.domain.errors import Refused
from evaluation.jobs.queue import open_queue
from evaluation.migrations.rights import wrong_rights
from evaluation.models import Base
from evaluation.operations.backup.rows_of_engines import names_in
from evaluation.operations.restore.home_swap import swap_under_way
from evaluation.operations.restore.restore_home import undo_restore
from tests.backup.homes_compared import Kept, rows_of

pytestmark = pytest.mark.usefixtures("without_pg_dump")


@pytest.fixture
def queued(postgresql_settings):
    """A home in PostgreSQL whose queue is the same database, and in it a job's id."""
    queue, waiting = open_queue(replace(postgresql_settings, queue_url=postgresql_settings.database_url)), uuid.uuid4()
    queue.carry(waiting)
    queue.waiting = waiting
    yield queue
    queue.close()


@pytest.fixture
def kept(postgresql_settings, queued, clock, tmp_path):
    """A home with answers beside a queue, whose connections are given back."""
    home = Kept(postgresql_settings, clock, tmp_path)
    queued.close()
    return home


def test_the_tables_of_the_models_are_those_of_the_program_on_either_engine(database):
    with database.reader.connect() as connection:
        assert names_in(connection) == set(Base.metadata.tables)


def test_a_backup_leaves_the_queue_out(kept):
    made = kept.back_up()
    assert made.manifest.counts.keys() == Base.metadata.tables.keys()


def test_a_restore_leaves_the_queue_as_it_is(kept, queued):
    before = rows_of(kept.settings)
    kept.back_up()
    with kept.using():
        kept.answer()
    kept.restore()
    assert (rows_of(kept.settings), queued.carried()) == (before, {queued.waiting})


def test_undoing_leaves_the_queue_as_it_is(kept, queued):
    kept.back_up()
    with kept.using():
        kept.answer()
    there = rows_of(kept.settings)
    kept.restore()
    undo_restore(kept.settings, now=kept.clock())
    assert (rows_of(kept.settings), queued.carried()) == (there, {queued.waiting})


def test_a_table_of_the_program_that_is_missing_is_never_left_out_in_silence(kept, opened):
    with opened(kept.settings).transaction() as db:
        db.execute(text("ALTER TABLE complaint_contact RENAME TO complaint_of_somebody"))
    with pytest.raises(Refused, match="complaint_contact"):
        kept.back_up()


def test_a_restore_that_fails_is_taken_back_as_a_whole(kept, monkeypatch):
    kept.back_up()
    monkeypatch.setattr("evaluation.operations.restore.postgresql_swap.kept_within", None)
    with pytest.raises(TypeError):
        kept.restore()
    assert swap_under_way(kept.settings) is None
    assert not list(kept.settings.home.glob(".restoring-*"))


def test_rights_are_asked_of_the_programs_tables_alone(postgresql_settings, queued, opened):
    with opened(postgresql_settings).writer.begin() as connection:
        connection.execute(text("CREATE TABLE strange (at interval)"))
        connection.execute(text("GRANT SELECT ON strange TO PUBLIC"))
        assert list(wrong_rights(connection)) == []
