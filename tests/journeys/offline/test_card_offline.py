"""A card scanned without signal, after a visit: the first screen opens with its code, and a receipt keeps its own."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from evaluation.models import Card, Consent, Response
from tests.journeys.offline.visits import visited
from tests.journeys.pages import choose, join, stop
from tests.journeys.walks import READY, everything_sent

pytestmark = pytest.mark.browser


def visited_by_card(page, card):
    visited(page, f"/c/{card}")
    page.context.set_offline(True)


def answer_first(page, value):
    page.wait_for_url("**/pre/**")
    choose(page, "bt1", value)
    stop(page)


def sent_with_card_before_the_signal_is_lost(page, card):
    visited(page, f"/c/{card}")
    page.goto(f"/c/{card}")
    page.locator("form#begin button.go").click()
    answer_first(page, 4)
    page.wait_for_url("**/sent/**")
    expect(page.locator("#code")).to_be_visible()
    page.wait_for_timeout(500)
    page.context.set_offline(True)


def test_a_card_opens_without_signal_after_a_visit_and_what_is_answered_stands_under_it(live, page):
    (card,) = live.cards(1)
    visited_by_card(page, card)
    page.goto(f"/c/{card}")
    expect(page.locator("#card")).to_have_value(card)
    page.locator("form#begin button.go").click()
    answer_first(page, 4)
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    with live.database.reading() as db:
        joined = select(Card.token, Response.answers).join(Response, Response.participant_id == Card.participant_id)
        assert db.execute(joined).all() == [(card, {"bt1": 4})]
        assert db.scalars(select(Consent.method)).all() == ["card"]


def test_somebody_midway_finds_their_questions_again_by_their_card_without_signal(live, page):
    (card,) = live.cards(1)
    visited_by_card(page, card)
    page.locator("form#begin button.go").click()
    page.wait_for_url("**/pre/**")
    choose(page, "bt1", 4)
    page.goto(f"/c/{card}")
    expect(page.get_by_role("link", name="Go on at question 1")).to_be_visible()


@pytest.mark.parametrize("opened", ["the card", "a new phone's card"])
def test_a_card_scanned_at_after_opens_after_without_signal_from_then_on(live, phone, opened):
    """Before was answered with it, here or elsewhere, and the pages of Before are no longer what is kept."""
    (card,) = live.cards(1)
    with phone() as before, phone() as other:
        page = before.new_page()
        page.goto(f"/c/{card}")
        page.evaluate(READY)
        page.locator("form#begin button.go").click()
        answer_first(page, 4)
        page.wait_for_url("**/sent/**")
        live.open("post")
        context = before if opened == "the card" else other
        page = context.new_page()
        page.goto(f"/c/{card}")
        page.evaluate(READY)
        page.wait_for_timeout(1500)
        page.close()
        context.set_offline(True)
        page = context.new_page()
        page.goto(f"/c/{card}")
        expect(page.get_by_text("After", exact=True).first).to_be_visible()
        if opened == "a new phone's card":
            page.get_by_text("I answered Before: enter my code").click()
            page.locator("#card").fill(card)
        page.locator("#begin button.go, button[value=yes]").locator("visible=true").first.click()
        page.wait_for_url("**/post/**")
        choose(page, "bt1", 8)
        stop(page)
        expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
        context.set_offline(False)
        everything_sent(page)
    answers = {}
    for response in live.kept():
        answers.setdefault(response.participant_id, []).append(response.answers["bt1"])
    assert list(map(sorted, answers.values())) == [[4, 8]]


def test_whoever_scans_a_card_used_elsewhere_without_signal_and_does_not_say_it_was_they_is_joined_with_nobody(
    live, phone
):
    (card,) = live.cards(1)
    with phone() as before, phone() as other:
        page = before.new_page()
        page.goto(f"/c/{card}")
        page.locator("form#begin button.go").click()
        answer_first(page, 4)
        page.wait_for_url("**/sent/**")
        live.open("post")
        page = other.new_page()
        page.goto(f"/{live.words}")
        page.evaluate(READY)
        page.wait_for_timeout(1500)
        other.set_offline(True)
        page.goto(f"/{live.words}?card={card}")
        page.locator("#begin button.go").first.click()
        page.wait_for_url("**/post/**")
        choose(page, "bt1", 8)
        stop(page)
        expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
        other.set_offline(False)
        everything_sent(page)
    assert len({response.participant_id for response in live.kept()}) == len(live.kept()) == 2


def test_a_friend_s_card_without_signal_opens_nobody_else_s_form_and_both_are_stored_under_their_own(live, page):
    lender, friend = live.cards(2)
    visited_by_card(page, lender)
    page.context.set_offline(False)
    page.goto(f"/c/{lender}")
    page.locator("form#begin button.go").click()
    page.wait_for_url("**/pre/**")
    choose(page, "bt1", 4)
    page.context.set_offline(True)
    page.goto(f"/{live.words}?card={friend}")  # where the page of the card leads
    expect(page.locator("#card")).to_have_value(friend)
    expect(page.get_by_role("link", name="Go on at question")).to_be_hidden()
    page.locator("form#begin button.go").click()
    answer_first(page, 7)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page.goto(f"/c/{lender}")
    page.locator("#goon").click()
    answer_first(page, 5)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    with live.database.reading() as db:
        joined = select(Card.token, Response.answers).join(Response, Response.participant_id == Card.participant_id)
        assert dict(db.execute(joined).all()) == {lender: {"bt1": 5}, friend: {"bt1": 7}}


def test_a_receipt_without_signal_says_that_all_arrived_and_keeps_its_code(live, page):
    visited(page, f"/{live.words}")
    join(page, live.words)
    choose(page, "bt1", 4)
    stop(page)
    code = page.locator("#code").text_content()
    page.wait_for_timeout(500)
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("Your answers have arrived.")).to_be_visible()
    expect(page.locator("#held strong")).to_have_text(code)
    expect(page.get_by_text("What has not arrived yet")).to_be_hidden()
    expect(page.get_by_role("button", name="Try now")).to_be_hidden()


def test_the_own_card_scanned_without_signal_leads_back_to_what_is_answered(live, page):
    (card,) = live.cards(1)
    sent_with_card_before_the_signal_is_lost(page, card)
    page.goto(f"/c/{card}")
    expect(page.get_by_text("Your answers have arrived.")).to_be_visible()
    expect(page.locator("form#begin")).to_be_hidden()


def test_a_friend_s_card_scanned_without_signal_after_sending_does_not(live, page):
    own, friends = live.cards(2)
    sent_with_card_before_the_signal_is_lost(page, own)
    page.goto(f"/{live.words}?card={friends}")
    expect(page.locator("form#begin")).to_be_visible()
