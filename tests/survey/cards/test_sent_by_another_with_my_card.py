"""Somebody else answered After with my card on their phone: mine says so, and lets me answer with a code of my own."""

import pytest

from tests.survey.cards.test_card_on_a_phone_in_use import follow_link, scan, send
from tests.survey.test_pages import kept, words_of
from tests.survey.who_answers.test_returning import follow

SAID = "After was sent with your card or code from another phone"


@pytest.fixture
def card(sqlite_hall):
    return sqlite_hall.cards()[0]


@pytest.fixture
def owner(sqlite_hall, new_phone, card):
    """Whoever answered Before with the card; somebody else has answered After with it on another phone since."""
    scan(phone := new_phone(), card)
    send(phone, "2")
    sqlite_hall.clock.advance(minutes=40)
    sqlite_hall.open("post")
    other = new_phone()
    follow(other, other.get(f"/c/{card}"))
    assert "Somebody has answered with this card. Was it you?" in words_of(other.page)
    other.open(other.post(*other.form()).headers["Location"])
    send(other, "9")
    sqlite_hall.clock.advance(minutes=5)
    return phone


@pytest.mark.parametrize("by_card", [True, False])
def test_their_own_phone_says_that_after_was_sent_from_another_and_when(sqlite_hall, owner, card, by_card):
    said = words_of(follow(owner, owner.get(f"/c/{card}" if by_card else f"/{sqlite_hall.words}")))
    assert f"{SAID} at 19:10." in said
    assert "You have answered After" not in said


def test_whoever_says_that_it_was_not_they_answers_apart_with_a_code_of_their_own(sqlite_hall, owner):
    owner.get(f"/{sqlite_hall.words}")
    page = follow_link(owner, "That was not me")
    assert "Nothing joins your answers with those given with it." in words_of(page)
    owner.open(owner.post(*owner.form()).headers["Location"])
    page = follow(owner, owner.send({"bt1": "5"}))
    assert "Your code" in words_of(page)
    answers = sorted((one.answers["bt1"], one.participant_id) for one in kept(sqlite_hall))
    assert [answer for answer, _ in answers] == [2, 5, 9]
    by = dict(answers)
    assert (by[2] == by[9], by[5] in {by[2], by[9]}) == (True, False)


def test_the_phone_from_which_it_was_sent_says_that_it_is_answered(sqlite_hall, new_phone, card):
    scan(phone := new_phone(), card)
    send(phone, "2")
    sqlite_hall.open("post")
    follow(phone, phone.get(f"/c/{card}"))
    phone.open(phone.post(phone.form()[0], phone.form()[1] | {"same": "yes"}).headers["Location"])
    send(phone, "9")
    assert "You have answered After" in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_nobody_is_offered_to_answer_once_after_is_closed(sqlite_hall, owner):
    sqlite_hall.close("post")
    assert "That was not me" not in words_of(owner.get(f"/{sqlite_hall.words}"))
