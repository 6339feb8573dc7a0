"""A shared tablet that cleared itself: the next person is never led to the form or card of whoever walked away."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose
from tests.journeys.test_left_on_a_shared_tablet import HURRIES, move

pytestmark = pytest.mark.browser


@pytest.fixture
def tablet(phone):
    """A tablet on which a minute takes two seconds."""
    with phone(viewport={"width": 768, "height": 1024}) as context:
        context.add_init_script(HURRIES)
        yield context.new_page()


@pytest.fixture
def cleared(live, tablet):
    """The address of a form begun with a card, of which one question was answered before it cleared itself."""
    (card,) = live.cards()
    tablet.goto(f"/{live.words}?kiosk=1&card={card}")
    tablet.locator("form#begin button.go").click()
    tablet.wait_for_url("**/pre/**")
    at = tablet.url
    choose(tablet, "bt1", 9)
    tablet.wait_for_timeout(600)
    tablet.get_by_role("button", name="Continue").click()
    tablet.wait_for_url(f"**/{live.words}?kiosk=1")
    return at


def is_at_start(page, words):
    page.wait_for_timeout(1000)
    return page.url.endswith(f"/{words}?kiosk=1") and page.locator("form#begin").is_visible()


def test_back_and_forward_lead_to_the_first_screen(live, tablet, cleared):
    for step in (-1, 1):
        move(tablet, step)
        assert is_at_start(tablet, live.words)
        assert tablet.locator("#f").count() == 0


def test_the_address_of_the_form_leads_to_the_first_screen(live, tablet, cleared):
    tablet.goto(cleared)
    assert is_at_start(tablet, live.words)
    assert tablet.get_by_text("Your card:").count() == 0


def test_back_leads_there_also_where_nothing_can_be_stored(live, tablet):
    denied = "Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('denied'); }});"
    tablet.add_init_script(denied)
    tablet.goto(f"/{live.words}?kiosk=1")
    tablet.locator("form#begin button.go").click()
    tablet.wait_for_url("**/pre/**")
    choose(tablet, "bt1", 9)
    tablet.wait_for_timeout(600)
    tablet.get_by_role("button", name="Continue").click()
    tablet.wait_for_url(f"**/{live.words}?kiosk=1")
    move(tablet)
    assert is_at_start(tablet, live.words)


def test_whoever_comes_back_with_the_same_card_begins_again(live, tablet, cleared):
    (card,) = live.cards()
    tablet.goto(f"/{live.words}?kiosk=1&card={card}")
    tablet.locator("form#begin button.go").click()
    tablet.wait_for_url("**/pre/**")
    tablet.wait_for_timeout(500)
    expect(tablet.locator("#f")).to_be_visible()


def test_a_first_screen_that_names_a_card_clears_itself(live, tablet):
    (card,) = live.cards()
    tablet.goto(f"/{live.words}?kiosk=1&card={card}")
    expect(tablet.get_by_text("Are you still there?")).to_be_visible(timeout=15_000)
    tablet.wait_for_url(f"**/{live.words}?kiosk=1")
    assert is_at_start(tablet, live.words)


def test_a_code_that_was_typed_and_left_is_cleared(live, tablet):
    tablet.goto(f"/{live.words}?kiosk=1")
    tablet.get_by_text("I have a card").click()
    tablet.locator("#card").fill("8PZ4")
    expect(tablet.get_by_text("Are you still there?")).to_be_visible(timeout=15_000)
    expect(tablet.get_by_text("Are you still there?")).to_be_hidden()
    expect(tablet.locator("#card")).to_have_value("")


def test_other_pages_clear_themselves_and_whoever_needs_more_time_has_it(live, tablet):
    tablet.goto(f"/{live.words}/privacy?kiosk=1")
    tablet.get_by_role("button", name="I need more time").click()
    expect(tablet.get_by_text("Are you still there?")).to_be_hidden()
    tablet.wait_for_url(f"**/{live.words}?kiosk=1")


def test_the_plain_first_screen_asks_nobody(live, tablet):
    tablet.goto(f"/{live.words}?kiosk=1")
    tablet.wait_for_timeout(8500)
    assert tablet.get_by_text("Are you still there?").is_hidden()


@pytest.mark.parametrize("code", ["wrong", "unused"])
def test_back_from_a_form_after_a_code_that_was_not_taken_stays_on_the_shared_tablet(live, phone, code):
    live.close("pre")
    live.open("post")
    (card,) = live.cards()
    typed = card if code == "unused" else card[:-1] + ("X" if card[-1] != "X" else "Y")
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}?kiosk=1")
        page.locator("#card").fill(typed)
        page.wait_for_timeout(1000)
        page.get_by_role("button", name="Go on with my code").click()
        page.wait_for_timeout(1500)
        again = page.get_by_role("button", name="Go on without the code")
        (again if code == "wrong" else page.locator("form#begin button.go")).click()
        page.wait_for_url("**/post/**")
        page.wait_for_timeout(600)
        assert "kiosk=1" in page.locator("#nav a").first.get_attribute("href")
        page.locator("#nav a").first.click()
        page.wait_for_timeout(1000)
        assert page.url.endswith(f"/{live.words}?kiosk=1")
        assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
        assert context.cookies() == []


def test_somebody_new_finds_at_each_question_a_way_to_clear_it_and_begin(live, phone):
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}?kiosk=1")
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/pre/**")
        page.get_by_text("Somebody new?").click()
        choose(page, "bt1", 9)
        page.wait_for_timeout(600)
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("link", name="Yes, clear them and begin")).to_be_hidden()
        page.get_by_text("Somebody new?").click()
        page.get_by_role("link", name="Yes, clear them and begin").click()
        page.wait_for_url(f"**/{live.words}?kiosk=1")
        move(page)
        assert is_at_start(page, live.words)
        assert page.locator(":checked").count() == 0


@pytest.mark.parametrize("is_shared", [True, False])
def test_without_a_script_that_way_stands_below_the_questions_of_a_shared_tablet_alone(live, phone, is_shared):
    with phone(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"/{live.words}" + ("?kiosk=1" if is_shared else ""))
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/pre/**")
        assert page.get_by_text("Somebody new?").count() == is_shared
        if is_shared:
            page.get_by_text("Somebody new?").click()
            page.get_by_role("link", name="Yes, clear them and begin").click()
            page.wait_for_url(f"**/{live.words}?kiosk=1")
