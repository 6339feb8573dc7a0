"""A card scanned on a phone on which somebody has begun: it may be a friend's, or be given to them later."""

import uuid

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Card, Consent, Participant
from evaluation.store.linking.reconciliation import accounts_of
from evaluation.store.responses.cards_given_later import give_card
from evaluation.store.responses.consents import participant_of
from tests.survey.test_pages import kept, words_of
from tests.survey.who_answers.test_returning import answered, follow, press

WHOSE = "Whose card is this?"


def scan(phone, card):
    """Scan a card, and agree to what it shows first, or say that it was they; whose it is they are left to say."""
    page = follow(phone, phone.get(f"/c/{card}"))
    return page if WHOSE in page.text or "<form" not in page.text else press(phone, None)


def follow_link(phone, said):
    """Press the link that says so."""
    (address,) = html.fromstring(phone.page.data).xpath(f'//main//a[contains(., "{said}")]/@href')
    return follow(phone, phone.get(address))


def send(phone, value):
    phone.at = phone.page.request.path
    phone.send({"bt1": value})


def by_person(hall):
    """What is stored, sorted by who sent it."""
    joined = {}
    for response in kept(hall):
        joined.setdefault(response.participant_id, []).append(response.answers["bt1"])
    return sorted(map(sorted, joined.values()))


@pytest.fixture
def cards(sqlite_hall):
    return sqlite_hall.cards(3)


@pytest.mark.parametrize("begun_by_card", [True, False])
def test_a_friend_s_card_midway_is_asked_about_and_begins_a_form_of_its_own(sqlite_hall, phone, cards, begun_by_card):
    if begun_by_card:
        scan(phone, cards[0])
    else:
        phone.start(sqlite_hall.words)
    said = words_of(scan(phone, cards[1]))
    assert WHOSE in said
    assert cards[1][:3] in said
    follow_link(phone, "somebody else")
    assert "Your card:" in words_of(phone.page)
    press(phone, None)
    send(phone, "6")
    with sqlite_hall.database.reading() as db:
        tokens = select(Card.token).join(Consent, Consent.participant_id == Card.participant_id)
        assert db.scalars(tokens.where(Consent.id == kept(sqlite_hall)[0].id)).all() == [cards[1]]


def test_a_friend_s_used_card_at_after_is_asked_about_too(sqlite_hall, new_phone, cards):
    mine, theirs = new_phone(), new_phone()
    for phone, card, value in ((mine, cards[0], "1"), (theirs, cards[1], "2")):
        scan(phone, card)
        send(phone, value)
    sqlite_hall.open("post")
    scan(mine, cards[0])
    assert WHOSE in words_of(scan(mine, cards[1]))
    follow_link(mine, "somebody else")
    press(mine, None)
    send(mine, "8")
    assert by_person(sqlite_hall) == [[1], [2, 8]]


@pytest.mark.parametrize("state", ["midway", "midway by a card", "sent"])
def test_each_button_says_who_presses_it_and_what_then_happens(sqlite_hall, phone, cards, state):
    if state == "midway by a card":
        scan(phone, cards[0])
    else:
        phone.start(sqlite_hall.words)
    if state == "sent":
        phone.send({"bt1": "7"})
    scan(phone, cards[1])
    pressed = html.fromstring(phone.page.data).xpath("//*[@class='who']//*[contains(@class, 'go')]")
    said = [" ".join(one.text_content().split()) for one in pressed]
    other = "I am somebody else You begin a form of your own with this card."
    mine = {
        "midway": "That was me You go on where you were, and this card is yours",
        "midway by a card": "That was me You go on where you were, without this card",
        "sent": "That was me You have answered already, and do not need this card",
    }
    cleared = "" if state == "sent" else " What the other person has not sent is cleared from this phone."
    assert said == [other + cleared, mine[state]]
    assert "Was that you, or are you somebody else?" in words_of(phone.page)


def test_who_began_by_a_card_goes_on_without_another(sqlite_hall, phone, cards):
    scan(phone, cards[0])
    at = phone.page.request.path
    scan(phone, cards[1])
    assert "this card is yours" not in words_of(phone.page)
    follow_link(phone, "That was me")
    assert phone.page.request.path == at


