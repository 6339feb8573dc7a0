"""Back, after a phone was handed on, leads nobody to the form of whoever lent it, and what is sent from it is asked."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose, join, stop
from tests.journeys.walks import READY

pytestmark = pytest.mark.browser
UNDO, WELCOME = "Undo: I still have it", "Welcome to"


def begin_with_card(page, live):
    """The lender begins with a card and answers five questions; the address of their form."""
    (token,) = live.cards()
    page.goto(f"/{live.words}?card={token}")
    page.locator("form#begin button.go").click()
    page.wait_for_url("**/pre/**")
    for item in page.evaluate("[...document.querySelectorAll('fieldset')].slice(0, 5).map((one) => one.id)"):
        expect(page.locator(f"fieldset#{item}")).to_be_visible()
        page.locator(f"fieldset#{item} input").first.check()
        page.wait_for_timeout(550)
        page.locator("#next").click()
    return page.url


def hand_on(page, live):
    page.goto(f"/{live.words}/next?lang=en")
    page.get_by_role("button", name="Yes, hand this phone on").click()
    expect(page.locator("form#begin")).to_be_visible()


@pytest.mark.parametrize("signal", [True, False])
def test_back_leads_to_the_clean_first_page(live, phone, signal):
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.evaluate(READY)
        begin_with_card(page, live)
        hand_on(page, live)
        context.set_offline(not signal)
        for _ in range(3):
            page.go_back()
            expect(page.get_by_role("heading", name=WELCOME)).to_be_visible()
            expect(page.locator("form#f")).to_have_count(0)
        page.goto(f"/{live.words}")
        expect(page.get_by_role("heading", name=WELCOME)).to_be_visible()
        expect(page.get_by_text("Go on at question")).to_be_hidden()


def test_what_is_sent_from_a_form_left_open_is_asked_whose_it_is(live, phone):
    with phone() as context:
        page, left_open = context.new_page(), context.new_page()
        begin_with_card(left_open, live)
        hand_on(page, live)
        stop(left_open)
        expect(left_open.get_by_role("heading", name="Whose form is this?")).to_be_visible()
        assert live.kept() == []
        left_open.get_by_role("button", name="No, somebody else").click()
        left_open.locator("form#begin button.go").click()
        left_open.wait_for_url("**/pre/**")
        expect(left_open.locator("#f :checked")).to_have_count(5)
        stop(left_open)
        expect(left_open.get_by_role("heading", name="Thank you")).to_be_visible()
        (stored,) = live.kept()
        assert (len(stored.answers), stored.stopped) == (5, True)


def test_whoever_lent_it_says_so_and_their_answers_are_kept(live, phone):
    with phone() as context:
        page, left_open = context.new_page(), context.new_page()
        address = begin_with_card(left_open, live)
        hand_on(page, live)
        stop(left_open)
        left_open.get_by_role("button", name="Yes, it is mine").click()
        expect(left_open.get_by_role("heading", name="Thank you")).to_be_visible()
        assert [(str(response.id) in address, response.stopped) for response in live.kept()] == [(True, True)]


def test_undo_brings_back_what_was_answered(live, phone):
    with phone() as context:
        page = context.new_page()
        begin_with_card(page, live)
        hand_on(page, live)
        assert page.evaluate("Object.keys(localStorage).filter((key) => /^(draft|mine|consent):/.test(key))") == []
        live.clock.advance(seconds=3)
        page.get_by_role("button", name=UNDO).click()
        page.get_by_text("Go on at question 6").click()
        expect(page.locator("#f :checked")).to_have_count(5)


def test_undo_is_gone_after_ten_seconds_with_all_that_was_kept_for_it(live, phone):
    with phone() as context:
        page = context.new_page()
        begin_with_card(page, live)
        hand_on(page, live)
        expect(page.get_by_role("button", name=UNDO)).to_be_visible()
        expect(page.get_by_role("button", name=UNDO)).to_be_hidden(timeout=12_000)
        assert page.evaluate("Object.keys(localStorage)") == []


def test_undo_is_gone_once_the_next_person_has_begun(live, phone):
    with phone() as context:
        page = context.new_page()
        begin_with_card(page, live)
        hand_on(page, live)
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/pre/**")
        choose(page, "bt1", 2)
        assert "undo" not in page.evaluate("Object.keys(localStorage).join()")
        page.goto(f"/{live.words}")
        expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
        expect(page.get_by_role("button", name=UNDO)).to_have_count(0)


def test_between_the_waves_handing_on_is_undone_by_whoever_still_has_the_phone(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        stop(page)
        page.wait_for_url("**/sent/**")
        live.close("pre")
        page.goto(f"/{live.words}/next")
        page.get_by_role("button", name="Yes, hand this phone on").click()
        page.get_by_role("button", name=UNDO).click()
        expect(page.get_by_role("link", name="Look at my code")).to_be_visible()
        expect(page.get_by_role("button", name=UNDO)).to_be_hidden()
