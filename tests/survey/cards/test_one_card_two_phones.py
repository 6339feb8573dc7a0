"""One printed card on two phones: nobody's answers take the place of anybody else's, and each can still be joined."""

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
from tests.survey.test_pages import JSON, kept, words_of
from tests.survey.who_answers.test_returning import follow, press


def begin(phone, words, card, *, scanned=False):
    """Agree with a card, typed or scanned, and open the questionnaire; the page that this led to."""
    follow(phone, phone.get(f"/c/{card}" if scanned else f"/{words}"))
    address, hidden = phone.form()
    page = phone.post(address, {**hidden, "card": card})
    if page.status_code == 303:
        phone.at = page.headers["Location"]
    return follow(phone, page)


def stored(hall):
    return sorted(response.answers["bt1"] for response in kept(hall))


@pytest.fixture
def card(sqlite_hall):
    """A printed card."""
    return sqlite_hall.cards()[0]


@pytest.fixture
def both(sqlite_hall, new_phone, card):
    """The phone of the card's owner and another, on both of which the form was begun with it."""
    phones = new_phone(), new_phone()
    for phone in phones:
        begin(phone, sqlite_hall.words, card)
    return phones


@pytest.mark.parametrize("headers", [{}, JSON])
def test_two_phones_that_both_began_with_one_card_keep_both_answers(sqlite_hall, both, headers):
    owner, other = both
    owner.send({"bt1": "7"}, **headers)
    other.send({"bt1": "2"}, **headers)
    assert stored(sqlite_hall) == [2, 7]
    assert kept(sqlite_hall, ResponseRevision) == []
    assert len({response.participant_id for response in kept(sqlite_hall)}) == 2


def test_whoever_is_kept_apart_is_told_so_and_has_a_code_of_their_own(sqlite_hall, both, card):
    owner, other = both
    owner.send({"bt1": "7"})
    page = follow(other, other.send({"bt1": "2"}))
    said = words_of(page)
    assert ("Answers with your card were already sent" in said, "another phone" in said) == (True, False)
    assert "Thank you. 1 answer arrived" in said
    assert html.fromstring(page.data).get_element_by_id("code").text.replace(" ", "") != card


def test_the_phone_that_sent_may_change_its_answers_and_no_other_may(sqlite_hall, both):
    owner, other = both
    owner.send({"bt1": "7"})
    other.send({"bt1": "2"})
    assert owner.send({"bt1": "8"}, **JSON).json["outcome"] == "revised"
    other.send({"bt1": "3"})
    assert stored(sqlite_hall) == [3, 8]


def test_sending_again_after_a_lost_reply_stores_nobody_twice(sqlite_hall, both):
    owner, other = both
    for phone in (owner, other):
        phone.send({"bt1": "7"}, **JSON)
    assert stored(sqlite_hall) == [7, 7]
    owner.send({"bt1": "5"}, **JSON)
    assert [other.send({"bt1": "2"}, **JSON).status_code for _ in range(3)] == [200, 200, 200]
    assert stored(sqlite_hall) == [2, 5]


def test_a_card_that_was_sent_is_refused_on_a_second_phone_before_anything_is_asked(sqlite_hall, new_phone, card):
    owner, other = new_phone(), new_phone()
    begin(owner, sqlite_hall.words, card)
    owner.send({"bt1": "7"})
    page = begin(other, sqlite_hall.words, card)
    said = words_of(page)
    assert "Answers were already sent with this card at 18:30" in said
    assert "ask for another card" in said
    assert len(kept(sqlite_hall, Consent)) == 1
    press(other, None, card="")
    assert [consent.method for consent in kept(sqlite_hall, Consent)] == ["card", "page"]


def test_a_card_that_was_sent_and_is_scanned_by_another_phone_leads_to_a_way_on(sqlite_hall, new_phone, card):
    owner, other = new_phone(), new_phone()
    begin(owner, sqlite_hall.words, card)
    owner.send({"bt1": "7"})
    said = words_of(follow(other, other.get(f"/c/{card}")))
    assert ("Answers were already sent at 18:30" in said, "another phone" in said) == (True, False)
    assert "Ask for another card" in said
    (on,) = html.fromstring(other.page.data).xpath("//a[contains(., 'Answer without this card')]/@href")
    other.get(on)
    press(other, None)
    other.at = other.page.request.path
    other.send({"bt1": "2"})
    assert stored(sqlite_hall) == [2, 7]