def test_a_card_given_midway_is_theirs_who_say_so(sqlite_hall, new_phone, cards):
    phone, other = new_phone(), new_phone()
    at = phone.start(sqlite_hall.words)
    assert WHOSE in words_of(scan(phone, cards[0]))
    press(phone, None)
    assert follow_link(phone, "Go on").request.path == at
    send(phone, "3")
    sqlite_hall.open("post")
    scan(other, cards[0])
    send(other, "9")
    assert by_person(sqlite_hall) == [[3, 9]]


def test_the_accounts_hold_where_a_card_was_given_later(sqlite_hall, phone, cards):
    phone.start(sqlite_hall.words)
    scan(phone, cards[0])
    press(phone, None)
    with sqlite_hall.database.reading() as db:
        accounts = accounts_of(db, sqlite_hall.evening().experiment)
        people = len(db.scalars(select(Participant.id)).all())
    assert (accounts.cards, accounts.page_codes, accounts.started, accounts.unused, people) == (3, 0, 1, 2, 3)
    assert accounts.holds


def test_both_engines_give_a_card_once_and_none_to_whoever_has_sent(hall):
    cards, (one, other) = hall.cards(2), hall.begin_many(2)
    with hall.database.transaction() as db:
        for response, card in ((one, cards[0]), (other, cards[0]), (one, cards[1])):
            give_card(db, participant_of(db, response), token=card)
    with hall.database.reading() as db:
        held = dict(db.execute(select(Card.token, Card.participant_id)).all())
        assert held[cards[0]] == participant_of(db, one)
        assert held[cards[1]] != participant_of(db, one)
        assert len(held) == 3


def test_an_unused_card_on_a_phone_that_answered_says_that_it_is_not_needed(sqlite_hall, phone, cards):
    answered(sqlite_hall, phone)
    scan(phone, cards[0])
    assert WHOSE in words_of(phone.page)
    said = words_of(follow_link(phone, "That was me"))
    assert ["You have answered Before" in said, "You do not need this card" in said, cards[0][:3] in said] == [True] * 3
    (welsh,) = html.fromstring(phone.page.data).xpath("//nav//a[@lang='cy']/@href") or [None]
    assert welsh is None or "own=1" in welsh


@pytest.mark.parametrize("by_card", [True, False])
def test_an_unused_card_at_after_is_a_friend_s_first_where_before_was_given_by_another(
    sqlite_hall, phone, cards, by_card
):
    if by_card:
        scan(phone, cards[0])
        send(phone, "4")
    else:
        answered(sqlite_hall, phone)
    sqlite_hall.open("post")
    scan(phone, cards[1])
    offered = html.fromstring(phone.page.data).xpath('//button[@name="same"]/@value')
    assert offered == (["no", "yes"] if by_card else ["yes", "no"])


def test_the_spare_card_leads_after_to_the_one_who_has_answered(sqlite_hall, phone, cards):
    """Given after sending, and kept all the same: on the phone that answered it is asked, and links."""
    answered(sqlite_hall, phone)
    scan(phone, cards[0])
    follow_link(phone, "That was me")
    sqlite_hall.open("post")
    scan(phone, cards[0])
    press(phone, ("same", "yes"))
    send(phone, "8")
    assert by_person(sqlite_hall) == [[7, 8]]


def test_an_unused_card_at_after_on_a_phone_that_knows_nobody_asks_for_the_code_from_before(
    sqlite_hall, new_phone, cards
):
    mine, other = new_phone(), new_phone()
    answered(sqlite_hall, mine)
    code = html.fromstring(mine.get(mine.page.headers["Location"]).data).get_element_by_id("code").text
    sqlite_hall.open("post")
    follow(other, other.get(f"/c/{cards[0]}"))
    assert "Nothing was sent with this card before" in words_of(other.page)
    follow_link(other, "Use another code")
    press(other, None, card=code)
    send(other, "8")
    assert by_person(sqlite_hall) == [[7, 8]]


