"""A form that comes blank where no script runs: whether it is meant so is asked before it counts."""

from tests.survey.test_pages import JSON, kept, words_of
from tests.survey.who_answers.test_returning import follow


def test_a_blank_form_is_asked_about_once_and_then_kept(sqlite_hall, phone):
    at = phone.start(sqlite_hall.words)
    page = phone.post(at, {})
    assert ("Your form is blank" in words_of(page), kept(sqlite_hall)) == (True, [])
    assert "came blank" in words_of(follow(phone, phone.post(at, {"_blank": "1"})))
    assert [one.answers for one in kept(sqlite_hall)] == [{}]


def test_whoever_goes_on_from_there_answers_the_questions(sqlite_hall, phone):
    at = phone.start(sqlite_hall.words)
    phone.post(at, {})
    assert "Question 1 of 12" in words_of(phone.post(at, {"_back": "1"}))
    assert phone.post(at, {"bt1": "7"}).status_code == 303


def test_what_was_sent_already_is_not_asked_about(sqlite_hall, phone):
    at = phone.start(sqlite_hall.words)
    phone.post(at, {"bt1": "7"})
    assert phone.post(at, {}).status_code == 303


def test_a_script_that_has_asked_is_not_asked_again(sqlite_hall, phone):
    at = phone.start(sqlite_hall.words)
    assert phone.post(at, {}, **JSON).status_code == 201
