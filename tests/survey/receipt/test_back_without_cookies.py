"""Back to a form that was sent, on a phone that keeps no cookie: the server says that it was."""

from lxml import html

from tests.hall import Phone
from tests.survey.test_pages import kept, words_of
from tests.survey.who_answers.test_returning import follow


def test_the_form_that_was_sent_leads_to_what_arrived_and_shows_nobody_the_code(sqlite_hall, participants):
    bare = Phone(participants, cookies=False)
    at = bare.start(sqlite_hall.words)
    bare.send({"bt1": "7"})
    page = bare.get(at)
    assert page.headers["Location"].startswith(f"/{sqlite_hall.words}/sent/")
    page = follow(bare, page)
    assert "Thank you. 1 answer arrived" in words_of(page)
    assert html.fromstring(page.data).xpath("//*[@id='code']") == []
    assert [response.answers for response in kept(sqlite_hall)] == [{"bt1": 7}]


def test_a_form_that_was_not_sent_is_shown(sqlite_hall, participants):
    bare = Phone(participants, cookies=False)
    at = bare.start(sqlite_hall.words)
    assert "Question 1 of 12" in words_of(bare.get(at))
