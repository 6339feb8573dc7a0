"""Backups of a home in which people answer all the while: each is one moment, and can be restored."""

import multiprocessing
import shutil
import time
from contextlib import ExitStack, contextmanager

import pytest
from sqlalchemy import select

from evaluation.models import Response
from evaluation.operations.backup.make_backup import BackupRequest, make_backup
from evaluation.storage.database import open_database
from evaluation.storage.keys import key
from evaluation.storage.log_end import noted_end
from evaluation.storage.settings import Settings
from evaluation.store.linking.reconciliation import unaccounted
from evaluation.store.log.audit_entries import verify_log
from evaluation.store.responses.intact_answers import altered_answers
from evaluation.store.responses.progress import miscounted
from tests.backup.answering import answer_until, name_of
from tests.backup.homes_compared import Kept

pytestmark = pytest.mark.usefixtures("without_pg_dump")

WRITERS = 2
SPAWNED = multiprocessing.get_context("spawn")


@contextmanager
def people_answering(kept):
    """Processes that store answers while it is `going`; how many each has stored for good."""
    stopped, going = SPAWNED.Event(), SPAWNED.Event()
    counts = [SPAWNED.Value("l", 0) for _ in range(WRITERS)]
    arguments = [
        ((stopped, going), kept.settings, kept.hall.words, writer, counts[writer]) for writer in range(WRITERS)
    ]
    processes = [SPAWNED.Process(target=answer_until, args=each) for each in arguments]
    with ExitStack() as ending:
        for process in processes:
            process.start()
            ending.callback(process.join, 30)
        ending.callback(stopped.set)
        going.set()
        until = time.monotonic() + 60
        while not all(count.value for count in counts):
            assert time.monotonic() < until
            time.sleep(0.05)
        yield counts, going


def numbers_in(settings, writer, most):
    """Which of a process's answers a home has, and what is wrong with the home."""
    database = open_database(settings)
    try:
        with database.reading() as db:
            there = set(db.scalars(select(Response.id)))
            faults = [*unaccounted(db), *altered_answers(db), *miscounted(db)]
            faults += verify_log(db, key(settings, "audit"), seen=(noted_end(settings),)).faults
    finally:
        database.close()
    return [number for number in range(most) if name_of(writer, number) in there], faults


def backed_up_and_restored(kept, times, counts, going):
    """Each backup: how many answers were stored before it, in it, and after it, of each process.

    Nobody answers while one is restored and looked at, so that fifty of them stay small.
    """
    seen = []
    for number in range(times):
        going.set()
        with kept.using() as database:
            before = [count.value for count in counts]
            request = BackupRequest(file=kept.folder / f"{number}.zip", keys=kept.folder / f"{number}.keys")
            make_backup(kept.settings, database, request, now=kept.clock())
            after = [count.value for count in counts]
        going.clear()
        home = Settings.at(kept.folder / f"home {number}")
        kept.restore(f"{number}.zip", keys=f"{number}.keys", settings=home)
        for writer in range(WRITERS):
            found, faults = numbers_in(home, writer, after[writer] + 10)
            assert faults == []
            assert found == list(range(len(found))), (
                "what was stored later is there, and what was stored earlier is not"
            )
            seen.append((before[writer], len(found), after[writer]))
        shutil.rmtree(home.home)
        request.file.unlink()
    return seen


@pytest.mark.parametrize("times", [3, pytest.param(50, marks=pytest.mark.long)])
def test_a_backup_under_load_is_one_moment_and_is_restored(kept_in_sqlite, times, record_property):
    look_at_backups(kept_in_sqlite, times, record_property)


@pytest.mark.long
def test_so_is_one_of_a_postgresql_database(postgresql_settings, clock, tmp_path, record_property):
    look_at_backups(Kept(postgresql_settings, clock, tmp_path), 10, record_property)


def look_at_backups(kept, times, record_property):
    """Back up so many times while people answer, and look at each once it is restored."""
    with people_answering(kept) as (counts, going):
        seen = backed_up_and_restored(kept, times, counts, going)
    record_property("stored before, in and after each backup", seen)
    assert all(before <= within <= after + 1 for before, within, after in seen)
    first, last = (sum(within for _, within, _ in part) for part in (seen[:WRITERS], seen[-WRITERS:]))
    assert last > first, "people answered all the while"
