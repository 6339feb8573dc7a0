"""The address of a form just begun goes into a chat: whoever did not begin it there begins a form of their own."""

import uuid

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Card, Consent, Response, ResponseRevision
from tests.hall import Phone
from tests.survey.test_pages import JSON, kept, words_of
from tests.survey.who_answers.test_returning import follow, people
from tests.survey.who_answers.test_sent_from_a_lent_form import checked, say

ASKED = "Did you begin this here?"
NOTE = "These questions were begun on another phone. Or it was this one, and it has forgotten."
AGREE = "I am 16 or over"


@pytest.fixture
def bare(participants):
    """A phone that takes no cookie."""
    phone = Phone(participants)
    phone.client = participants.test_client(use_cookies=False)
    return phone


@pytest.fixture(params=["none", "a card", "a form of their own"])
def neighbour(request, sqlite_hall, new_phone, bare):
    """Somebody to whom the address is passed on: no cookie, the cookie of a card, or that of a form midway."""
    if request.param == "none":
        return bare
    phone, cards = new_phone(), sqlite_hall.cards(1) if request.param == "a card" else [""]
    phone.start(sqlite_hall.words, card=cards[0])
    return phone


def revisions(hall):
    return [one.answers for one in kept(hall, ResponseRevision)]


def test_a_phone_that_keeps_cookies_has_nothing_in_its_address_by_which_another_goes_on(sqlite_hall, phone):
    at = phone.start(sqlite_hall.words)
    assert ("?" in at, phone.page.status_code) == (False, 200)


def test_a_phone_without_cookies_goes_on_untouched(sqlite_hall, bare):
    bare.start(sqlite_hall.words)
    assert "Question 1 of 12" in words_of(bare.page)
    assert "Thank you" in words_of(follow(bare, bare.send({"bt1": "7"})))
    assert "Your code" in words_of(bare.page)


@pytest.mark.parametrize("card", [True, False])
def test_what_a_neighbour_sends_into_it_is_not_the_owner_s(sqlite_hall, phone, neighbour, card):
    at = phone.start(sqlite_hall.words, card=sqlite_hall.cards()[0] if card else "")
    assert ASKED in words_of(neighbour.post(at, {"bt1": "0"}))
    assert neighbour.post(at, {"bt1": "0"}, **JSON).get_json() == {"outcome": "begun_elsewhere", "faults": {}}
    assert kept(sqlite_hall) == []
    phone.send({"bt1": "7"})
    neighbour.post(at, {"bt1": "0"})
    assert ([one.answers for one in kept(sqlite_hall)], revisions(sqlite_hall)) == ([{"bt1": 7}], [])


def test_what_the_neighbour_typed_goes_with_them_into_a_form_of_their_own(sqlite_hall, phone, neighbour):
    at = phone.start(sqlite_hall.words)
    neighbour.post(at, {"bt1": "3"})
    say(neighbour, "Go on with my answers")
    if AGREE in words_of(neighbour.page):
        say(neighbour, AGREE)
    assert checked(neighbour) == [("bt1", "3")]
    own = neighbour.page.request.full_path
    neighbour.post(own, {"bt1": "3"})
    phone.send({"bt1": "7"})
    assert sorted(one.answers["bt1"] for one in kept(sqlite_hall)) == [3, 7]
    assert len({one.participant_id for one in kept(sqlite_hall)}) == 2


def test_whoever_opens_it_is_told_and_begins_their_own(sqlite_hall, phone, bare):
    page = bare.get(phone.start(sqlite_hall.words))
    said = words_of(page)
    assert (page.status_code, NOTE in said, AGREE in said, "Question 1" in said) == (409, True, True, False)
    assert page.headers["Weaving-Personal"]


def test_whoever_is_midway_in_their_own_is_shown_that(sqlite_hall, phone, new_phone):
    at, other = phone.start(sqlite_hall.words), new_phone()
    own = other.start(sqlite_hall.words)
    assert f"{own}?on=1" in html.fromstring(other.get(at).data).xpath("//a/@href")