def test_two_people_who_share_a_phone_and_a_card_lose_nothing(sqlite_hall, phone, card):
    begin(phone, sqlite_hall.words, card)
    phone.send({"bt1": "7"})
    phone.post(f"/{sqlite_hall.words}/next", {"lang": "en"})
    assert "ask for another card" in words_of(begin(phone, sqlite_hall.words, card))
    assert stored(sqlite_hall) == [7]


def test_the_owner_who_types_the_card_again_is_shown_that_it_was_sent(sqlite_hall, phone, card):
    begin(phone, sqlite_hall.words, card)
    phone.send({"bt1": "7"})
    phone.get(f"/{sqlite_hall.words}?new=1")
    address, hidden = phone.form()
    assert "You have answered Before" in words_of(follow(phone, phone.post(address, {**hidden, "card": card})))


def test_a_card_begun_on_one_phone_can_be_sent_from_another(sqlite_hall, new_phone, card):
    begin(new_phone(), sqlite_hall.words, card)
    other = new_phone()
    begin(other, sqlite_hall.words, card)
    other.send({"bt1": "7"})
    assert [consent.method for consent in kept(sqlite_hall, Consent)] == ["card"]
    assert stored(sqlite_hall) == [7]


def test_both_are_joined_with_themselves_after_whatever_way_they_come(sqlite_hall, both, card):
    owner, other = both
    owner.send({"bt1": "7"})
    other.send({"bt1": "2"})
    sqlite_hall.close("pre")
    sqlite_hall.open("post")
    begin(owner, sqlite_hall.words, card, scanned=True)
    owner.send({"bt1": "8"})
    assert "Was it you who answered Before" in words_of(follow(other, other.get(f"/c/{card}")))
    press(other, ("same", "yes"))
    other.at = other.page.request.path
    other.send({"bt1": "3"})
    by_person = {}
    for response in kept(sqlite_hall):
        by_person.setdefault(response.participant_id, set()).add(response.answers["bt1"])
    assert sorted(map(sorted, by_person.values())) == [[2, 3], [7, 8]]


def test_the_accounts_and_the_linking_queue_see_who_was_kept_apart(sqlite_hall, both):
    for answer, phone in enumerate(both):
        phone.send({"bt1": answer})
    with sqlite_hall.database.reading() as db:
        experiment = experiment_named(db, sqlite_hall.words)
        accounts, queue = accounts_of(db, experiment.id), suggest(db, experiment)
    assert (accounts.submitted, accounts.page_codes, accounts.faults) == (2, 1, ())
    assert len(queue.before) == 2


def test_a_kiosk_does_not_send_over_what_a_phone_sent(sqlite_hall, new_phone, card):
    owner, kiosk = new_phone(), new_phone()
    begin(owner, sqlite_hall.words, card)
    kiosk.get(f"/{sqlite_hall.words}?kiosk=1")
    address, hidden = kiosk.form()
    kiosk.at = kiosk.post(address, {**hidden, "card": card}).headers["Location"]
    owner.send({"bt1": "7"})
    kiosk.send({"bt1": "2"})
    assert stored(sqlite_hall) == [2, 7]


def test_both_engines_keep_what_two_phones_send_with_one_card(hall, clock, settings):
    app = participants_app(Services(settings, hall.database, clock))
    (card,) = hall.cards()
    phones = [Phone(app), Phone(app)]
    for phone in phones:
        begin(phone, hall.words, card)
    for answer, phone in enumerate(phones):
        phone.send({"bt1": answer}, **JSON)
    with hall.database.reading() as db:
        assert sorted(db.scalars(select(Consent.method))) == ["card", "unmatched"]
    assert stored(hall) == [0, 1]


def test_the_owner_who_scans_the_card_again_is_shown_that_it_was_sent(sqlite_hall, phone, card):
    begin(phone, sqlite_hall.words, card, scanned=True)
    phone.send({"bt1": "7"})
    assert "You have answered Before" in words_of(follow(phone, phone.get(f"/c/{card}")))


def test_whoever_was_kept_apart_and_scans_first_after_is_asked_too(sqlite_hall, both, card):
    owner, other = both
    owner.send({"bt1": "7"})
    other.send({"bt1": "2"})
    sqlite_hall.open("post")
    assert "Was it you who answered Before" in words_of(follow(other, other.get(f"/c/{card}")))


def test_the_phone_that_sent_and_was_handed_on_says_that_it_was_sent_from_this_phone(sqlite_hall, phone, card):
    begin(phone, sqlite_hall.words, card)
    phone.send({"bt1": "7"})
    phone.post(f"/{sqlite_hall.words}/next", {})
    assert "already sent from this phone at 18:30" in words_of(follow(phone, phone.get(f"/c/{card}")))
