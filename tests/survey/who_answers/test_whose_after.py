"""A phone on which several people answered: whose After this is can be told by its holder, or is told by a card."""

import random

import pytest
from lxml import html

from evaluation.domain.card_codes import new_token
from tests.survey.test_pages import kept, sign_welsh, words_of
from tests.survey.who_answers.test_returning import answered, follow, people, press


@pytest.fixture
def welsh(sqlite_hall):
    """The Welsh translation, signed before anybody comes."""
    sign_welsh(sqlite_hall)


@pytest.fixture
def shared(sqlite_hall, phone):
    """A phone on which one answered, one began with a card and sent nothing, and one answered; then After is open."""
    card = sqlite_hall.cards()[0]
    answered(sqlite_hall, phone)
    for minutes, extra in ((5, {"card": card}), (7, {})):
        phone.post(f"/{sqlite_hall.words}/next", {})
        sqlite_hall.clock.advance(minutes=minutes)
        phone.start(sqlite_hall.words, **extra)
        sqlite_hall.clock.advance(minutes=1)
        if not extra:
            phone.send({"bt1": "2"})
    sqlite_hall.open("post")
    phone.post(f"/{sqlite_hall.words}/next", {})
    phone.get(f"/{sqlite_hall.words}")
    return phone, card


def buttons(phone):
    return [
        " ".join(button.text_content().split()) for button in html.fromstring(phone.page.data).xpath("//form//button")
    ]


def by_card(phone, typed):
    """Type a code into the field beside the list, and go on."""
    document = html.fromstring(phone.page.data)
    form = document.get_element_by_id(document.get_element_by_id("card").get("form"))
    hidden = {
        field.get("name"): field.get("value")
        for field in form.xpath(".//input[@type='hidden'][not(ancestor::noscript)]")
    }
    page = phone.client.get(form.get("action"), query_string={**hidden, "card": typed})
    phone.page = page
    return follow(phone, page)


def test_people_are_listed_by_when_they_began_with_what_tells_them_apart(shared):
    phone, card = shared
    one, two, three, nobody, unsure = buttons(phone)
    assert one.startswith("Yes, at 18:30 Code ending in ")
    assert two == f"Yes, at 18:35 Code ending in {card[-3:]} · Not sent yet"
    assert three.startswith("Yes, at 18:43 Code ending in ")
    assert nobody.startswith("No, somebody else")
    assert unsure.startswith("I am not sure")


def test_who_is_not_sure_is_asked_for_their_code_and_else_joined_with_nobody(sqlite_hall, shared):
    phone, card = shared
    press(phone, ("same", "unsure"))
    [field] = html.fromstring(phone.page.data).xpath("//details[@open]//input[@name='card']/@value")
    assert field == ""
    begin = phone.form()
    press(phone, ("card", card))
    phone.at = phone.page.request.path
    phone.send({"bt1": "9"})
    assert people(sqlite_hall) == 3
    phone.post(f"/{sqlite_hall.words}/next", {})
    address, hidden = begin
    follow(phone, phone.post(address, hidden))
    phone.at = phone.page.request.path
    phone.send({"bt1": "8"})
    assert people(sqlite_hall) == 4


def test_the_ways_on_of_a_shared_phone_all_look_the_same(shared):
    phone, _ = shared
    assert set(html.fromstring(phone.page.data).xpath("//button[@name='same']/@class")) == {"go alt"}


def test_no_more_of_a_code_is_shown_than_its_end(shared):
    phone, card = shared
    assert card not in phone.page.text.replace(" ", "")
    assert card[:6] not in phone.page.text.replace(" ", "")


def test_whoever_has_a_card_needs_no_list(sqlite_hall, shared):
    phone, card = shared
    said = words_of(by_card(phone, card))
    assert "Your card:" in said
    assert "I am 16 or over." in said
    press(phone, None)
    phone.at = phone.page.request.path
    phone.send({"bt1": "9"})
    assert people(sqlite_hall) == 3
    assert 9 in [one.answers["bt1"] for one in kept(sqlite_hall)]


