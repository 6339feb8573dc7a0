"""Answering again: stopped early it keeps what was sent before to every other question; sent whole it replaces it."""

import pytest
from lxml import html

from evaluation.models import Response, ResponseRevision
from tests.survey.test_pages import kept, words_of


@pytest.fixture
def again(sqlite_hall, phone):
    """Somebody who sent three answers, and begins to answer again."""
    at = phone.start(sqlite_hall.words)
    phone.send({"bt1": "7", "bt2": "3", "bt3": "declined"})
    phone.at = f"{at}?again=1"
    return phone


def stored(hall):
    return [(one.answers, one.revision, one.stopped) for one in kept(hall, Response)]


def test_what_was_sent_before_stays_where_answering_again_is_stopped_early(sqlite_hall, again):
    again.send({"bt1": "8", "_stop": "1"})
    assert stored(sqlite_hall) == [({"bt1": 8, "bt2": 3, "bt3": "declined"}, 2, False)]
    assert [one.answers for one in kept(sqlite_hall, ResponseRevision)] == [{"bt1": 7, "bt2": 3, "bt3": "declined"}]


def test_stopping_twice_is_the_same_as_stopping_once(sqlite_hall, again):
    for _ in range(2):
        again.send({"bt1": "8", "_stop": "1"})
    assert stored(sqlite_hall) == [({"bt1": 8, "bt2": 3, "bt3": "declined"}, 2, False)]


def test_what_is_answered_again_to_the_end_takes_the_place_of_all_of_it(sqlite_hall, again):
    again.send({"bt1": "8"})
    assert stored(sqlite_hall) == [({"bt1": 8}, 2, False)]


def test_what_is_stopped_the_first_time_is_what_was_answered(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "8", "_stop": "1"})
    assert stored(sqlite_hall) == [({"bt1": 8}, 1, True)]


def test_changes_that_come_after_closing_leave_what_was_sent_and_the_receipt_says_so(sqlite_hall, again):
    sqlite_hall.open("post")
    page = again.send({"bt1": "8"})
    assert stored(sqlite_hall)[0][0] == {"bt1": 7, "bt2": 3, "bt3": "declined"}
    said = words_of(again.get(page.headers["Location"]))
    assert "Before closed before your changes arrived. What you sent first stays." in said


def test_the_receipt_says_nothing_of_closing_where_nothing_came_late(sqlite_hall, again):
    assert "What you sent first stays" not in words_of(again.get(again.send({"bt1": "8"}).headers["Location"]))


@pytest.mark.parametrize("wave", ["pre", "post"])
def test_who_left_everything_blank_is_offered_to_answer_now(sqlite_hall, phone, wave):
    if wave == "post":
        sqlite_hall.open("post")
    phone.start(sqlite_hall.words)
    phone.send({})
    page = phone.get(f"/{sqlite_hall.words}")
    assert "nothing more to do" not in words_of(page)
    [way] = html.fromstring(page.data).xpath("//a[.='Answer the questions now']/@href")
    assert "Question 1 of" in words_of(phone.get(way))
    phone.post(way, {"bt1": "4"})
    assert [one.answers for one in kept(sqlite_hall)] == [{"bt1": 4}]
    assert "There is nothing more to do now." in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_who_wrote_only_free_words_left_not_everything_blank(sqlite_hall, phone):
    sqlite_hall.open("post")
    phone.start(sqlite_hall.words)
    phone.send({"op1": "We cooked together."})
    assert "You have answered After" in words_of(phone.get(f"/{sqlite_hall.words}"))
