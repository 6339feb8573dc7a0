"""Answering again: what is not answered again stays as it was, sent whole or stopped early, and every page says so."""

import pytest
from lxml import html

from evaluation.models import OpenAnswer, Response, ResponseRevision
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


@pytest.mark.parametrize("more", [{}, {"_stop": "1"}])
def test_the_form_come_back_to_by_back_changes_only_what_is_answered_in_it(sqlite_hall, again, more):
    again.at = again.at.partition("?")[0]
    page = again.send({"bt1": "8", **more})
    assert stored(sqlite_hall) == [({"bt1": 8, "bt2": 3, "bt3": "declined"}, 2, False)]
    assert "Thank you. 3 answers arrived" in words_of(again.get(page.headers["Location"]))


def test_back_keeps_words_that_were_written_freely_and_whether_they_may_be_quoted(sqlite_hall, phone):
    sqlite_hall.open("post")
    phone.start(sqlite_hall.words)
    for answers in ({"bt1": "7", "op1": "We cooked together.", "op1-quote": "1"}, {"bt1": "8"}):
        phone.send(answers)
    assert [(one.text, one.may_quote) for one in kept(sqlite_hall, OpenAnswer)] == [("We cooked together.", True)]


def test_what_was_sent_before_stays_where_answering_again_is_stopped_early(sqlite_hall, again):
    again.send({"bt1": "8", "_stop": "1"})
    assert stored(sqlite_hall) == [({"bt1": 8, "bt2": 3, "bt3": "declined"}, 2, False)]
    assert [one.answers for one in kept(sqlite_hall, ResponseRevision)] == [{"bt1": 7, "bt2": 3, "bt3": "declined"}]


def test_stopping_twice_is_the_same_as_stopping_once(sqlite_hall, again):
    for _ in range(2):
        again.send({"bt1": "8", "_stop": "1"})
    assert stored(sqlite_hall) == [({"bt1": 8, "bt2": 3, "bt3": "declined"}, 2, False)]


def test_what_was_sent_before_stays_where_one_question_is_answered_again_to_the_end(sqlite_hall, again):
    page = again.send({"bt1": "8"})
    assert stored(sqlite_hall) == [({"bt1": 8, "bt2": 3, "bt3": "declined"}, 2, False)]
    assert "Thank you. 3 answers arrived" in words_of(again.get(page.headers["Location"]))


def test_a_blank_takes_nothing_away_and_rather_not_saying_does(sqlite_hall, again):
    again.send({"bt1": "", "bt2": "declined"})
    assert stored(sqlite_hall) == [({"bt1": 7, "bt2": "declined", "bt3": "declined"}, 2, False)]


def test_the_receipt_the_questions_and_the_page_that_stops_say_the_same_of_what_stays(sqlite_hall, again):
    rule = (
        "What you have answered again takes the place of what you sent before. The rest stays as it is. "
        "To take an answer away, choose “I’d rather not say”."
    )
    receipt = again.get(f"/{sqlite_hall.words}/sent/{again.at.partition('?')[0].rpartition('/')[2]}")
    pages = [receipt, again.get(again.at), again.send({"bt1": "8", "_check": "1"}), again.send({"_back": "1"})]
    assert [rule in words_of(page) for page in pages] == [True] * 4


def test_the_questions_answered_again_are_kept_for_nobody_else(sqlite_hall, again):
    page = again.get(again.at)
    assert page.headers["Weaving-Personal"]
    assert "no-store" in page.headers["Cache-Control"]


def test_what_is_stopped_the_first_time_is_what_was_answered(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "8", "_stop": "1"})
    assert stored(sqlite_hall) == [({"bt1": 8}, 1, True)]


def heading_of(page):
    return html.fromstring(page.data).xpath("normalize-space(//h1)")


def test_changes_that_come_after_closing_leave_what_was_sent_and_the_receipt_says_so(sqlite_hall, again):
    sqlite_hall.open("post")
    page = again.send({"bt1": "8"})
    assert stored(sqlite_hall)[0][0] == {"bt1": 7, "bt2": 3, "bt3": "declined"}
    said = words_of(again.get(page.headers["Location"]))
    assert heading_of(again.page) == "Your changes came too late"
    assert "Before had closed when your changes arrived. They do not count." in said
    assert "What you sent first stays as it was." in said
    assert "Thank you" not in said


def test_the_receipt_says_nothing_of_closing_where_nothing_came_late(sqlite_hall, again):
    said = words_of(again.get(again.send({"bt1": "8"}).headers["Location"]))
    assert ("Thank you" in said, "What you sent first stays" in said) == (True, False)


@pytest.mark.parametrize("wave", ["pre", "post"])
def test_who_left_everything_blank_is_offered_to_answer_now(sqlite_hall, phone, wave):
    if wave == "post":
        sqlite_hall.open("post")
    phone.start(sqlite_hall.words)
    phone.send({"_blank": "1"})
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
