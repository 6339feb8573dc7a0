"""A script that sends what waited on a phone is told why it was refused, in words that it can keep and show."""

import uuid

import pytest

from tests.survey.test_pages import JSON

FORM = {"bt1": "7"}


def refused(answer):
    said = answer.get_json()
    return answer.status_code, said["said"]


def test_that_the_wave_had_closed_when_they_arrived(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    sqlite_hall.close("pre")
    sqlite_hall.clock.advance(hours=9)
    status, said = refused(phone.send(FORM, **JSON))
    assert status == 409
    assert (
        said == "Before had closed when they arrived, so nothing was stored. Ask the organiser, who can open it again."
    )


def test_in_the_language_of_the_form(sqlite_hall, phone):
    sqlite_hall.sign_welsh()
    phone.start(sqlite_hall.words, lang="cy")
    sqlite_hall.close("pre")
    sqlite_hall.clock.advance(hours=9)
    assert "wedi cau pan gyrhaeddont" in refused(phone.send(FORM, **JSON))[1]


def test_that_no_meeting_has_the_address(phone):
    status, said = refused(phone.post(f"/no-such-words/pre/en/{uuid.uuid4()}", FORM, **JSON))
    assert (status, "type them again" in said) == (404, True)


def test_that_it_is_too_much(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    status, said = refused(phone.send({"op1": "x" * 70_000}, **JSON))
    assert (status, "more than a questionnaire can hold" in said) == (413, True)


@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_a_page_is_shown_to_a_person(phone, accept):
    answer = phone.post(f"/no-such-words/pre/en/{uuid.uuid4()}", FORM, Accept=accept)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
