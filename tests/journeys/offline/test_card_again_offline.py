"""A card with which somebody began with signal, scanned again without: it leads back to what was begun with it."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from evaluation.models import Card, Response
from tests.journeys.offline.visits import visited
from tests.journeys.pages import choose, stop

pytestmark = pytest.mark.browser


@pytest.fixture
def card(live, page):
    """The card with which somebody has begun and answered two questions, as the signal goes."""
    (token,) = live.cards(1)
    visited(page, f"/c/{token}")
    page.locator("form#begin button.go").click()
    page.wait_for_url("**/pre/**")
    for item in ("bt1", "bt2"):
        choose(page, item, 4)
        page.get_by_role("button", name="Continue").click()
    expect(page.locator("fieldset#bt3")).to_be_visible()
    page.context.set_offline(True)
    return token


def test_they_go_on_at_the_question_at_which_they_were(live, page, card):
    page.goto(f"/c/{card}")
    go_on = page.get_by_role("link", name="Go on at question 3")
    expect(go_on).to_be_visible()
    expect(page.locator("form#begin")).to_be_hidden()
    go_on.click()
    expect(page.locator("fieldset#bt3")).to_be_visible()
    stop(page)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    with live.database.reading() as db:
        joined = select(Card.token, Response.answers).join(Response, Response.participant_id == Card.participant_id)
        assert db.execute(joined).all() == [(card, {"bt1": 4, "bt2": 4})]


def test_what_is_finished_and_waits_is_said_to_wait(page, card):
    stop(page)
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    page.goto(f"/c/{card}")
    expect(page.get_by_role("heading", name="You have answered Before")).to_be_visible()
    expect(page.get_by_text("What has not arrived yet will send when you have signal")).to_be_visible()
    expect(page.locator("form#begin")).to_be_hidden()


def test_another_form_begun_here_clears_no_draft(page, live, card):
    (friends,) = live.cards(1)
    page.goto(f"/{live.words}?card={friends}")
    page.locator("form#begin button.go").click()
    expect(page.locator("fieldset#bt1")).to_be_visible()
    choose(page, "bt1", 7)
    drafts = page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('draft:')).map(([, v]) => v)")
    assert sorted(drafts) == ["bt1=4&bt2=4", "bt1=7"]
