"""How many have answered is kept, not counted: right whatever happens, and no dearer in a full hall."""

import threading

import pytest
from sqlalchemy import text, update

from evaluation.models import Response, ResponseCount
from evaluation.store.responses.progress import miscounted, progress_of, recount
from evaluation.store.responses.receipts import kept_response
from evaluation.store.responses.responses import record_response
from evaluation.store.responses.withdrawals import withdraw_answers


def answer(hall, count=1, wave="pre", **how):
    """So many people begin and answer; their responses."""
    begun = [hall.begin(wave) for _ in range(count)]
    for response in begun:
        with hall.database.transaction() as db:
            record_response(db, hall.submission(response, wave, **how), now=hall.clock())
    return begun


def told(hall, response):
    """How many the receipt of a response says have answered."""
    with hall.database.reading() as db:
        return kept_response(db, response, words=hall.words).people


def wrong(hall):
    with hall.database.reading() as db:
        return miscounted(db)


def take_back(hall, response):
    with hall.database.transaction() as db:
        withdraw_answers(db, kept_response(db, response, words=hall.words).token, now=hall.clock())


def steps_of_a_receipt(hall, response):
    """How many steps SQLite takes for one receipt: a measure that no other load of the machine moves."""
    taken = [0]

    def one_more():
        taken[0] += 1

    with hall.database.reading() as db:
        db.connection()
        driver = db.connection().connection.driver_connection
        driver.set_progress_handler(one_more, 1)
        try:
            kept_response(db, response, words=hall.words)
        finally:
            driver.set_progress_handler(None, 1)
    return taken[0]


def test_a_receipt_takes_as_many_steps_among_three_hundred_as_among_ten(sqlite_hall):
    first, *_ = answer(sqlite_hall, 10)
    few = steps_of_a_receipt(sqlite_hall, first)
    answer(sqlite_hall, 290)
    assert 10 < steps_of_a_receipt(sqlite_hall, first) <= few * 1.1


def test_a_revision_and_a_repeat_count_nobody_twice(hall):
    first, *_ = answer(hall, 3)
    for value in (4, 5, 5):
        with hall.database.transaction() as db:
            record_response(db, hall.submission(first, answers={"bt1": value}), now=hall.clock())
    assert (told(hall, first), wrong(hall)) == (3, [])


def test_each_wave_has_its_own_number(hall):
    answer(hall, 3)
    hall.open("post")
    after, *_ = answer(hall, 2, wave="post")
    assert (told(hall, after), wrong(hall)) == (2, [])


def test_whoever_takes_answers_back_is_counted_no_longer(hall):
    first, *others = answer(hall, 4)
    for each in others[:2]:
        take_back(hall, each)
    assert (told(hall, first), wrong(hall)) == (2, [])


def test_what_is_rolled_back_is_not_counted(hall):
    (first, _second), begun = answer(hall, 2), hall.begin()
    with pytest.raises(RuntimeError), hall.database.transaction() as db:
        record_response(db, hall.submission(begun), now=hall.clock())
        raise RuntimeError
    assert (told(hall, first), wrong(hall)) == (2, [])


def test_many_who_send_and_withdraw_at_one_moment_are_counted_right(hall):
    answered, begun, together = answer(hall, 8), [hall.begin() for _ in range(40)], threading.Barrier(8)
    failures = []

    def one(number):
        together.wait()
        try:
            take_back(hall, answered[number])
            for response in begun[number * 5 : number * 5 + 5]:
                with hall.database.transaction() as db:
                    record_response(db, hall.submission(response), now=hall.clock())
        except Exception as failure:  # noqa: BLE001 - it is told below
            failures.append(failure)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failures, told(hall, begun[0]), wrong(hall)) == ([], 40, [])


def test_two_deletions_in_one_statement_count_both(hall):
    answer(hall, 3)
    with hall.database.transaction() as db:
        db.execute(text("DELETE FROM response WHERE id IN (SELECT id FROM response LIMIT 2)"))
    assert wrong(hall) == []


def test_a_number_that_is_wrong_is_told_with_what_to_do_and_counting_anew_mends_it(hall):
    first, *_ = answer(hall, 3)
    with hall.database.transaction() as db:
        db.execute(update(ResponseCount).values(responses=ResponseCount.responses + 4))
    (fault,) = wrong(hall)
    assert fault.startswith(f"{hall.words}: Before has 3 responses, and receipts tell of ")
    assert "weaving check --recount" in fault
    with hall.database.transaction() as db:
        recount(db)
    answer(hall)
    assert (told(hall, first), wrong(hall)) == (4, [])


def test_a_store_without_answers_is_as_it_should_be(hall):
    assert wrong(hall) == []
    with hall.database.reading() as db:
        assert db.query(Response).count() == 0


def test_whoever_left_every_question_blank_is_not_counted_until_they_answer_one(hall):
    first, *_ = answer(hall, 2)
    (blank,) = answer(hall, answers={})
    assert (told(hall, first), wrong(hall)) == (2, [])
    with hall.database.transaction() as db:
        record_response(db, hall.submission(blank), now=hall.clock())
    assert (told(hall, first), wrong(hall)) == (3, [])
    take_back(hall, blank)
    assert (told(hall, first), wrong(hall)) == (2, [])


def test_a_blank_form_that_is_taken_back_changes_no_number(hall):
    first, *_ = answer(hall, 2)
    (blank,) = answer(hall, answers={})
    take_back(hall, blank)
    with hall.database.transaction() as db:
        recount(db)
    assert (told(hall, first), wrong(hall)) == (2, [])


def test_the_host_sees_those_who_answered_and_not_who_left_every_question_blank(hall):
    answer(hall, 2)
    answer(hall, answers={})
    with hall.database.reading() as db:
        progress = progress_of(db, hall.evening().experiment, kind="pre")
    assert (progress.answered, progress.begun) == (2, 0)
