"""After without signal, on the phone that answered Before: it holds as Before does, and the two forms are joined."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose, join, stop
from tests.journeys.walks import READY, everything_sent

pytestmark = pytest.mark.browser


@pytest.fixture
def welcomed(live, phone):
    """Somebody answered Before; After is open, and the phone has loaded the page that asks whether it was they."""
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        page.evaluate(READY)
        choose(page, "bt1", 4)
        stop(page)
        page.wait_for_url("**/sent/**")
        live.open("post")
        page.goto(f"/{live.words}")
        page.wait_for_timeout(1500)
        context.set_offline(True)
        yield page


def sent_by(live):
    """The answers of each person."""
    found = {}
    for response in live.kept():
        found.setdefault(response.participant_id, []).append(response.answers["bt1"])
    return sorted(sorted(each) for each in found.values())


def test_yes_that_was_me_opens_the_questions_and_joins_both_forms(live, welcomed):
    page = welcomed
    page.get_by_role("button", name="Yes, that was me").click()
    choose(page, "bt1", 8)
    stop(page)
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    page.goto(f"/{live.words}")
    expect(page.get_by_role("heading", name="You have answered After")).to_be_visible()
    page.context.set_offline(False)
    everything_sent(page)
    assert sent_by(live) == [[4, 8]]


def test_no_somebody_else_leads_to_the_first_screen_and_joins_nothing(live, welcomed):
    page = welcomed
    page.get_by_role("button", name="No, somebody else").click()
    page.locator("form#begin button.go").click()
    choose(page, "bt1", 8)
    stop(page)
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    page.context.set_offline(False)
    everything_sent(page)
    assert sent_by(live) == [[4], [8]]