def test_a_phone_that_remembers_somebody_else_offers_to_enter_the_code_of_whoever_answered_elsewhere(
    sqlite_hall, new_phone
):
    mine, theirs = new_phone(), new_phone()
    receipt = mine.get(answered(sqlite_hall, mine).headers["Location"])
    code = html.fromstring(receipt.data).get_element_by_id("code").text
    answered(sqlite_hall, theirs, bt1="2")
    sqlite_hall.open("post")
    page = html.fromstring(theirs.get(f"/{sqlite_hall.words}").data)
    [offer] = page.xpath("//form[@id='who']/following-sibling::details[1]/summary")
    assert offer.text == "I answered Before on another phone: enter my code"
    by_card(theirs, code)
    press(theirs, None)
    theirs.at = theirs.page.request.path
    theirs.send({"bt1": "9"})
    joined = {}
    for response in kept(sqlite_hall):
        joined.setdefault(response.participant_id, set()).add(response.answers["bt1"])
    assert sorted(map(sorted, joined.values())) == [[2], [7, 9]]


def test_a_phone_that_remembers_nobody_offers_it_beside_the_button_that_agrees(sqlite_hall, phone):
    offer = "//form[@id='begin']//summary[contains(., 'I answered Before: enter my code')]/@class"
    assert html.fromstring(phone.get(f"/{sqlite_hall.words}").data).xpath(offer) == []
    sqlite_hall.open("post")
    assert html.fromstring(phone.get(f"/{sqlite_hall.words}").data).xpath(offer) == ["go alt"]


def test_a_card_that_was_answered_on_another_phone_is_joined_there(sqlite_hall, new_phone):
    mine, shared = new_phone(), new_phone()
    card = sqlite_hall.cards()[0]
    mine.start(sqlite_hall.words, card=card)
    mine.send({"bt1": "7"})
    for value in ("1", "2"):
        shared.post(f"/{sqlite_hall.words}/next", {})
        answered(sqlite_hall, shared, bt1=value)
    sqlite_hall.open("post")
    shared.post(f"/{sqlite_hall.words}/next", {})
    shared.get(f"/{sqlite_hall.words}")
    by_card(shared, card)
    press(shared, None)
    shared.at = shared.page.request.path
    shared.send({"bt1": "8"})
    joined = {}
    for response in kept(sqlite_hall):
        joined.setdefault(response.participant_id, set()).add(response.answers["bt1"])
    assert sorted(map(sorted, joined.values())) == [[1], [2], [7, 8]]


@pytest.mark.parametrize("typed", ["123", "AAAAAAAAA", "   ", ""])
def test_a_code_that_is_none_is_said_to_be_one_rather_than_passed_over(shared, typed):
    phone, _ = shared
    said = words_of(by_card(phone, typed))
    assert "This meeting has no such code." in said or not typed.strip()
    assert phone.page.status_code == (422 if typed.strip() else 200)


def test_a_card_of_another_evening_leads_to_a_sentence_too(shared):
    phone, _ = shared
    by_card(phone, new_token(random.Random(99)))
    press(phone, None)
    assert "This meeting has no such code." in words_of(phone.page)


@pytest.mark.usefixtures("welsh")
def test_the_list_says_so_in_welsh(sqlite_hall, shared):
    phone, card = shared
    phone.get(f"/{sqlite_hall.words}?lang=cy")
    assert f"Cod yn gorffen gyda {card[-3:]}" in words_of(phone.page)
    by_card(phone, card)
    assert html.fromstring(phone.page.data).get("lang") == "cy"


def test_whoever_was_kept_apart_is_offered_no_field_for_the_card_that_was_not_theirs(sqlite_hall, new_phone):
    owner, other = new_phone(), new_phone()
    card = sqlite_hall.cards()[0]
    for phone in (owner, other):
        phone.start(sqlite_hall.words, card=card)
    owner.send({"bt1": "7"})
    other.send({"bt1": "2"})
    other.post(f"/{sqlite_hall.words}/next", {})
    answered(sqlite_hall, other, bt1="5")
    sqlite_hall.open("post")
    other.post(f"/{sqlite_hall.words}/next", {})
    page = other.get(f"/{sqlite_hall.words}")
    assert "when somebody began" in words_of(page)
    assert html.fromstring(page.data).xpath("//input[@name='card']") == []
