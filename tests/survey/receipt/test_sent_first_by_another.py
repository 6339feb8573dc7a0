"""A phone without cookies or script: whoever has its form's address can send first, and its owner is told the truth."""

import pytest
from lxml import html

from tests.hall import Phone
from tests.survey.test_pages import kept


@pytest.fixture
def owner(participants, sqlite_hall):
    """Somebody whose form was sent first by a neighbour who was given its address, and who sends their own answers."""
    phone, neighbour = Phone(participants, cookies=False), Phone(participants, cookies=False)
    at = phone.start(sqlite_hall.words)
    assert neighbour.post(at, {"bt1": "0"}).status_code == 303
    phone.send({"bt1": "7"})
    return phone


def main_of(phone):
    (main,) = html.fromstring(phone.page.data).xpath("//main")
    return " ".join(main.text_content().split())


def test_they_are_told_that_somebody_may_have_sent_it_first_and_what_to_do(owner):
    said = main_of(owner)
    assert owner.page.status_code == 409
    assert "If you did not send them, somebody had the link to your form and sent it first." in said
    assert "Did you begin this form? Say yes, and your own answers count in the place of those." in said
    assert "Nobody but whoever sent them may change them." not in said


def test_their_own_answers_count_once_they_say_so(sqlite_hall, owner):
    _, sent = owner.form()
    assert owner.post(owner.page.request.full_path, sent | {"_mine": "1"}).status_code == 303
    assert [one.answers for one in kept(sqlite_hall)] == [{"bt1": 7}]
