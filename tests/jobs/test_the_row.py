"""A job's row: asked for once, held by one, given back when its worker is lost."""

from datetime import timedelta

import pytest

from evaluation.models import Job
from evaluation.store.log.jobs import (  # fmt: skip
    MOST_LOSSES,
    ask_for_job,
    end_stopped_job,
    fail_job,
    finish_job,
    give_up_lost_jobs,
    jobs_to_do,
    keep_job,
    stop_job,
    take_job,
)

LEASE = timedelta(seconds=30)


@pytest.fixture
def ask(database, clock):
    def asked(content="c", **arguments):
        with database.transaction() as db:
            return ask_for_job(db, "report", arguments=arguments, content=content, by="Mair", now=clock()).id

    return asked


@pytest.fixture
def write(database, clock):
    """One statement about a job in a transaction of its own."""

    def written(function, *arguments, **options):
        with database.transaction() as db:
            return function(db, *arguments, now=clock(), **options)

    return written


def state(database, job):
    with database.reading() as db:
        return db.get(Job, job).state


def test_the_same_request_is_the_same_job(ask):
    assert ask(experiment="red-lamp") == ask(experiment="red-lamp")


def test_other_content_or_other_arguments_are_another_job(ask):
    assert len({ask("c", x=1), ask("d", x=1), ask("c", x=2)}) == 3


def test_only_one_worker_takes_a_job(ask, write):
    job = ask()
    assert [write(take_job, job, lease=LEASE) is None for _ in range(2)] == [False, True]


def test_a_kept_lease_holds_and_a_lapsed_one_is_free(ask, write, clock):
    job = ask()
    held = write(take_job, job, lease=LEASE)
    clock.advance(seconds=20)
    assert write(keep_job, held, lease=LEASE, step=(1, 3, "counting"))
    clock.advance(seconds=20)
    assert write(jobs_to_do) == []
    clock.advance(seconds=20)
    assert write(jobs_to_do) == [job]


def test_who_lost_the_lease_can_no_longer_write(ask, write, clock, database):
    job = ask()
    first = write(take_job, job, lease=LEASE)
    clock.advance(seconds=60)
    write(take_job, job, lease=LEASE)
    assert not write(finish_job, first, artefact="a")
    assert not write(fail_job, first, why="late")
    assert state(database, job) == "running"


def test_a_finished_job_is_not_done_again_but_found(ask, write, database):
    job = ask()
    write(finish_job, write(take_job, job, lease=LEASE), artefact="a")
    assert ask() == job
    assert (state(database, job), write(jobs_to_do)) == ("done", [])


def test_a_failed_job_is_queued_again_when_asked_for_again(ask, write, database):
    job = ask()
    write(fail_job, write(take_job, job, lease=LEASE), why="No room.")
    assert state(database, job) == "failed"
    assert (ask(), state(database, job)) == (job, "queued")


def test_a_waiting_job_stops_at_once(ask, write, database):
    job = ask()
    write(stop_job, job)
    assert state(database, job) == "stopped"


def test_a_running_job_stops_at_its_next_beat(ask, write, database):
    job = ask()
    held = write(take_job, job, lease=LEASE)
    write(stop_job, job)
    assert not write(keep_job, held, lease=LEASE, step=None)
    assert write(end_stopped_job, held)
    assert state(database, job) == "stopped"


def test_a_job_that_was_to_stop_and_lost_its_worker_is_stopped(ask, write, clock, database):
    job = ask()
    write(take_job, job, lease=LEASE)
    write(stop_job, job)
    clock.advance(seconds=60)
    write(give_up_lost_jobs)
    assert state(database, job) == "stopped"


def test_a_job_that_loses_every_worker_is_given_up_with_a_sentence(ask, write, clock, database):
    job = ask()
    for _ in range(MOST_LOSSES + 1):
        write(take_job, job, lease=LEASE)
        clock.advance(seconds=60)
    write(give_up_lost_jobs)
    with database.reading() as db:
        assert db.get(Job, job).state == "failed"
        assert f"lost {MOST_LOSSES} times" in db.get(Job, job).message
