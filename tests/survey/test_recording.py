"""A response is stored once, by whatever way and however often it comes."""

import threading
import uuid

import pytest
from sqlalchemy import func, select

from evaluation.models import OpenAnswer, Participant, Response, ResponseRevision
from evaluation.store.responses.consents import begin_with_card, begin_without_card
from evaluation.store.responses.responses import record_response
from evaluation.store.responses.withdrawals import withdraw_answers

KEY = b"k" * 32


def record(hall, submission):
    with hall.database.transaction() as db:
        return record_response(db, submission, now=hall.clock())


def rows(hall, model):
    with hall.database.reading() as db:
        return db.scalars(select(model)).all()


def test_a_new_submission_is_stored_with_its_answers(hall):
    receipt = record(hall, hall.submission(hall.begin(), answers={"bt1": 4, "bt2": "declined"}))
    (kept,) = rows(hall, Response)
    assert (receipt.outcome, kept.answers, kept.receipt) == ("new", {"bt1": 4, "bt2": "declined"}, receipt.code)


def test_the_same_submission_again_is_the_same_receipt_and_no_second_row(hall):
    submission = hall.submission(hall.begin())
    first, second = record(hall, submission), record(hall, submission)
    assert (second.outcome, second.code) == ("same", first.code)
    assert len(rows(hall, Response)) == 1


def test_the_order_of_answers_makes_no_difference(hall):
    response = hall.begin()
    record(hall, hall.submission(response, answers={"bt1": 1, "bt2": 2}))
    assert record(hall, hall.submission(response, answers={"bt2": 2, "bt1": 1})).outcome == "same"


def test_other_answers_while_open_are_a_revision_and_the_older_ones_are_kept(hall):
    response = hall.begin()
    record(hall, hall.submission(response, answers={"bt1": 1}))
    receipt = record(hall, hall.submission(response, answers={"bt1": 9}))
    assert (receipt.outcome, receipt.revision) == ("revised", 2)
    assert [kept.answers for kept in rows(hall, Response)] == [{"bt1": 9}]
    assert [(kept.revision, kept.answers) for kept in rows(hall, ResponseRevision)] == [(1, {"bt1": 1})]


def test_other_answers_after_closing_are_kept_as_a_conflict_once(hall):
    response = hall.begin()
    record(hall, hall.submission(response, answers={"bt1": 1}))
    hall.close("pre")
    outcomes = [record(hall, hall.submission(response, answers={"bt1": 9})).outcome for _ in range(2)]
    assert outcomes == ["conflict", "conflict"]
    assert [kept.answers for kept in rows(hall, Response)] == [{"bt1": 1}]
    assert [(kept.conflict, kept.answers) for kept in rows(hall, ResponseRevision)] == [(True, {"bt1": 9})]


def test_what_comes_within_grace_is_stored_and_flagged(hall):
    response = hall.begin()
    hall.close("pre")
    hall.clock.advance(minutes=179)
    assert record(hall, hall.submission(response)).outcome == "new"
    assert [kept.late for kept in rows(hall, Response)] == [True]


def test_what_comes_after_grace_is_not_stored(hall):
    response = hall.begin()
    hall.close("pre")
    hall.clock.advance(minutes=181)
    assert record(hall, hall.submission(response)).outcome == "closed"
    assert rows(hall, Response) == []


def test_a_form_opened_three_hours_before_it_is_sent_is_accepted(hall):
    response = hall.begin()
    hall.clock.advance(hours=3)
    assert record(hall, hall.submission(response)).outcome == "new"


def test_an_unknown_identity_is_said_to_be_unknown(hall):
    assert record(hall, hall.submission(uuid.uuid4())).outcome == "unknown"


def test_free_words_are_kept_apart_from_the_answers(hall):
    hall.open("post")
    response = hall.begin("post")
    record(hall, hall.submission(response, "post", texts={"op1": "We talked about buses."}))
    assert [kept.answers for kept in rows(hall, Response)] == [{"bt1": 4}]
    assert [(kept.item, kept.text) for kept in rows(hall, OpenAnswer)] == [("op1", "We talked about buses.")]


def test_free_words_sent_again_take_the_place_of_the_older(hall):
    hall.open("post")
    response = hall.begin("post")
    for text in ("one", "two"):
        record(hall, hall.submission(response, "post", texts={"op1": text}))
    assert [kept.text for kept in rows(hall, OpenAnswer)] == ["two"]
    assert [kept.answers["op1"] for kept in rows(hall, ResponseRevision)] == ["one"]


