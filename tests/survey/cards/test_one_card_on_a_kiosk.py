"""One printed card on a phone that many answer on: nobody's answers take the place of anybody else's."""

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Consent, ResponseRevision
from evaluation.participants_app import participants_app
from evaluation.store.linking.reconciliation import accounts_of
from evaluation.store.linking.review_queue import suggest
from evaluation.store.studies.lookup import experiment_named
from evaluation.web.app import Services
from tests.hall import Phone
from tests.survey.cards.test_one_card_two_phones import stored
from tests.survey.test_pages import JSON, kept, sign_welsh, words_of
from tests.survey.who_answers.test_returning import follow


def begin(kiosk, words, card):
    """Agree on a kiosk with a card; the address of the questionnaire."""
    return agree(kiosk, words, card).headers["Location"]


def agree(kiosk, words, card):
    """Agree on a kiosk with a card; the answer to it."""
    kiosk.get(f"/{words}?kiosk=1&alone=yes")
    address, hidden = kiosk.form()
    return kiosk.post(address, {**hidden, "card": card})


def linked(hall):
    """What each person answered, in the order of the waves."""
    by_person = {}
    for response in sorted(kept(hall), key=lambda response: response.submitted_at):
        by_person.setdefault(response.participant_id, []).append(response.answers["bt1"])
    return sorted(by_person.values())


@pytest.fixture
def card(sqlite_hall):
    """A printed card."""
    return sqlite_hall.cards()[0]


@pytest.mark.parametrize("headers", [{}, JSON])
@pytest.mark.parametrize("second", ["2", "7"])
def test_two_who_both_began_on_one_kiosk_with_one_card_keep_both_answers(sqlite_hall, phone, card, headers, second):
    first, other = (begin(phone, sqlite_hall.words, card) for _ in range(2))
    phone.post(first, {"bt1": "7"}, **headers)
    phone.post(other, {"bt1": second}, **headers)
    assert stored(sqlite_hall) == sorted([7, int(second)])
    assert kept(sqlite_hall, ResponseRevision) == []
    assert len(linked(sqlite_hall)) == 2


def test_two_kiosks_and_a_phone_with_one_card_keep_three(sqlite_hall, new_phone, card):
    owner = new_phone()
    owner.start(sqlite_hall.words, card=card)
    begun = [(kiosk, begin(kiosk, sqlite_hall.words, card)) for kiosk in (new_phone(), new_phone())]
    for answer, (kiosk, address) in enumerate(begun):
        kiosk.post(address, {"bt1": str(answer)})
    owner.send({"bt1": "7"})
    assert stored(sqlite_hall) == [0, 1, 7]


def test_whoever_sends_again_on_a_kiosk_after_a_lost_reply_is_stored_once(sqlite_hall, phone, card):
    first, other = (begin(phone, sqlite_hall.words, card) for _ in range(2))
    outcomes = [
        phone.post(address, {"bt1": answer}, **JSON).json["outcome"]
        for _ in range(2)
        for address, answer in ((first, "7"), (other, "2"))
    ]
    assert outcomes == ["new", "new", "same", "same"]
    assert stored(sqlite_hall) == [2, 7]


def test_a_change_of_language_on_a_kiosk_is_still_of_the_same_person(sqlite_hall, phone, card):
    sign_welsh(sqlite_hall)
    begun = []
    for _ in range(2):
        phone.post(begin(phone, sqlite_hall.words, card), {"_switch": "cy"})
        begun.append(html.fromstring(phone.page.data).get_element_by_id("f").get("action"))
    for address, answer in zip(begun, ("7", "2"), strict=True):
        phone.post(address, {"bt1": answer})
    assert stored(sqlite_hall) == [2, 7]
    assert {(response.mode, response.language) for response in kept(sqlite_hall)} == {("kiosk", "cy")}


def test_whoever_is_kept_apart_on_a_kiosk_is_told_so_and_has_a_code_of_their_own(sqlite_hall, phone, card):
    first, other = (begin(phone, sqlite_hall.words, card) for _ in range(2))
    phone.post(first, {"bt1": "7"})
    page = follow(phone, phone.post(other, {"bt1": "2"}))
    said = words_of(page)
    assert "Somebody else has already answered with your card." in said
    assert "phone" not in said.split("Your code")[1].split("To take")[0]
    assert html.fromstring(page.data).get_element_by_id("code").text.replace(" ", "") != card
    assert phone.client.get_cookie("weaving_phone", path=f"/{sqlite_hall.words}") is None


def test_a_card_scanned_a_second_time_on_a_kiosk_begins_apart(sqlite_hall, phone, card):
    first = begin(phone, sqlite_hall.words, card)
    page = follow(phone, phone.get(f"/c/{card}?kiosk=1"))
    assert "Somebody has begun with this card. Was it you?" in words_of(page)
    other = phone.post(*phone.form()).headers["Location"]
    phone.post(first, {"bt1": "7"})
    phone.post(other, {"bt1": "2"})
    assert stored(sqlite_hall) == [2, 7]
    page = follow(phone, phone.get(f"/c/{card}?kiosk=1"))
    (on,) = html.fromstring(page.data).xpath("//a[contains(., 'Answer without this card')]/@href")
    assert "kiosk=1" in on


def test_at_after_each_is_joined_with_themselves_by_the_code_they_were_given(sqlite_hall, phone, card):
    first, other = (begin(phone, sqlite_hall.words, card) for _ in range(2))
    phone.post(first, {"bt1": "7"})
    page = follow(phone, phone.post(other, {"bt1": "2"}))
    own = html.fromstring(page.data).get_element_by_id("code").text
    sqlite_hall.open("post")
    sqlite_hall.clock.advance(minutes=90)
    for code, answer in ((card, "8"), (own, "3")):
        page = agree(phone, sqlite_hall.words, code)
        if page.status_code == 200:
            assert "Somebody has answered with this c" in words_of(page)
            page = phone.post(*phone.form())
        phone.post(page.headers["Location"], {"bt1": answer})
    assert linked(sqlite_hall) == [[2, 3], [7, 8]]


def test_both_engines_keep_two_of_one_kiosk_apart_and_count_both(hall, clock, settings):
    phone = Phone(participants_app(Services(settings, hall.database, clock)))
    (card,) = hall.cards()
    for answer, address in enumerate([begin(phone, hall.words, card) for _ in range(2)]):
        phone.post(address, {"bt1": str(answer)}, **JSON)
    with hall.database.reading() as db:
        experiment = experiment_named(db, hall.words)
        accounts, queue = accounts_of(db, experiment.id), suggest(db, experiment)
        assert sorted(db.scalars(select(Consent.method))) == ["card", "unmatched"]
    assert (accounts.submitted, accounts.faults, len(queue.before)) == (2, (), 2)
