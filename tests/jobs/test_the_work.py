"""Work: whole or not at all, within limits, and failing with a sentence."""

import hashlib
import threading
import time

import pytest

from evaluation.jobs import artefacts
from evaluation.jobs.leased_job import do_job
from evaluation.jobs.worker import work_off
from evaluation.store.log.jobs import stop_job


def made(worker, row):
    return sorted(path.name for path in artefacts.root(worker.services.settings).glob("*"))


def test_what_was_made_is_listed_with_size_and_digest(worker, wanted, row):
    job = wanted("three_files", what="a")
    work_off(worker)
    files = {file.name: file for file in artefacts.files_in(worker.services.settings, row(job).artefact)}
    assert row(job).state == "done"
    assert set(files) == {"one.txt", "two.txt", "three.txt"}
    assert files["two.txt"].sha256 == hashlib.sha256(b"a two\n").hexdigest()
    assert files["two.txt"].size == 6


def test_progress_is_in_the_row(worker, wanted, row):
    job = wanted("three_files", what="a")
    work_off(worker)
    assert (row(job).step, row(job).steps) == (3, 3)


def test_an_artefact_that_is_there_is_not_made_again(worker, wanted, row, sqlite_services):
    job = wanted("three_files", what="a")
    place = artefacts.folder_of(sqlite_services.settings, row(job).content_hash)
    place.mkdir(parents=True)
    work_off(worker)
    assert (row(job).state, list(place.iterdir())) == ("done", [])


def test_a_refusal_is_kept_as_its_sentences_and_leaves_nothing(worker, wanted, row):
    job = wanted("refuse")
    work_off(worker)
    assert (row(job).state, made(worker, row)) == ("failed", [])
    assert row(job).message == "Nothing can be made of this. And here is another reason."


def test_a_fault_is_named_by_place_and_not_by_what_it_held(worker, wanted, row):
    job = wanted("break_down")
    work_off(worker)
    assert "ValueError at handlers.py" in row(job).message
    assert "7" not in row(job).message.partition("line")[0]


def test_work_that_eats_memory_fails_with_a_sentence(limited, wanted, row):
    job = wanted("eat_memory")
    work_off(limited(memory=600 << 20))
    assert row(job).message.startswith("This needed more than 600 MB of memory.")


def test_work_that_never_ends_is_ended_by_its_computing(limited, wanted, row):
    job = wanted("spin")
    work_off(limited(computing=1))
    assert row(job).message.startswith("This took more than 1 seconds of computing.")


def test_work_that_sleeps_is_ended_by_the_clock(limited, wanted, row):
    job = wanted("sleep")
    work_off(limited(wall=0.3))
    assert row(job).message.startswith("This took longer than")


def test_work_whose_process_is_killed_fails_with_a_sentence(worker, wanted, row):
    job = wanted("end_suddenly")
    work_off(worker)
    assert "ran out of memory" in row(job).message


def test_a_job_of_a_kind_nobody_knows_fails_with_a_sentence(worker, wanted, row):
    job = wanted("dance")
    work_off(worker)
    assert row(job).message.startswith("This worker knows no job called dance")


def test_work_that_is_asked_to_stop_stops(worker, wanted, row, sqlite_services):
    job = wanted("sleep")
    working = threading.Thread(target=do_job, args=(worker, job))
    working.start()
    while row(job).state != "running":
        time.sleep(0.02)
    with sqlite_services.database.transaction() as db:
        stop_job(db, job, now=sqlite_services.clock())
    working.join(timeout=60)
    assert row(job).state == "stopped"


def test_a_full_disk_is_a_sentence(worker, wanted, row, sqlite_services):
    job = wanted("three_files", what="a")
    artefacts.root(sqlite_services.settings).write_text("a file where the folder should be")
    work_off(worker)
    assert row(job).message.startswith("What was made could not be kept: File exists.")


@pytest.mark.parametrize("what", ["", "ŵ", "=cmd()"])
def test_arguments_arrive_as_they_were_given(worker, wanted, row, what):
    job = wanted("three_files", what=what)
    work_off(worker)
    place = artefacts.folder_of(worker.services.settings, row(job).content_hash)
    assert (place / "one.txt").read_text() == f"{what} one\n"