def test_a_card_used_before_says_nothing_of_another_code(sqlite_hall, new_phone, cards):
    mine, other = new_phone(), new_phone()
    scan(mine, cards[0])
    send(mine, "2")
    sqlite_hall.open("post")
    assert "Nothing was sent with this card" not in words_of(follow(other, other.get(f"/c/{cards[0]}")))


def test_an_unused_card_at_after_asks_whether_it_was_they_who_answered_before(sqlite_hall, phone, cards):
    answered(sqlite_hall, phone)
    sqlite_hall.open("post")
    scan(phone, cards[0])
    assert "Was it you who answered Before" in words_of(phone.page)
    press(phone, ("same", "yes"))
    send(phone, "8")
    assert by_person(sqlite_hall) == [[7, 8]]


def after_begun_by_an_unused_card(hall, phone, card):
    """Somebody answered Before without a card, scans one at After, and says that it was they."""
    answered(hall, phone)
    hall.open("post")
    scan(phone, card)
    press(phone, ("same", "yes"))
    return phone.page.request.path


@pytest.mark.parametrize("by", ["the card", "a page from before they said so", "the way back"])
def test_who_said_at_after_that_it_was_they_is_not_asked_whose_the_same_card_is(sqlite_hall, phone, cards, by):
    at = after_begun_by_an_unused_card(sqlite_hall, phone, cards[0])
    if by == "the card":
        scan(phone, cards[0])
    elif by == "the way back":
        phone.get(f"/{sqlite_hall.words}?card={cards[0]}")
    else:
        said = {"wave": "post", "lang": "en", "card": cards[0], "response": str(uuid.uuid4())}
        follow(phone, phone.post(f"/{sqlite_hall.words}", said))
    assert "Welcome back" in words_of(phone.page)
    assert follow_link(phone, "Go on").request.path == at
    send(phone, "8")
    assert "You have answered After" in words_of(scan(phone, cards[0]))
    assert by_person(sqlite_hall) == [[7, 8]]


def test_another_card_is_asked_about_still_and_after_handing_on_the_same_one_begins(sqlite_hall, phone, cards):
    after_begun_by_an_unused_card(sqlite_hall, phone, cards[0])
    assert WHOSE in words_of(scan(phone, cards[1]))
    follow(phone, phone.post(f"/{sqlite_hall.words}/next", {}))
    phone.get(f"/{sqlite_hall.words}?card={cards[0]}")
    assert "Welcome back" not in words_of(phone.page)


def test_who_says_no_at_after_begins_with_their_card(sqlite_hall, phone, cards):
    answered(sqlite_hall, phone)
    sqlite_hall.open("post")
    scan(phone, cards[0])
    press(phone, ("same", "no"))
    assert "Your card:" in words_of(phone.page)
    press(phone, None)
    send(phone, "8")
    assert [consent.method for consent in kept(sqlite_hall, Consent)] == ["page", "card"]
    assert by_person(sqlite_hall) == [[7], [8]]


def test_a_used_card_at_after_decides_once_somebody_says_that_it_was_they(sqlite_hall, new_phone, cards):
    mine, theirs = new_phone(), new_phone()
    answered(sqlite_hall, mine)
    scan(theirs, cards[0])
    send(theirs, "2")
    sqlite_hall.open("post")
    scan(mine, cards[0])
    send(mine, "9")
    assert by_person(sqlite_hall) == [[2, 9], [7]]


def test_the_question_whose_card_it_is_keeps_the_card_in_another_language(sqlite_hall, phone, cards):
    phone.start(sqlite_hall.words)
    phone.get(f"/{sqlite_hall.words}?card={cards[0]}&lang=cy")
    for address in html.fromstring(phone.page.data).xpath("//nav//a/@href"):
        assert f"card={cards[0]}" in address


def test_a_card_of_nobody_midway_ties_nothing(sqlite_hall, phone, cards):
    assert follow(phone, phone.post(f"/{sqlite_hall.words}/card", {"card": cards[0], "wave": "pre"})).status_code == 200
    assert kept(sqlite_hall, Consent) == []