def test_two_tabs_with_one_card_are_one_response(hall):
    (token,) = hall.cards()
    evening = hall.evening()
    begun = []
    for _ in range(2):
        with hall.database.transaction() as db:
            wave = evening.waves["pre"]
            begun.append(
                begin_with_card(db, evening, wave=wave, token=token, key=KEY, agreement=hall.agreement()).response
            )
    assert begun[0] == begun[1]


def test_a_card_of_another_experiment_begins_nothing(hall):
    evening = hall.evening()
    with hall.database.transaction() as db:
        wave = evening.waves["pre"]
        begun = begin_with_card(db, evening, wave=wave, token="000000000", key=KEY, agreement=hall.agreement())
    assert begun is None


def test_the_start_button_pressed_twice_begins_once(hall):
    minted = uuid.uuid4()
    hall.begin(response=minted)
    hall.begin(response=minted)
    assert len(rows(hall, Participant)) == 1


def test_a_retry_after_withdrawal_is_turned_away_and_stores_nothing(hall):
    (token,) = hall.cards()
    evening = hall.evening()
    with hall.database.transaction() as db:
        wave = evening.waves["pre"]
        response = begin_with_card(db, evening, wave=wave, token=token, key=KEY, agreement=hall.agreement()).response
    record(hall, hall.submission(response))
    with hall.database.transaction() as db:
        assert withdraw_answers(db, token, now=hall.clock()).responses == 1
    assert record(hall, hall.submission(response)).outcome == "withdrawn"
    assert rows(hall, Response) == []


def test_withdrawal_deletes_revisions_and_free_words_too(hall):
    (token,) = hall.cards()
    hall.open("post")
    evening = hall.evening()
    with hall.database.transaction() as db:
        wave = evening.waves["post"]
        response = begin_with_card(db, evening, wave=wave, token=token, key=KEY, agreement=hall.agreement()).response
    record(hall, hall.submission(response, "post", texts={"op1": "secret"}))
    record(hall, hall.submission(response, "post", answers={"bt1": 2}, texts={"op1": "secret"}))
    with hall.database.transaction() as db:
        withdraw_answers(db, token, now=hall.clock())
    assert [rows(hall, model) for model in (Response, ResponseRevision, OpenAnswer)] == [[], [], []]


@pytest.mark.parametrize("ways", ["the same answers", "other answers"])
def test_five_sendings_at_once_are_one_row_and_one_receipt(hall, ways):
    response = hall.begin()
    together, receipts = threading.Barrier(5), []

    def send(number):
        answers = {"bt1": number if ways == "other answers" else 4}
        together.wait()
        receipts.append(record(hall, hall.submission(response, answers=answers)))

    threads = [threading.Thread(target=send, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({receipt.code for receipt in receipts}) == 1
    assert len(receipts) == 5
    with hall.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Response)) == 1
        kept = db.scalar(select(func.count()).select_from(ResponseRevision))
    assert kept == (4 if ways == "other answers" else 0)


def test_the_same_start_pressed_five_times_at_once_begins_once(hall):
    minted, together, failures = uuid.uuid4(), threading.Barrier(5), []
    evening = hall.evening()

    def press():
        together.wait()
        try:
            with hall.database.transaction() as db:
                begin_without_card(
                    db,
                    evening,
                    wave=evening.waves["pre"],
                    response=minted,
                    method="page",
                    rng=hall.rng,
                    agreement=hall.agreement(),
                )
        except Exception as failure:  # noqa: BLE001 - whatever went wrong is the finding
            failures.append(failure)

    threads = [threading.Thread(target=press) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(rows(hall, Participant)) == 1


@pytest.mark.parametrize(
    ("path", "most"), [("new", 2), ("new with words", 3), ("repeat", 1), ("closed", 1), ("withdrawn", 1)]
)
def test_an_ordinary_submission_takes_three_statements_at_most(hall, count_sql, path, most):
    hall.open("post")
    response = hall.begin("post")
    submission = hall.submission(response, "post", texts={"op1": "words"} if path == "new with words" else {})
    if path == "repeat":
        record(hall, submission)
    if path == "closed":
        hall.close("post")
        hall.clock.advance(days=2)
    if path == "withdrawn":
        with hall.database.transaction() as db:
            db.scalars(select(Participant)).one().withdrawn_at = hall.clock()
    sent = count_sql(hall.database)
    record(hall, submission)
    assert len(sent) <= most