def test_the_holder_of_the_card_goes_on_in_the_same_form_on_another_phone(sqlite_hall, phone, bare):
    (card,) = sqlite_hall.cards()
    at = phone.start(sqlite_hall.words, card=card)
    bare.post(at, {"bt1": "3"})
    say(bare, "Go on with my answers")
    address, hidden = bare.form()
    page = bare.post(address, hidden | {"card": card})
    assert (page.status_code, page.headers["Location"].partition("?")[0]) == (307, at)
    bare.post(page.headers["Location"], {"bt1": "3"})
    assert ([one.answers for one in kept(sqlite_hall)], people(sqlite_hall)) == ([{"bt1": 3}], 1)


def test_the_mark_of_one_form_is_none_for_another(sqlite_hall, new_phone, bare):
    bare.start(sqlite_hall.words)
    at = new_phone().start(sqlite_hall.words)
    mark = bare.at.partition("?")[2]
    assert ASKED in words_of(bare.post(f"{at}?{mark}", {"bt1": "0"}))


def test_whoever_agrees_with_the_identity_of_a_sent_form_is_given_no_mark(sqlite_hall, phone, bare):
    at = phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    bare.get(f"/{sqlite_hall.words}")
    address, hidden = bare.form()
    assert "?" not in bare.post(address, hidden | {"response": at.rpartition("/")[2]}).headers["Location"]


def test_on_a_kiosk_the_next_person_has_a_mark_of_their_own(sqlite_hall, bare):
    sent = []
    for answer in ("1", "2"):
        bare.get(f"/{sqlite_hall.words}?kiosk=1")
        address, hidden = bare.form()
        bare.open(bare.post(address, hidden).headers["Location"])
        sent.append(bare.send({"bt1": answer}).status_code)
    assert (sent, people(sqlite_hall)) == ([303, 303], 2)


def test_whoever_comes_midway_by_their_card_to_a_phone_without_cookies_says_so_and_goes_on(sqlite_hall, phone, bare):
    (card,) = sqlite_hall.cards()
    at = phone.start(sqlite_hall.words, card=card)
    follow(bare, bare.get(f"/c/{card}"))
    way = bare.post(*bare.form()).headers["Location"]
    assert way.partition("?")[0] == at
    assert bare.post(way, {"bt1": "3"}).status_code == 303


def test_answers_of_nobody_who_agreed_are_given_back_and_stored_once_they_have(sqlite_hall, phone):
    phone.at = f"/{sqlite_hall.words}/pre/en/{uuid.uuid4()}"
    page = phone.send({"bt1": "5", "op1": "words"})
    assert (page.status_code, "Please read this and agree first" in words_of(page)) == (409, True)
    assert phone.send({"bt1": "5"}, **JSON).get_json() == {"outcome": "not_agreed", "faults": {}}
    assert (kept(sqlite_hall), kept(sqlite_hall, Consent)) == ([], [])
    phone.page = page
    say(phone, "Go on with my answers")
    say(phone, AGREE)
    assert checked(phone) == [("bt1", "5")]
    phone.post(phone.page.request.path, {"bt1": "5"})
    with sqlite_hall.database.reading() as db:
        assert db.execute(select(Consent.words, Response.answers).join(Response, Response.id == Consent.id)).all() == [
            (1, {"bt1": 5})
        ]
        assert len(db.scalars(select(Card)).all()) == 1


@pytest.mark.parametrize("agreed", ["o=1", "o=1&consent=99&lang=en", "consent=none"])
def test_an_address_that_names_no_agreement_that_anybody_was_shown_is_none(sqlite_hall, phone, agreed):
    phone.at = f"/{sqlite_hall.words}/pre/en/{uuid.uuid4()}?{agreed}"
    assert phone.send({"bt1": "5"}, **JSON).get_json()["outcome"] == "not_agreed"
    assert kept(sqlite_hall, Consent) == []


def test_a_form_of_this_phone_that_its_script_sends_under_another_identity_is_taken_as_agreed_to_here(
    sqlite_hall, phone
):
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    phone.at = f"{phone.at.rpartition('/')[0]}/{uuid.uuid4()}"
    assert phone.send({"bt1": "2"}, **JSON).status_code == 201
    with sqlite_hall.database.reading() as db:
        agreed = set(db.execute(select(Consent.words, Consent.language)))
    assert agreed == {(1, "en")}
    assert sorted(one.answers["bt1"] for one in kept(sqlite_hall)) == [2, 7]
