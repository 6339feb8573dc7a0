"""Answering again: stopped early it keeps what was sent before to every other question; sent whole it replaces it."""

import pytest

from evaluation.models import Response, ResponseRevision
from tests.survey.test_pages import kept


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
