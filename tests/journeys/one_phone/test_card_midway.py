"""A card scanned on a phone on which somebody has begun, pressed as people press who do not read."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from evaluation.models import Card, Consent, Response
from tests.journeys.careless.in_a_browser import SEEN
from tests.journeys.pages import begin_without_signal, choose, stop

pytestmark = pytest.mark.browser
THANKS = re.compile("/sent/")


def begin(page, address):
    """Agree, answer two questions, and stand at the third."""
    page.goto(address)
    page.locator("form#begin button.go").click()
    page.wait_for_url("**/pre/**")
    for item, value in (("bt1", 4), ("bt2", 5)):
        choose(page, item, value)
        page.get_by_role("button", name="Continue").click()
    expect(page.locator("fieldset#bt3")).to_be_visible()


def press_the_biggest(page):
    """Press the biggest button until a question is shown."""
    for _ in range(4):
        page.wait_for_timeout(900)
        if page.locator("form#f").count():
            return
        place = page.evaluate(SEEN, 0)["big"]
        page.mouse.click(place["x"], place["y"])


def answer_as_somebody(page, value):
    """Answer the first question, and send."""
    expect(page.locator("body.step")).to_be_attached()
    expect(page.locator("fieldset#bt1")).to_be_visible()
    choose(page, "bt1", value)
    stop(page)
    expect(page).to_have_url(THANKS)


def stored(hall):
    """What is stored, by the code it stands under."""
    with hall.database.reading() as db:
        asked = select(Card.token, Response.answers).join(Response, Response.participant_id == Card.participant_id)
        return dict(db.execute(asked).all())


@pytest.mark.parametrize("by_card", [True, False])
def test_a_friend_who_presses_the_biggest_button_answers_under_their_own_card(live, phone, by_card):
    own, friends = live.cards(2)
    with phone() as context:
        page = context.new_page()
        begin(page, f"/c/{own}" if by_card else f"/{live.words}")
        page.goto(f"/c/{friends}")
        press_the_biggest(page)
        answer_as_somebody(page, 9)
        expect(page.locator("#code")).to_have_text(f"{friends[:3]} {friends[3:6]} {friends[6:]}")
    assert stored(live) == {friends: {"bt1": 9}}


def test_a_card_given_midway_goes_on_at_the_same_question_and_is_theirs(live, phone):
    (card,) = live.cards()
    with phone() as context:
        page = context.new_page()
        begin(page, f"/{live.words}")
        page.goto(f"/c/{card}")
        live.clock.advance(seconds=2)
        page.get_by_role("button", name="That was me").click()
        page.get_by_role("link", name="Go on at question 3").click()
        stop(page)
        expect(page).to_have_url(THANKS)
    assert stored(live) == {card: {"bt1": 4, "bt2": 5}}


def test_who_goes_on_without_a_friend_s_card_goes_on_at_the_same_question(live, phone):
    own, friends = live.cards(2)
    with phone() as context:
        page = context.new_page()
        begin(page, f"/c/{own}")
        page.goto(f"/c/{friends}")
        page.get_by_role("link", name="That was me").click()
        expect(page.locator("fieldset#bt3")).to_be_visible()


def test_a_friend_s_card_is_kept_where_the_phone_is_handed_on_without_the_server_s_knowing(live, phone):
    """Begun without signal: only the phone knows that somebody is midway, until it has told so."""
    (card,) = live.cards()
    with phone() as context:
        page = context.new_page()
        begin_without_signal(context, page, live.words)
        page.close()
        context.set_offline(False)
        page = context.new_page()
        page.goto(f"/c/{card}")
        press_the_biggest(page)
        answer_as_somebody(page, 9)
    assert stored(live)[card] == {"bt1": 9}


def test_the_scanned_card_outlives_handing_the_phone_on(live, phone):
    (card,) = live.cards()
    with phone() as context:
        page = context.new_page()
        begin(page, f"/{live.words}")
        page.goto(f"/{live.words}/next?card={card}")
        page.get_by_role("button", name="Yes, hand this phone on").click()
        expect(page.get_by_text("Your card:")).to_be_visible()
        press_the_biggest(page)
        answer_as_somebody(page, 9)
    assert stored(live) == {card: {"bt1": 9}}


def test_an_unused_card_at_after_asks_on_the_phone_that_answered(live, phone):
    (card,) = live.cards()
    with phone() as context:
        page = context.new_page()
        begin(page, f"/{live.words}")
        stop(page)
        expect(page).to_have_url(THANKS)
        live.open("post")
        page.goto(f"/c/{card}")
        page.get_by_role("button", name="Yes, that was me").click()
        page.wait_for_url("**/post/**")
    with live.database.reading() as db:
        assert len(set(db.scalars(select(Consent.participant_id)))) == 1
