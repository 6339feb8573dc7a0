"""A phone handed on before the server heard of it: whoever was before is remembered, and it is theirs no more."""

import uuid

from lxml import html

from tests.survey.test_pages import JSON, kept, words_of
from tests.survey.who_answers.test_returning import answered


def agreed_without_signal(hall, phone):
    """What the script sends once there is signal for somebody who agreed without and handed the phone on."""
    sent = {"wave": "pre", "lang": "en", "consent": "1", "response": str(uuid.uuid4()), "handed": "1"}
    return phone.post(f"/{hall.words}", sent, **JSON)


def test_the_script_is_told_that_the_phone_is_handed_on(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    assert phone.post(f"/{sqlite_hall.words}/next", {}, **JSON).status_code == 204
    assert "This phone was handed on." in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_who_handed_on_a_phone_that_was_nobody_s_can_undo_that(sqlite_hall, phone):
    agreed_without_signal(sqlite_hall, phone)
    assert "Undo: I still have it" in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_whoever_has_the_phone_now_keeps_it_and_both_are_asked_at_after(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    agreed_without_signal(sqlite_hall, phone)
    assert "You have answered Before" in words_of(phone.get(f"/{sqlite_hall.words}"))
    sqlite_hall.open("post")
    document = html.fromstring(phone.get(f"/{sqlite_hall.words}").data)
    assert len(document.xpath("//form//button[@name='same'][not(@value='no' or @value='unsure')]")) == 2
    assert len(kept(sqlite_hall)) == 1
