"""What is copied from the address bar while somebody answers gives nobody their form, with or without cookies."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose, join, stop

pytestmark = pytest.mark.browser
NOTHING_KEPT = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } });"
NOTE = "These questions were begun on another phone"


@pytest.fixture
def blocked(live, phone, monkeypatch):
    """A phone that keeps nothing: no cookie, and nothing that a script puts by."""
    app = live.app

    def without_cookies(environ, start_response):
        def start(status, headers, *rest):
            return start_response(status, [each for each in headers if each[0] != "Set-Cookie"], *rest)

        return app(environ, start)

    monkeypatch.setattr(live, "app", without_cookies)
    with phone(service_workers="block") as context:
        context.add_init_script(NOTHING_KEPT)
        yield context.new_page()


def midway(page):
    choose(page, "bt1", 7)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("#bt2")).to_be_visible()


def test_a_phone_that_keeps_nothing_goes_on_after_each_reload_and_sends(live, blocked):
    join(blocked, live.words)
    assert "k=" not in blocked.url
    midway(blocked)
    assert "k=" not in blocked.url
    blocked.reload()
    expect(blocked.locator("#bt1")).to_be_visible()
    assert "k=" not in blocked.url
    choose(blocked, "bt1", 7)
    stop(blocked)
    expect(blocked.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [one.answers for one in live.kept()] == [{"bt1": 7}]


def test_a_phone_that_keeps_nothing_goes_on_by_back(live, blocked):
    join(blocked, live.words)
    midway(blocked)
    blocked.goto(f"/{live.words}/privacy")
    blocked.go_back()
    expect(blocked.locator("form#f")).to_be_visible()
    assert "k=" not in blocked.url


@pytest.mark.parametrize("owner", ["blocked", "cookies"])
def test_a_neighbour_who_opens_the_copied_address_begins_their_own(live, phone, request, owner):
    with phone() as context:
        page = request.getfixturevalue("blocked") if owner == "blocked" else context.new_page()
        join(page, live.words)
        midway(page)
        with phone(java_script_enabled=False) as other, phone() as third:
            for neighbour in (other.new_page(), third.new_page()):
                neighbour.goto(page.url)
                expect(neighbour.get_by_text(NOTE)).to_be_visible()
                expect(neighbour.locator("form#f")).to_have_count(0)
        stop(page)
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
        assert [one.answers for one in live.kept()] == [{"bt1": 7}]


def test_without_script_the_address_of_a_phone_with_a_cookie_carries_nothing_of_the_person(live, phone):
    with phone(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/pre/**")
        assert page.url.partition("?")[2] == "plain=1"


@pytest.mark.parametrize("card", [True, False])
def test_who_goes_back_on_a_phone_that_keeps_nothing_is_told_what_arrived_and_finds_their_code_forward(
    live, blocked, card
):
    blocked.goto(f"/c/{live.cards(1)[0]}" if card else f"/{live.words}")
    blocked.locator("form#begin button.go").click()
    expect(blocked.locator("#bt1")).to_be_visible()
    choose(blocked, "bt1", 7)
    stop(blocked)
    code = blocked.locator("#code").text_content()
    expect(blocked).to_have_url(re.compile("/sent/[0-9a-f-]+$"))
    blocked.go_back()
    expect(blocked.get_by_role("heading", name="Thank you. 1 answer arrived")).to_be_visible()
    expect(blocked.locator("#code")).to_have_count(0)
    blocked.go_forward()
    expect(blocked.locator("#code")).to_have_text(code)
    assert [one.answers for one in live.kept()] == [{"bt1": 7}]


def test_the_copied_address_of_a_receipt_shows_its_code_to_nobody_else_and_stays_open_after_a_reload(
    live, phone, blocked
):
    join(blocked, live.words)
    choose(blocked, "bt1", 7)
    stop(blocked)
    expect(blocked).to_have_url(re.compile("/sent/[0-9a-f-]+$"))
    with phone() as other:
        neighbour = other.new_page()
        neighbour.goto(blocked.url)
        expect(neighbour.get_by_role("heading", name="Thank you")).to_be_visible()
        expect(neighbour.locator("#code")).to_have_count(0)
    blocked.reload()
    expect(blocked.locator("#code")).to_be_visible()
