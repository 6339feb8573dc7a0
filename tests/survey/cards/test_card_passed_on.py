"""A card's own address goes into a chat: nobody is taken for its holder without saying that it was they."""

import uuid
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from evaluation.models import Consent
from tests.hall import Phone
from tests.survey.cards.test_card_on_a_phone_in_use import by_person, follow_link, scan, send
from tests.survey.test_pages import kept, words_of
from tests.survey.who_answers.test_returning import follow, press

ASKED = "Somebody has answered with this card. Was it you?"
BEGUN = "Somebody has begun with this card. Was it you?"
APART = "Nothing joins your answers with those given with it."


@pytest.fixture
def card(sqlite_hall):
    return sqlite_hall.cards()[0]


@pytest.fixture
def bare(participants):
    """A phone that keeps no cookie."""
    return Phone(participants, cookies=False)


@pytest.fixture(params=["without the code", "elsewhere", "no cookies"])
def owner(request, sqlite_hall, new_phone, bare, card):
    """The card's owner at After: a neighbour answered Before by its address, and they without its code, or not here."""
    scan(neighbour := new_phone(), card)
    send(neighbour, "2")
    phone = bare if request.param == "no cookies" else new_phone()
    if request.param == "without the code":
        follow(phone, phone.get(f"/c/{card}"))
        follow_link(phone, "Answer without this card")
        press(phone, None)
        send(phone, "7")
    sqlite_hall.open("post")
    return phone


def test_the_owner_is_asked_before_they_are_joined_with_whoever_came_by_its_address(sqlite_hall, owner, card):
    page = follow(owner, owner.get(f"/c/{card}"))
    document = html.fromstring(page.data)
    buttons = document.xpath("//form[@id='who']//*[contains(@class, 'go')]/@class")
    assert (ASKED in words_of(page), buttons, document.xpath("//*[@checked]")) == (True, ["go alt", "go alt"], [])
    assert "Before was answered with it at 18:30." in words_of(page)
    assert [one.method for one in kept(sqlite_hall, Consent)].count("card") == 1


def test_whoever_says_no_is_never_joined_with_it(sqlite_hall, owner, card):
    follow(owner, owner.get(f"/c/{card}"))
    follow_link(owner, "No, somebody else")
    if "Was it you who answered Before on this phone" in words_of(owner.page):
        press(owner, ("same", "yes"))
    else:
        assert APART in words_of(owner.page)
        press(owner, None)
    owner.at = owner.page.request.full_path.rstrip("?")
    page = follow(owner, owner.send({"bt1": "8"}))
    assert html.fromstring(page.data).get_element_by_id("code").text.replace(" ", "") != card
    assert [{2, 8} <= set(one) for one in by_person(sqlite_hall)].count(True) == 0


def test_whoever_says_yes_is_joined(sqlite_hall, bare, new_phone, card):
    scan(mine := new_phone(), card)
    send(mine, "2")
    sqlite_hall.open("post")
    follow(bare, bare.get(f"/c/{card}"))
    bare.at = press(bare, None).request.full_path
    bare.send({"bt1": "8"})
    assert by_person(sqlite_hall) == [[2, 8]]


@pytest.mark.parametrize("way", ["typed", "as somebody else"])
def test_no_other_way_joins_them_without_saying_so(sqlite_hall, owner, card, way):
    sent = {"wave": "post", "lang": "en", "consent": "1", "card": card, "response": str(uuid.uuid4())}
    sent |= {"somebody_else": "1"} if way == "as somebody else" else {}
    page = owner.post(f"/{sqlite_hall.words}", sent)
    assert parse_qs(urlsplit(page.headers["Location"]).query)["card"] == [card]
    assert ASKED in words_of(follow(owner, page))
    assert [one.method for one in kept(sqlite_hall, Consent)].count("card") == 1


def test_a_page_for_somebody_else_or_under_16_asks_too(sqlite_hall, owner, card):
    for way in ("new=1", "parental=1"):
        assert ASKED in words_of(owner.get(f"/{sqlite_hall.words}?card={card}&{way}"))


def test_the_phone_that_answered_with_the_card_is_not_asked(sqlite_hall, new_phone, card):
    scan(phone := new_phone(), card)
    send(phone, "2")
    sqlite_hall.open("post")
    assert "Your card:" in words_of(follow(phone, phone.get(f"/c/{card}")))
    press(phone, None)
    send(phone, "8")
    assert by_person(sqlite_hall) == [[2, 8]]


def test_a_form_begun_with_a_card_opens_on_another_phone_only_for_whoever_says_so_and_agrees(
    sqlite_hall, new_phone, bare, card
):
    """The address of the form, and what proves that it was begun there, are nowhere on the page before."""
    at = scan(new_phone(), card).request.path
    page = follow(bare, bare.get(f"/c/{card}"))
    said = words_of(page)
    assert (BEGUN in said, "What you agree to by saying yes" in said, "Nothing has been sent yet." in said) == (
        True,
    ) * 3
    assert at not in page.text
    assert press(bare, None).request.path == at
    bare.at = bare.page.request.full_path
    bare.send({"bt1": "3"})
    assert by_person(sqlite_hall) == [[3]]


def test_a_form_left_unsent_when_its_wave_closed_opens_elsewhere_only_for_whoever_says_so(
    sqlite_hall, new_phone, bare, card
):
    at = scan(new_phone(), card).request.path
    sqlite_hall.close("pre")
    page = follow(bare, bare.get(f"/c/{card}"))
    assert at not in page.text
    page = follow_link(bare, "Go on with the questions")
    assert (BEGUN in words_of(page), at in page.text) == (True, False)
    assert press(bare, None).request.path == at
    bare.at = bare.page.request.full_path
    bare.send({"bt1": "3"})
    assert by_person(sqlite_hall) == [[3]]


def test_the_parent_s_consent_of_before_holds_for_whoever_says_that_it_was_they(sqlite_hall, new_phone, bare, card):
    scan(new_phone(), card)
    with sqlite_hall.database.transaction() as db:
        db.query(Consent).update({"parental_consent": True})
    sqlite_hall.open("post")
    follow(bare, bare.get(f"/c/{card}"))
    press(bare, None)
    assert [one.parental_consent for one in kept(sqlite_hall, Consent)] == [True, True]


def test_whoever_answered_before_on_their_own_phone_is_warned_that_yes_leaves_it_alone(
    sqlite_hall, phone, new_phone, card
):
    scan(neighbour := new_phone(), card)
    send(neighbour, "2")
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "3"})
    sqlite_hall.open("post")
    said = words_of(follow(phone, phone.get(f"/c/{card}")))
    assert "Was it you?" in said
    assert "Before was answered on this phone too, at 18:30. Was that you? Then say no, and go on as yourself" in said


def test_whose_phone_has_answered_nothing_is_not(sqlite_hall, new_phone, card):
    scan(neighbour := new_phone(), card)
    send(neighbour, "2")
    sqlite_hall.open("post")
    other = new_phone()
    assert "answered on this phone too" not in words_of(follow(other, other.get(f"/c/{card}")))
