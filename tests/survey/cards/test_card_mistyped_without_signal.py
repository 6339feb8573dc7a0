"""A card mistyped without signal: whoever gave its code keeps their place and is told that it was not taken."""

import uuid

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Card
from tests.survey.test_pages import JSON, kept, words_of
from tests.survey.who_answers.test_returning import answered, follow, press

NOT_TAKEN = "Did you give the code of a card? It was not taken."


def sent_without_signal(hall, phone, *, value, card="ABC DEF GHJ", handed=False):
    """What the script sends of somebody who typed a wrong code, once there is signal."""
    response, more = str(uuid.uuid4()), {"handed": "1"} if handed else {}
    agreed = {"wave": "pre", "lang": "en", "consent": "1", "response": response, "card": card, **more}
    assert phone.post(f"/{hall.words}", agreed, **JSON).status_code == 422
    address = f"/{hall.words}/pre/en/{response}?o=1&consent=1&lang=en"
    return phone.post(address, {"bt1": value, **more}, **JSON).json


def kept_code(hall, value):
    with hall.database.reading() as db:
        found = next(one for one in kept(hall) if one.answers["bt1"] == int(value))
        return db.scalars(select(Card.token).where(Card.participant_id == found.participant_id)).one()


def choices(phone):
    return html.fromstring(phone.page.data).xpath("//form//button[@name='same'][not(@value='no' or @value='unsure')]")


@pytest.mark.parametrize("first", ["with signal", "a wrong code too"])
def test_everybody_handed_on_finds_their_place_at_after(sqlite_hall, phone, first):
    if first == "with signal":
        answered(sqlite_hall, phone)
    else:
        sent_without_signal(sqlite_hall, phone, value="1", handed=True)
    sent_without_signal(sqlite_hall, phone, value="2", handed=True)
    phone.post(f"/{sqlite_hall.words}/next", {}, **JSON)
    sent_without_signal(sqlite_hall, phone, value="3")
    phone.post(f"/{sqlite_hall.words}/next", {}, **JSON)
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}")
    assert len(choices(phone)) == 3


def test_whoever_was_handed_on_joins_their_after_to_what_was_sent_under_a_code_that_no_page_showed(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    sqlite_hall.clock.advance(minutes=1)
    sent_without_signal(sqlite_hall, phone, value="2", handed=True)
    sqlite_hall.open("post")
    phone.post(f"/{sqlite_hall.words}/next", {}, **JSON)
    phone.get(f"/{sqlite_hall.words}")
    second = next(one for one in choices(phone) if kept_code(sqlite_hall, "2")[-3:] in one.text_content())
    address, hidden = phone.form()
    follow(phone, phone.post(address, {**hidden, "same": second.get("value")}))
    phone.at = phone.page.request.path
    phone.send({"bt1": "9"})
    people = {}
    for one in kept(sqlite_hall):
        people.setdefault(one.participant_id, []).append(one.answers["bt1"])
    assert [2, 9] in list(map(sorted, people.values()))


def test_the_phone_stays_with_whoever_has_it_when_another_s_answers_arrive(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    sent_without_signal(sqlite_hall, phone, value="2", handed=True)
    assert "You have answered Before" in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_receipt_and_first_screen_say_that_the_card_was_not_taken(sqlite_hall, phone):
    told = sent_without_signal(sqlite_hall, phone, value="4")
    assert f"{NOT_TAKEN} The code on this page counts now." in words_of(phone.get(told["location"]))
    assert NOT_TAKEN in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_whoever_gave_no_card_or_one_that_was_taken_is_told_nothing_of_it(sqlite_hall, new_phone):
    (card,) = sqlite_hall.cards(1)
    for address in (f"/{sqlite_hall.words}", f"/c/{card}"):
        phone = new_phone()
        follow(phone, phone.get(address))
        press(phone, None)
        phone.at = phone.page.request.path
        assert NOT_TAKEN not in words_of(follow(phone, phone.send({"bt1": "4"})))
        assert NOT_TAKEN not in words_of(follow(phone, phone.get(f"/{sqlite_hall.words}")))
