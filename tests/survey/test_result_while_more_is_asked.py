"""The result is out while the follow-up is still to come: its page says so, and when."""

import pytest

from tests.survey.test_published_result import plan, put_out, words_of

OVER = "No more answers can be taken here"


@pytest.fixture
def said(sqlite_hall, phone):
    """What the join address says once the result is out."""

    def read():
        put_out(sqlite_hall)
        page = words_of(phone.get(f"/{sqlite_hall.words}"))
        assert "Trust rose a little." in page
        return page

    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    sqlite_hall.open("post")
    sqlite_hall.close("post")
    return read


def test_where_nothing_is_left_no_more_answers_are_taken(said):
    assert OVER in said()


def test_days_that_are_planned_are_told(sqlite_hall, said):
    plan(sqlite_hall)
    page = said()
    assert (OVER in page, "From 13 August 2026 to 27 August 2026" in page) == (False, True)


def test_once_those_days_are_over_no_more_answers_are_taken(sqlite_hall, said):
    plan(sqlite_hall)
    sqlite_hall.clock.advance(days=150)
    assert OVER in said()
